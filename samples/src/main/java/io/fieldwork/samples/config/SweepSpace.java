package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Random values of keys. Every key has draws of its own (a function of seed and key), so that another key beside it changes
 * none; numbers are rounded to six digits, so that a job's name says all of them.
 *
 * @param axes keys to what they are drawn from
 * @param count number of points
 * @param seed of the draws
 */
record SweepSpace(Map<String, Axis> axes, int count, long seed) {
    private static final MathContext DIGITS = new MathContext(6);

    /** The values of a key, over u from 0 to 1. */
    interface Axis {
        /** {@return the value at a u in [0, 1)} */
        JsonNode at(double u);
    }

    /** Some values, each on an equal part of u. */
    record Choice(List<JsonNode> values) implements Axis {
        @Override
        public JsonNode at(double u) {
            return values.get((int) (u * values.size()));
        }
    }

    /** Numbers between two, both included, uniform or uniform in their logarithms; whole ones between whole ones. */
    record Range(double from, double to, boolean logarithmic, boolean whole) implements Axis {
        @Override
        public JsonNode at(double u) {
            double low = whole ? from - 0.5 : from;
            double high = whole ? to + 0.5 : to;
            double value = logarithmic ? low * Math.pow(high / low, u) : low + u * (high - low);
            return whole
                    ? JsonNodeFactory.instance.numberNode(Math.clamp(Math.round(value), (long) from, (long) to))
                    : JsonNodeFactory.instance.numberNode(
                            new BigDecimal(value).round(DIGITS).doubleValue());
        }
    }

    /** Independent draws. */
    List<Map<String, JsonNode>> random() {
        return points((draws, i) -> unit(draws, i));
    }

    /**
     * A Latin hypercube (McKay, Beckman, Conover 1979): of each key every one of {@code count} equal parts has one point, in
     * an order of its own.
     */
    List<Map<String, JsonNode>> hypercube() {
        Map<Draws, int[]> orders = new LinkedHashMap<>();
        return points((draws, i) -> (orders.computeIfAbsent(draws, this::order)[i] + unit(draws, count + i)) / count);
    }

    /** The coordinate of point i of a key. */
    private interface Coordinate {
        double of(Draws draws, int i);
    }

    private List<Map<String, JsonNode>> points(Coordinate coordinate) {
        Map<String, Draws> draws = new LinkedHashMap<>();
        axes.keySet().forEach(key -> draws.put(key, Draws.of(seed, "sweep/" + key, 0)));
        List<Map<String, JsonNode>> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, JsonNode> point = new LinkedHashMap<>();
            for (Map.Entry<String, Axis> axis : axes.entrySet()) {
                point.put(axis.getKey(), axis.getValue().at(coordinate.of(draws.get(axis.getKey()), i)));
            }
            points.add(point);
        }
        return points;
    }

    private static double unit(Draws draws, int i) {
        return (draws.bits(i) >>> 11) * 0x1p-53;
    }

    /** A permutation (Fisher-Yates) by draws behind those of the points. */
    private int[] order(Draws draws) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = (int) draws.below(2L * count + i, i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** Reads {@code count}, {@code seed} and {@code keys} of a block {@code random} or {@code hypercube}. */
    static SweepSpace read(BatchFile file, String name) {
        JsonNode block = file.tree().path(name);
        Map<String, JsonNode> keys = file.block(block.path("keys"), name + ".keys");
        file.checkKeys(name + ".", block, List.of("count", "seed", "keys"));
        if (keys.isEmpty()) {
            throw new UserError(
                    file.source() + ": " + name + ".keys is empty; expected keys with a range or a list each.");
        }
        JsonNode count = block.path("count");
        if (!count.isIntegralNumber() || count.asLong(0) < 1) {
            throw file.expected(name + ".count", count, "a whole number of points, at least 1");
        }
        JsonNode seed = block.path("seed");
        if (!seed.isMissingNode() && !seed.isIntegralNumber()) {
            throw file.expected(name + ".seed", seed, "a whole number");
        }
        Map<String, Axis> axes = new LinkedHashMap<>();
        keys.forEach((key, value) -> axes.put(key, axis(file, name + ".keys." + key, value)));
        return new SweepSpace(axes, (int) Math.min(count.asLong(), Integer.MAX_VALUE), seed.asLong(0));
    }

    private static Axis axis(BatchFile file, String key, JsonNode value) {
        if (value.isArray() && !value.isEmpty()) {
            return new Choice(value.valueStream().toList());
        }
        if (!value.isObject()) {
            throw file.expected(key, value, "a list of values, or a range such as {from: 1e-4, to: 1e-2, scale: log}");
        }
        file.checkKeys(key + ".", value, List.of("from", "to", "scale"));
        JsonNode from = value.path("from");
        JsonNode to = value.path("to");
        String scale = value.path("scale").asString("linear");
        if (!from.isNumber() || !to.isNumber() || !(from.asDouble() < to.asDouble())) {
            throw file.expected(key, value, "a number from and a larger one to");
        }
        if (!List.of("linear", "log").contains(scale) || scale.equals("log") && !(from.asDouble() > 0)) {
            throw file.expected(key, value, "scale linear, or log of positive numbers");
        }
        boolean whole = from.isIntegralNumber() && to.isIntegralNumber();
        return new Range(from.asDouble(), to.asDouble(), scale.equals("log"), whole);
    }
}
