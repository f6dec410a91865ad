package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.UserError;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a {@link Sweep} from its file. */
final class SweepReader {
    /** The most combinations that a sweep may have. */
    static final int MOST = 10_000;

    private static final int LONGEST_NAME = 120;
    private static final String SEED = "train.seed";
    private static final List<String> KEYS = List.of(
            "kind",
            "base",
            "set",
            "grid",
            "cases",
            "random",
            "hypercube",
            "seeds",
            "only",
            "skip",
            "first",
            "memory",
            "halving");

    private final BatchFile file;
    private final UnaryOperator<Configuration> given;
    private final Map<String, Configuration> read = new HashMap<>();

    /** A reader of a file; something else is overridden in all bases. */
    SweepReader(BatchFile file, UnaryOperator<Configuration> given) {
        this.file = file;
        this.given = given;
    }

    /** A part of the file whose combinations with all others are jobs: its points, of which there may be too many to make. */
    private record Factor(String key, BigInteger count, Points points) {}

    /** Makes the points of a factor. */
    private interface Points {
        List<SweepPoint> make(SweepPoint.Words words);
    }

    Sweep read() {
        file.check(Sweep.KIND, KEYS);
        List<Factor> factors = Stream.of(bases(), grid(), cases(), space("random"), space("hypercube"), seeds())
                .flatMap(Optional::stream)
                .toList();
        refuseTooMany(factors);
        List<SweepPoint> points = points(factors);
        Set<String> keys =
                new LinkedHashSet<>(file.block(file.tree().path("set"), "set").keySet());
        points.forEach(point -> keys.addAll(point.keys().keySet()));
        List<SweepPoint> wanted = ordered(filtered(points, keys), keys);
        refuseTwins(wanted);
        List<SweepJob> jobs = new ArrayList<>();
        Set<String> shared = constant(wanted);
        wanted.forEach(point -> jobs.add(job(point, shared)));
        return new Sweep(file.name(), jobs, memory(), Halving.read(file));
    }

    private void refuseTooMany(List<Factor> factors) {
        BigInteger count = factors.stream().map(Factor::count).reduce(BigInteger.ONE, BigInteger::multiply);
        if (count.compareTo(BigInteger.valueOf(MOST)) > 0) {
            String parts = String.join(
                    " times ",
                    factors.stream()
                            .map(factor -> factor.count() + " of " + factor.key())
                            .toList());
            throw new UserError(file.source() + " has " + count + " combinations (" + parts + "); expected at most "
                    + MOST + ", or draw some with random or hypercube.");
        }
    }

    private void refuseTwins(List<SweepPoint> points) {
        Map<String, List<SweepPoint>> named = points.stream()
                .collect(Collectors.groupingBy(SweepPoint::label, LinkedHashMap::new, Collectors.toList()));
        named.values().stream().filter(twins -> twins.size() > 1).findFirst().ifPresent(twins -> {
            throw new UserError(
                    "%s: %d jobs would have the name '%s' (%s); expected each value once, and titles that differ."
                            .formatted(
                                    file.source(),
                                    twins.size(),
                                    twins.getFirst().label(),
                                    String.join(", ", twins.getFirst().keys().keySet())));
        });
    }

    private List<SweepPoint> points(List<Factor> factors) {
        Set<String> grid = new HashSet<>();
        blocks().forEach(block -> grid.addAll(block.keySet()));
        for (String name : List.of("random", "hypercube")) {
            grid.addAll(file.block(file.tree().path(name).path("keys"), name).keySet());
        }
        SweepPoint.Words words = SweepPoint.Words.of(grid.stream());
        List<SweepPoint> points = List.of(SweepPoint.ORIGIN);
        Set<String> before = new HashSet<>();
        for (Factor factor : factors) {
            List<SweepPoint> own = factor.points().make(words);
            Set<String> keys = new HashSet<>();
            own.forEach(point -> keys.addAll(point.keys().keySet()));
            for (String key : keys) {
                if (!before.add(key)) {
                    throw new UserError(file.source() + ": " + key + " is given twice, once by " + factor.key()
                            + "; expected each key in one part.");
                }
            }
            points = SweepPoint.product(points, own);
        }
        return points;
    }

    private Optional<Factor> bases() {
        JsonNode base = file.tree().path(BatchFile.BASE);
        if (!base.isArray()) {
            return Optional.empty();
        }
        if (base.isEmpty()) {
            throw file.expected("base", base, "a configuration, or a list of them");
        }
        List<SweepPoint> points = base.valueStream()
                .map(one -> new SweepPoint(SweepPoint.slug(one), Map.of(BatchFile.BASE, one)))
                .toList();
        return Optional.of(new Factor("base", BigInteger.valueOf(points.size()), words -> points));
    }

    /** The blocks of the grid, one or several. */
    private List<Map<String, JsonNode>> blocks() {
        JsonNode grid = file.tree().path("grid");
        return grid.isArray()
                ? grid.valueStream().map(one -> file.block(one, "grid")).toList()
                : grid.isMissingNode() ? List.of() : List.of(file.block(grid, "grid"));
    }

    private Optional<Factor> grid() {
        if (file.tree().path("grid").isMissingNode()) {
            return Optional.empty();
        }
        BigInteger count = BigInteger.ZERO;
        for (Map<String, JsonNode> block : blocks()) {
            block.forEach((key, values) -> {
                if (!values.isArray() || values.isEmpty()) {
                    String none = values.isArray() ? ", which leaves 0 combinations" : "";
                    throw file.expected("grid." + key, values, "a list of values" + none);
                }
            });
            count = count.add(
                    block.isEmpty()
                            ? BigInteger.ZERO
                            : block.values().stream()
                                    .map(values -> BigInteger.valueOf(values.size()))
                                    .reduce(BigInteger.ONE, BigInteger::multiply));
        }
        if (count.signum() == 0) {
            throw new UserError(file.source()
                    + ": grid is empty, which leaves 0 combinations; expected keys, each with a list of values.");
        }
        String sizes = blocks().stream()
                .flatMap(block -> block.entrySet().stream())
                .map(axis -> axis.getKey() + " " + axis.getValue().size())
                .collect(Collectors.joining(", "));
        return Optional.of(new Factor("grid (" + sizes + ")", count, this::gridPoints));
    }

    private List<SweepPoint> gridPoints(SweepPoint.Words words) {
        List<SweepPoint> points = new ArrayList<>();
        for (Map<String, JsonNode> block : blocks()) {
            List<SweepPoint> product = List.of(SweepPoint.ORIGIN);
            for (Map.Entry<String, JsonNode> axis : block.entrySet()) {
                product = SweepPoint.product(
                        product,
                        axis.getValue()
                                .valueStream()
                                .map(value -> SweepPoint.of(Map.of(axis.getKey(), value), words))
                                .toList());
            }
            points.addAll(product);
        }
        return points;
    }

    private Optional<Factor> cases() {
        JsonNode cases = file.tree().path("cases");
        if (cases.isMissingNode()) {
            return Optional.empty();
        }
        int count = cases.size();
        if (count == 0) {
            throw file.expected("cases", cases, "a list of blocks of keys, or titles with a block each");
        }
        Points points = words -> cases.isArray()
                ? cases.valueStream()
                        .map(one -> SweepPoint.of(file.block(one, "cases"), words))
                        .toList()
                : file.block(cases, "cases").entrySet().stream()
                        .map(one -> new SweepPoint(
                                BatchFile.folder(one.getKey()), file.block(one.getValue(), "cases." + one.getKey())))
                        .toList();
        return Optional.of(new Factor("cases", BigInteger.valueOf(count), points));
    }

    private Optional<Factor> space(String name) {
        if (file.tree().path(name).isMissingNode()) {
            return Optional.empty();
        }
        SweepSpace space = SweepSpace.read(file, name);
        Points points = words -> (name.equals("random") ? space.random() : space.hypercube())
                .stream().map(keys -> SweepPoint.of(keys, words)).toList();
        return Optional.of(new Factor(name, BigInteger.valueOf(space.count()), points));
    }

    private Optional<Factor> seeds() {
        List<Long> seeds = file.seeds();
        List<SweepPoint> points = seeds.stream()
                .map(seed -> new SweepPoint("seed-" + seed, Map.of(SEED, JsonNodeFactory.instance.numberNode(seed))))
                .toList();
        return seeds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Factor("seeds", BigInteger.valueOf(seeds.size()), words -> points));
    }

    private List<SweepPoint> filtered(List<SweepPoint> points, Set<String> keys) {
        List<SweepCondition> only = SweepCondition.read(file, "only", keys);
        List<SweepCondition> skip = SweepCondition.read(file, "skip", keys);
        List<SweepPoint> left = points.stream()
                .filter(point -> only.isEmpty() || only.stream().anyMatch(one -> one.holds(point)))
                .filter(point -> skip.stream().noneMatch(one -> one.holds(point)))
                .toList();
        if (left.isEmpty()) {
            throw new UserError(file.source() + ": only and skip leave none of " + points.size() + " combinations.");
        }
        return left;
    }

    /** Those of the first condition first, and so on; the others in the order of the file. */
    private List<SweepPoint> ordered(List<SweepPoint> points, Set<String> keys) {
        List<SweepCondition> first = SweepCondition.read(file, "first", keys);
        List<SweepPoint> left = new ArrayList<>(points);
        List<SweepPoint> ordered = new ArrayList<>();
        for (SweepCondition condition : first) {
            left.stream().filter(condition::holds).forEach(ordered::add);
            left.removeIf(condition::holds);
        }
        ordered.addAll(left);
        return ordered;
    }

    /** Keys with one value in all jobs. */
    private static Set<String> constant(List<SweepPoint> points) {
        Set<String> constant = new HashSet<>(points.getFirst().keys().keySet());
        constant.removeIf(key -> points.stream()
                .anyMatch(point ->
                        !points.getFirst().keys().get(key).equals(point.keys().get(key))));
        return constant;
    }

    private SweepJob job(SweepPoint point, Set<String> constant) {
        JsonNode named = point.keys().getOrDefault(BatchFile.BASE, file.tree().path(BatchFile.BASE));
        Configuration base = read.computeIfAbsent(named.toString(), key -> given.apply(file.base(named)));
        String name = point.label().isEmpty()
                ? SweepPoint.slug(JsonNodeFactory.instance.stringNode(base.name()))
                : point.label();
        String place = file.source() + ", job " + name;
        Map<String, String> shown = new LinkedHashMap<>();
        point.keys().forEach((key, value) -> {
            if (!constant.contains(key)) {
                shown.put(key, BatchFile.plain(value));
            }
        });
        return new SweepJob(
                shortened(name),
                shown,
                BatchFile.overridden(base, place, point.keys()).from(place));
    }

    /** A name that a folder may have; a long one ends with a digest of all of it. */
    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(name.hashCode());
    }

    private double memory() {
        JsonNode memory = file.tree().path("memory");
        if (memory.isMissingNode()) {
            return Sweep.MEMORY;
        }
        if (!memory.isNumber() || !(memory.asDouble() > 0)) {
            throw file.expected("memory", memory, "GiB that one job needs");
        }
        return memory.asDouble();
    }
}
