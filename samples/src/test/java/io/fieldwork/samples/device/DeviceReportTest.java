package io.fieldwork.samples.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.samples.device.Outcome.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports of few seconds on the CPU: what is done, what fails, and what is cut off. */
final class DeviceReportTest {
    private static final Part DOCTOR = part("doctor", "doctor");

    @TempDir
    private Path folder;

    private static Part part(String name, String... arguments) {
        return new Part(name, name, List.of(arguments), 1, false);
    }

    @Test
    void aPartThatFailsTakesNothingFromTheOthers() throws IOException {
        List<String> said = new ArrayList<>();
        Part absent = new Part("absent", "absent", List.of("train", "no-such-configuration"), 1, true);
        List<Outcome> outcomes = report(90).run(List.of(absent, DOCTOR), said::add);
        assertEquals(
                List.of(State.FAILED, State.DONE),
                outcomes.stream().map(Outcome::state).toList());
        assertEquals(2, said.size());
        String page = Files.readString(folder.resolve("report.md"));
        assertTrue(page.contains("There is no configuration 'no-such-configuration'"), page);
        assertTrue(page.contains("| doctor (doctor) | done |") && page.contains("libtorch"), page);
        JsonNode json = new JsonMapper().readTree(Files.readString(folder.resolve("report.json")));
        assertEquals("failed", json.at("/parts/0/state").asString());
        assertEquals("done", json.at("/parts/1/state").asString());
        assertTrue(json.at("/parts/1/seconds").asDouble() > 0);
    }

    @Test
    void whatIsCutOffStillReports() throws IOException {
        Part training = new Part(
                "toybox",
                "field",
                List.of("train", "toybox", "--quiet", "--minutes", "60", "--out", folder + "/long"),
                1,
                false);
        List<Outcome> outcomes = report(5).run(List.of(training, DOCTOR), line -> {});
        assertEquals(
                List.of(State.CUT_OFF, State.NOT_STARTED),
                outcomes.stream().map(Outcome::state).toList());
        assertTrue(outcomes.getFirst().seconds() >= 4, outcomes.toString());
        String page = Files.readString(folder.resolve("report.md"));
        assertTrue(page.contains("| field (toybox) | cut off |"), page);
        assertTrue(page.contains("| doctor (doctor) | not started |"), page);
    }

    @Test
    void numbersOfATrainingBecomeARow() {
        Part training = new Part("toybox", "field", List.of(), 1, true);
        var numbers = new LinkedHashMap<String, Object>();
        numbers.put("psnr", 31.256);
        numbers.put("steps", 100.0);
        numbers.put("stepsPerSecond", 12.5);
        Outcome done = new Outcome(training, State.DONE, 10, 900, 0, numbers, List.of());
        String page = new ReportPage("fieldwork gpu-report", "cpu", List.of(done)).markdown();
        assertTrue(page.contains("| field (toybox) | done | 10.0 | 12.50 | psnr 31.26 | 900 |  |"), page);
    }

    @Test
    void everyPartHasANameOfItsOwn() {
        assertEquals(
                Part.ALL.size(), Part.ALL.stream().map(Part::name).distinct().count());
        assertEquals("doctor", Part.ALL.getFirst().name());
        assertFalse(Part.ALL.stream().anyMatch(part -> part.weight() <= 0));
    }

    private DeviceReport report(double seconds) {
        return new DeviceReport(folder, "cpu", seconds, "fieldwork gpu-report");
    }
}
