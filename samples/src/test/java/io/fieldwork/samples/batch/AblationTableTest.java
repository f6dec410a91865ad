package io.fieldwork.samples.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Ablation.Case;
import io.fieldwork.samples.config.Configuration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AblationTableTest {
    private static final Configuration ANY =
            Configuration.of(Kinds.ALL, "a.yaml", "a", "kind: pinn\nproblem: {name: heat}\n");

    private static Case titled(String title, int repeat) {
        return new Case(title, title.replace(' ', '-'), "a: 1, b: 2", repeat, ANY);
    }

    private static Row done(String title, int repeat, String name, double value) {
        return new Row(titled(title, repeat), "done", Map.of(name, value, "steps", 1200.0, "seconds", 90.0));
    }

    @Test
    void errorsAreComparedWithTheFirstCaseOfTheSameSeed() {
        Row first = done("first", 0, "relativeL2", 2e-4);
        Row other = done("first again", 1, "relativeL2", 4e-4);
        Row worse = done("worse", 0, "relativeL2", 5e-3);
        Row again = done("worse again", 1, "relativeL2", 1e-3);
        Row failed = Row.failed(titled("broken", 0), "no points");
        AblationTable table = new AblationTable(List.of(first, other, worse, again, failed));
        assertEquals(1, table.ratio(first).getAsDouble());
        assertEquals(25, table.ratio(worse).getAsDouble(), 1e-12);
        assertEquals(2.5, table.ratio(again).getAsDouble(), 1e-12);
        assertTrue(table.ratio(failed).isEmpty());
        assertEquals("worse: 1,200 steps in 1.50 min, relative L2 5.00e-3, ratio 25.00, done", table.line(worse));
        assertEquals("broken: failed: no points", table.line(failed));
    }

    @Test
    void ofPsnrTheSquaredErrorsAreCompared() {
        Row first = done("first", 0, "psnr", 30);
        Row worse = done("worse", 0, "psnr", 27);
        double error = Math.pow(10, -2.7) / Math.pow(10, -3);
        assertEquals(
                error, new AblationTable(List.of(first, worse)).ratio(worse).getAsDouble(), 1e-12);
        assertTrue(new AblationTable(List.of(first)).columns().contains("PSNR"));
    }

    @Test
    void casesOfSeveralSeedsHaveAMean() {
        Row first = done("plain, seed 1", 0, "psnr", 30);
        Row second = done("plain, seed 2", 1, "psnr", 27);
        Row other = done("alone", 0, "psnr", 20);
        assertEquals(
                List.of("plain: mean of 2 seeds 28.50 dB, from 27.00 dB to 30.00 dB"),
                new AblationTable(List.of(first, second, other)).means());
    }

    @Test
    void withoutAFirstNumberThereIsNoRatio() {
        Row first = Row.failed(titled("first", 0), "x");
        Row second = done("second", 0, "relativeL2", 1);
        assertTrue(new AblationTable(List.of(first, second)).ratio(second).isEmpty());
    }

    @Test
    void theCriterionIsAColumnOnlyWhereWeightsAreCausal() {
        Row plain = done("plain", 0, "relativeL2", 1);
        Row causal = new Row(
                titled("causal", 0), "done", Map.of("relativeL2", 1.0, "causal.criterionMet", 1.0, "steps", 3.0));
        assertFalse(new AblationTable(List.of(plain)).columns().contains("criterion met"));
        AblationTable both = new AblationTable(List.of(plain, causal));
        assertTrue(both.line(causal).contains("criterion met yes"), both.line(causal));
        assertFalse(both.line(plain).contains("criterion"), both.line(plain));
    }

    @Test
    void columnsOfTheTextAreAligned() {
        List<String> text = new AblationTable(
                        List.of(done("a", 0, "relativeL2", 1e-3), done("much longer", 0, "relativeL2", 2e-3)))
                .text();
        assertEquals(3, text.size());
        int end = text.getFirst().indexOf("  end");
        text.forEach(line -> assertEquals(end, line.length() - (line.endsWith("done") ? 6 : 5), line));
    }

    @Test
    void commasAndQuotesSurviveTheCsv() {
        Row row = Row.failed(titled("a, \"b\"", 0), "no");
        String[] lines = new AblationTable(List.of(row)).csv().split("\n");
        assertEquals("case,folder,end,steps,seconds,relativeL2,ratio,criterionMet,changes", lines[0]);
        assertEquals("\"a, \"\"b\"\"\",\"a,-\"\"b\"\"\",failed: no,,,,,,\"a: 1, b: 2\"", lines[1]);
        String done = new AblationTable(List.of(done("x", 0, "relativeL2", 0.1)))
                .csv()
                .split("\n")[1];
        assertEquals("x,x,done,1200,90.0,0.1,1.0,,\"a: 1, b: 2\"", done);
    }
}
