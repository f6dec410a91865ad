package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.kind.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
    @TempDir
    Path temp;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(temp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "train",
                "ablate",
                "sweep",
                "results",
                "eval",
                "render",
                "view",
                "bake",
                "list",
                "doctor",
                "bench",
                "selftest",
                "gpu-report"
            })
    void helpStartsWithAnExample(String command) {
        assertEquals(0, command.isEmpty() ? shell.run("--help") : shell.run(command, "--help"));
        assertTrue(shell.out().startsWith("Example: fieldwork " + command), shell.out());
        assertTrue(shell.out().contains("Usage:"), shell.out());
    }

    @Test
    void theVersionIsNamed() {
        assertEquals(0, shell.run("--version"));
        assertTrue(shell.out().startsWith("fieldwork "), shell.out());
    }

    @Test
    void shippedConfigurationsAreListed() {
        assertEquals(0, shell.run("list", "configs"));
        assertTrue(shell.out().lines().anyMatch(line -> line.matches("toybox +\\S.{20,}")), shell.out());
        assertEquals(2, shell.run("list", "confgs"));
        assertTrue(shell.err().contains("the nearest one is configs"), shell.err());
    }

    @Test
    void whatCannotBeReadIsTheUsersMistake() {
        assertEquals(2, shell.run());
        assertEquals(2, shell.run("trian"));
        assertTrue(shell.err().contains("fieldwork train"), shell.err());
        assertEquals(2, shell.run("train", "--minuts", "3"));
        assertTrue(shell.err().contains("--minutes"), shell.err());
        assertEquals(2, shell.run("train", "toybox", "--steps", "few"));
        assertTrue(shell.err().contains("--steps"), shell.err());
        assertEquals(2, shell.run("eval"));
        assertEquals(2, shell.run("bench", "none-of-that-name"));
    }

    @Test
    void failuresAreOneLineUnlessVerbose() {
        String config = shell.config("a.yaml", "steps: 1").toString();
        Session.Opener broken = (job, manager, kernels) -> {
            throw new IllegalStateException("first line\nsecond line");
        };
        assertEquals(1, shell.run(broken, "train", config, "--device", "cpu"));
        assertEquals(1, shell.err().lines().count(), shell.err());
        assertTrue(shell.err().contains("IllegalStateException: first line"), shell.err());
        assertEquals(1, shell.run(broken, "train", config, "--device", "cpu", "--verbose"));
        assertTrue(shell.err().contains("at io.fieldwork"), shell.err());
        Session.Opener unreadable = (job, manager, kernels) -> {
            throw new UserError("The image a.png is truncated.");
        };
        assertEquals(2, shell.run(unreadable, "train", config, "--device", "cpu"));
        assertEquals("The image a.png is truncated.", shell.err().strip());
    }

    @Test
    void evaluationPrintsOneFlatObject() {
        String config = shell.config("a.yaml", "steps: 6").toString();
        assertEquals(0, shell.run("train", config, "--device", "cpu", "--out", "run"), shell.err());
        assertEquals(0, shell.run("eval", "run", "--json", "--device", "cpu"), shell.err());
        assertEquals(1, shell.out().lines().count(), shell.out());
        Map<?, ?> numbers = new JsonMapper().readValue(shell.out(), Map.class);
        assertEquals(
                List.of("psnr", "steps", "seconds", "device", "parameters"),
                List.copyOf(numbers.keySet()),
                "an ssim that is not a number is absent");
        assertEquals(6, numbers.get("steps"));
        assertEquals("cpu", numbers.get("device"));
        assertEquals(4, numbers.get("parameters"));
        assertEquals(0, shell.run("eval", "run", "--device", "cpu"));
        assertTrue(shell.out().contains("PSNR"), shell.out());
        assertEquals(0, shell.run("eval", "run", "--split", "validation", "--json", "--device", "cpu"));
        assertFalse(shell.out().contains("psnr"), shell.out());
        assertEquals(2, shell.run("eval", "run", "--split", "tset"));
        assertTrue(shell.err().contains("the nearest known one is test"), shell.err());
        assertEquals(2, shell.run("eval", "nowhere"));
    }

    @Test
    void whatHasNoViewsIsNotRendered() {
        String config = shell.config("a.yaml", "steps: 2").toString();
        assertEquals(0, shell.run("train", config, "--device", "cpu", "--out", "run"), shell.err());
        assertEquals(2, shell.run("render", "run", "--device", "cpu", "--out", "x.png"));
        assertEquals(2, shell.run("render", "run", "--device", "cpu", "--out", "x.gif"));
        assertTrue(shell.err().contains(".mp4"), shell.err());
        assertEquals(2, shell.run("render", "run", "--device", "cpu", "--out", "x.png", "--mode", "normal"));
        assertEquals(2, shell.run("render", "run", "--device", "cpu", "--out", "x.png", "--size", "0x3"));
    }
}
