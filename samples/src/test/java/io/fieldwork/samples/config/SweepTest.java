package io.fieldwork.samples.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class SweepTest {
    @TempDir
    Path temp;

    private Sweep load(String yaml) {
        try {
            Path file = Files.writeString(temp.resolve("many.yaml"), yaml);
            return Sweep.load(Kinds.ALL, file.toString(), base -> base);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Sweep sweep) {
        return sweep.jobs().stream().map(SweepJob::name).toList();
    }

    private static String complete(Configuration configuration) {
        return Configuration.complete(configuration.job());
    }

    @Test
    void aJobIsTheRunThatTrainWouldMake() {
        Sweep sweep = load("""
            kind: sweep
            base: [burgers, wave]
            set: {train.steps: 7}
            grid: {train.rate: [1e-3, 0.02], field.width: [8, 16]}
            seeds: [1, 2]
            """);
        List<String> expected = new ArrayList<>();
        for (String base : List.of("burgers", "wave")) {
            for (String rate : List.of("0.001", "0.02")) {
                for (String width : List.of("8", "16")) {
                    for (String seed : List.of("1", "2")) {
                        expected.add(base + "_rate-" + rate + "_width-" + width + "_seed-" + seed);
                    }
                }
            }
        }
        assertEquals(expected, names(sweep));
        Configuration other = Configuration.load(Kinds.ALL, "wave")
                .set("train.steps=7")
                .set("train.rate=0.02")
                .set("field.width=8")
                .set("train.seed=2");
        SweepJob same = sweep.jobs().get(expected.indexOf("wave_rate-0.02_width-8_seed-2"));
        assertEquals(complete(other), complete(same.configuration()));
        assertEquals(Map.of("base", "wave", "train.rate", "0.02", "field.width", "8", "train.seed", "2"), same.keys());
    }

    @Test
    void gridsAndCasesAreJoinedAndConditionsChoose() {
        Sweep sweep = load("""
            kind: sweep
            base: burgers
            grid:
              - {field.type: [mlp], field.width: [8, 16, 32]}
              - {field.type: [piratenet], field.layers: [2, 3]}
            cases: {as it is: {}, "slow!": {train.rate: 1e-4}}
            skip: [{field.width: [16, 32], train.rate: 0.0001}]
            first: [{field.type: piratenet, field.layers: 3}]
            """);
        assertEquals(
                List.of(
                        "type-piratenet_layers-3_as-it-is",
                        "type-piratenet_layers-3_slow",
                        "type-mlp_width-8_as-it-is",
                        "type-mlp_width-8_slow",
                        "type-mlp_width-16_as-it-is",
                        "type-mlp_width-32_as-it-is",
                        "type-piratenet_layers-2_as-it-is",
                        "type-piratenet_layers-2_slow"),
                names(sweep));
        assertEquals(
                List.of("seed-3"),
                names(load("kind: sweep\nbase: burgers\nseeds: [1, 2, 3]\nonly: [{train.seed: 3}]\n")));
        assertEquals(List.of("burgers"), names(load("kind: sweep\nbase: burgers\n")));
        assertEquals(
                List.of("field.width-8_network.width-1", "field.width-8_network.width-2"),
                SweepPoint.product(
                                List.of(SweepPoint.ORIGIN),
                                IntStream.of(1, 2)
                                        .mapToObj(SweepTest::twoWidths)
                                        .toList())
                        .stream()
                        .map(SweepPoint::label)
                        .toList(),
                "keys of one last word are told apart");
    }

    private static SweepPoint twoWidths(int other) {
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        keys.put("field.width", JsonNodeFactory.instance.numberNode(8));
        keys.put("network.width", JsonNodeFactory.instance.numberNode(other));
        return SweepPoint.of(keys, SweepPoint.Words.of(keys.keySet().stream()));
    }

    private static List<Double> values(Sweep sweep, String key) {
        return sweep.jobs().stream()
                .map(job -> Double.parseDouble(job.keys().get(key)))
                .toList();
    }

    /** Every one of n equal parts of a range has one point, in each coordinate, and the coordinates are not in one order. */
    @Test
    void aLatinHypercubeHasOnePointInEveryPart() {
        int n = 40;
        Sweep sweep = load("kind: sweep\nbase: burgers\nhypercube: {count: " + n + ", seed: 3, keys: {"
                + "train.rate: {from: 1e-5, to: 1e-1, scale: log}, train.minutes: {from: 0.5, to: 2.5}}}\n");
        List<Double> rates = values(sweep, "train.rate");
        List<Double> weights = values(sweep, "train.minutes");
        List<Integer> first = rates.stream()
                .map(rate -> (int) Math.floor(n * (Math.log10(rate) + 5) / 4))
                .toList();
        List<Integer> second = weights.stream()
                .map(weight -> (int) Math.floor(n * (weight - 0.5) / 2))
                .toList();
        Set<Integer> all = new HashSet<>(IntStream.range(0, n).boxed().toList());
        assertEquals(all, new HashSet<>(first));
        assertEquals(all, new HashSet<>(second));
        List<Integer> sorted = new ArrayList<>(first);
        Collections.sort(sorted);
        assertNotEquals(sorted, first);
        assertNotEquals(first, second);
    }

    /** Uniform in the logarithm: mean and variance of a thousand draws; whole numbers are as frequent as each other. */
    @Test
    void randomDrawsHaveTheirDistribution() {
        SweepSpace space = new SweepSpace(
                Map.of(
                        "rate", new SweepSpace.Range(1e-4, 1, true, false),
                        "count", new SweepSpace.Range(1, 4, false, true)),
                2000,
                5);
        double[] logs = space.random().stream()
                .mapToDouble(point -> Math.log10(point.get("rate").asDouble()))
                .toArray();
        double mean = IntStream.range(0, logs.length)
                .mapToDouble(i -> logs[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, logs.length)
                .mapToDouble(i -> (logs[i] - mean) * (logs[i] - mean))
                .average()
                .orElseThrow();
        assertEquals(-2, mean, 4 * 4 / Math.sqrt(12 * 2000));
        assertEquals(16 / 12.0, variance, 0.1);
        for (int k = 1; k <= 4; k++) {
            int value = k;
            long hits = space.random().stream()
                    .filter(point -> point.get("count").asInt() == value)
                    .count();
            assertEquals(500, hits, 4 * Math.sqrt(2000 * 0.25 * 0.75));
        }
    }

    /** A key's values are a function of seed and key, whatever stands beside it. */
    @Test
    void drawsAreThoseOfTheirKey() {
        String rates = "train.rate: {from: 1e-4, to: 1e-2, scale: log}";
        String head = "kind: sweep\nbase: burgers\nrandom: {count: 6, seed: ";
        Sweep alone = load(head + "1, keys: {" + rates + "}}\n");
        Sweep both = load(head + "1, keys: {field.width: [8, 16], " + rates + "}}\n");
        assertEquals(values(alone, "train.rate"), values(both, "train.rate"));
        assertEquals(names(alone), names(load(head + "1, keys: {" + rates + "}}\n")));
        assertNotEquals(names(alone), names(load(head + "2, keys: {" + rates + "}}\n")));
    }

    @Test
    void anAblationIsASweep() {
        Sweep sweep = load("kind: ablation\nbase: burgers\ncases: {a: {}, b: {field.width: 8}}\nseeds: [1, 7]\n");
        assertEquals(List.of("a-1", "a-7", "b-1", "b-7"), names(sweep));
        assertTrue(Shipped.sweeps().containsKey("rates"));
        assertEquals(30, Sweep.load(Kinds.ALL, "rates", base -> base).jobs().size(), "3 bases, 5 of 6 pairs, 2 seeds");
    }

    @Test
    void halvingKeepsTheBetterPart() {
        Map<String, Optional<Double>> numbers = new LinkedHashMap<>();
        numbers.put("a", Optional.of(3.0));
        numbers.put("b", Optional.empty());
        numbers.put("c", Optional.of(1.0));
        numbers.put("d", Optional.of(2.0));
        numbers.put("e", Optional.of(1.0));
        assertEquals(List.of("c", "e", "d"), new Halving("loss", false, 0.5, List.of(1L)).best(numbers));
        assertEquals(List.of("a"), new Halving("psnr", true, 0.1, List.of(1L)).best(numbers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grid: {train.rat: [1]}                  | job rat-1: unknown key train.rat; the nearest known key is train.rate.",
                "grid: {field.width: [0]}                | job width-0: field.width is 0; expected 1 to 4096.",
                "grid: {train.rate: []}                  | grid.train.rate is []; expected a list of values, which leaves 0",
                "grid: {train.rate: 1}                   | grid.train.rate is 1; expected a list of values.",
                "grid: {}                                | grid is empty, which leaves 0 combinations",
                "grid: {train.rate: [1e-3, 0.001]}       | 2 jobs would have the name 'rate-0.001' (train.rate)",
                "cases: [{train.rate: 1e-3}, {train.rate: 1e-3}] | 2 jobs would have the name 'rate-0.001' (train.rate)",
                "cases: {a b: {}, A-b: {}}               | 2 jobs would have the name 'a-b'",
                "cases: {logs: {}}                       | A job would have the name logs, which the folder of a sweep has",
                "cases: {}                               | cases is {}; expected a list of blocks of keys, or titles",
                "gird: {}                                | unknown key gird; the nearest known key is grid.",
                "seeds: [1, 2]; only: [{train.seed: 3}]  | only and skip leave none of 2 combinations.",
                "seeds: [1]; skip: [{train.sed: 3}]      | skip names train.sed, which is no key of this sweep; the nearest one is"
                        + " train.seed.",
                "seeds: [1]; cases: [{train.seed: 3}]    | train.seed is given twice, once by seeds",
                "random: {count: 0, keys: {train.rate: [1]}} | random.count is 0; expected a whole number of points, at least 1.",
                "random: {count: 2, keys: {}}            | random.keys is empty",
                "random: {count: 2, keys: {train.rate: {from: 2, to: 1}}} | expected a number from and a larger one to.",
                "hypercube: {count: 2, keys: {train.rate: {from: 0, to: 1, scale: log}}} | expected scale linear, or log of positive",
                "memory: none                            | memory is 'none'; expected GiB that one job needs.",
                "halving: {by: psnr, better: more, steps: [1]} | halving.better is 'more'; expected high or low.",
                "halving: {by: psnr, better: high, steps: [2, 1]} | halving.steps is [2, 1]; expected numbers of steps that grow.",
            })
    void everyMistakeIsOneSentence(String lines, String expected) {
        UserError error = assertThrows(
                UserError.class,
                () -> load("kind: sweep\nbase: burgers\n"
                        + lines.replace("; ", "\n").strip() + "\n"));
        assertTrue(error.getMessage().contains(expected), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void aMillionCombinationsAreRefusedWithTheirCount() {
        String values = IntStream.range(1, 101).boxed().toList().toString();
        UserError error = assertThrows(
                UserError.class,
                () -> load("kind: sweep\nbase: burgers\ngrid: {field.width: " + values + ", field.layers: " + values
                        + ", train.seed: " + values + "}\n"));
        assertTrue(
                error.getMessage()
                        .contains(
                                "has 1000000 combinations (1000000 of grid (field.width 100, field.layers 100, train.seed 100))"),
                error.getMessage());
        assertEquals(
                "many.yaml is a sweep; 'fieldwork sweep' trains its jobs.",
                assertThrows(
                                UserError.class,
                                () -> Configuration.of(Kinds.ALL, "many.yaml", "many", "kind: sweep\nbase: burgers\n"))
                        .getMessage());
    }
}
