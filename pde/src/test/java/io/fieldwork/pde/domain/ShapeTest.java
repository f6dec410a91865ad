package io.fieldwork.pde.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeTest {
    private static final int N = 10000;
    private static final Draws DRAWS = Draws.of(7, "test", 0);
    private static final double[][] L_CORNERS = {{0, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 3}, {0, 3}};

    /** Area between two unit discs whose centers are 1 apart, and the length around it. */
    private static final double LENS = 2 * Math.PI / 3 - Math.sqrt(3) / 2;

    private static final double LENS_LENGTH = 4 * Math.PI / 3;

    private static final List<Arguments> SHAPES = examples();

    static Stream<Arguments> shapes() {
        return SHAPES.stream();
    }

    private static Shape channel() {
        return Shapes.rectangle(0, 2, 0, 1).minus(Shapes.disc(0.5, 0.4, 0.25).named("hole"));
    }

    /** A name, the shape, its area and the size of its boundary by hand. */
    private static List<Arguments> examples() {
        Shape unit = Shapes.disc(0, 0, 1);
        Shape cube = Shapes.box(new double[] {0, 0, 0}, new double[] {1, 2, 3});
        return List.of(
                Arguments.of("interval", Shapes.interval(-1, 2), 3, 2),
                Arguments.of("rectangle", Shapes.rectangle(-1, 2, 5, 5.5), 1.5, 7),
                Arguments.of("box", cube, 6, 22),
                Arguments.of("4-box", Shapes.box(new double[4], new double[] {1, 1, 1, 2}), 2, 2 + 6 * 2),
                Arguments.of("disc", Shapes.disc(3, -1, 0.5), Math.PI / 4, Math.PI),
                Arguments.of("ball", Shapes.ball(new double[3], 2), 32 * Math.PI / 3, 16 * Math.PI),
                Arguments.of(
                        "5-ball", Shapes.ball(new double[5], 1), 8 * Math.PI * Math.PI / 15, 8 * Math.PI * Math.PI / 3),
                Arguments.of("L", Shapes.polygon(L_CORNERS), 4, 10),
                Arguments.of(
                        "L of rectangles", Shapes.rectangle(0, 2, 0, 1).union(Shapes.rectangle(0, 1, 0, 3)), 4, 10),
                Arguments.of("L by cutting", Shapes.rectangle(0, 2, 0, 3).minus(Shapes.rectangle(1, 2, 1, 3)), 4, 10),
                Arguments.of("channel", channel(), 2 - Math.PI / 16, 6 + Math.PI / 2),
                Arguments.of("lens", unit.intersect(Shapes.disc(1, 0, 1)), LENS, LENS_LENGTH),
                Arguments.of(
                        "two discs", unit.union(Shapes.disc(1, 0, 1)), 2 * Math.PI - LENS, 4 * Math.PI - LENS_LENGTH),
                Arguments.of("moon", unit.minus(Shapes.disc(1, 0, 1)), Math.PI - LENS, 2 * Math.PI),
                Arguments.of("gap", Shapes.interval(0, 3).minus(Shapes.interval(1, 2)), 2, 4),
                Arguments.of(
                        "cube without ball",
                        cube.minus(Shapes.ball(new double[] {0, 0, 0}, 0.9)),
                        6 - Math.PI * 0.729 / 6,
                        22 - 3 * Math.PI * 0.81 / 4 + Math.PI * 0.81 / 2),
                Arguments.of(
                        "deep",
                        channel().minus(Shapes.disc(2, 1, 0.5)).union(Shapes.rectangle(2, 3, 0, 0.25)),
                        2 - Math.PI / 16 - Math.PI / 16 + 0.25,
                        6 + Math.PI / 2 - 1 + Math.PI / 4 + 2),
                Arguments.of("user's own", new Diamond(), 2, 4 * Math.sqrt(2)),
                Arguments.of(
                        "user's own, cut",
                        new Diamond().minus(Shapes.rectangle(0, 2, -2, 2)),
                        1,
                        2 * Math.sqrt(2) + 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void measuresAgreeWithClosedForms(String name, Shape shape, double area, double boundary) {
        double[][] box = Sampling.UNIFORM.points(N, shape.lower(), shape.upper(), p -> true, DRAWS);
        double whole = Shapes.box(shape.lower(), shape.upper()).measure();
        double share = area / whole;
        double counted = Arrays.stream(box).filter(shape::contains).count() / (double) N;
        assertEquals(share, counted, 4 * Math.sqrt(share * (1 - share) / N) + 1e-12, "four standard errors");
        assertEquals(area, shape.measure(), 2e-3 * area);
        assertEquals(boundary, shape.boundaryMeasure(), (shape.dimensions() == 3 ? 1e-2 : 5e-3) * boundary);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void normalsAreUnitAndPointOutOfTheBoundary(String name, Shape shape, double area, double boundary) {
        BoundarySample sample = shape.boundary(2000, DRAWS);
        assertEquals(2000, sample.size());
        for (int i = 0; i < sample.size(); i++) {
            double[] p = sample.points()[i];
            double[] n = sample.normals()[i];
            assertEquals(1, Math.sqrt(Arrays.stream(n).map(x -> x * x).sum()), 1e-14);
            assertTrue(shape.contains(moved(p, n, -1e-8)), "just inside");
            assertFalse(shape.contains(moved(p, n, 1e-8)), "just outside");
            assertTrue(shape.parts().contains(sample.name(i)));
        }
    }

    /**
     * The divergence theorem for the field x (about the box's middle): the mean of p.n times the boundary is d times
     * the area.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void divergenceTheoremHolds(String name, Shape shape, double area, double boundary) {
        BoundarySample sample = shape.boundary(N, DRAWS);
        double[] lower = shape.lower();
        double[] upper = shape.upper();
        double[] flux = IntStream.range(0, N)
                .mapToDouble(i -> IntStream.range(0, lower.length)
                        .mapToDouble(axis -> (sample.points()[i][axis] - (lower[axis] + upper[axis]) / 2)
                                * sample.normals()[i][axis])
                        .sum())
                .toArray();
        double mean = Arrays.stream(flux).average().orElseThrow();
        double deviation =
                Math.sqrt(Arrays.stream(flux).map(f -> (f - mean) * (f - mean)).sum() / N);
        assertEquals(shape.dimensions() * area / boundary, mean, 4 * deviation / Math.sqrt(N) + 1e-12);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void interiorIsInsideUniformAndDecidedByTheSeed(String name, Shape shape, double area, double boundary) {
        double[][] points = shape.interior(N, DRAWS);
        assertEquals(N, points.length);
        assertTrue(Arrays.stream(points).allMatch(shape::contains));
        assertTrue(Arrays.deepEquals(points, shape.interior(N, DRAWS)));
        assertFalse(Arrays.deepEquals(points, shape.interior(N, Draws.of(8, "test", 0))));
        assertTrue(Arrays.deepEquals(
                shape.boundary(50, DRAWS).points(), shape.boundary(50, DRAWS).points()));
        double[][] reference = Arrays.stream(Sampling.SOBOL.points(
                        1 << 13, shape.lower(), shape.upper(), shape::contains, Draws.of(1, "reference", 0)))
                .toArray(double[][]::new);
        for (int axis = 0; axis < shape.dimensions(); axis++) {
            int a = axis;
            double size = shape.upper()[a] - shape.lower()[a];
            double expected =
                    Arrays.stream(reference).mapToDouble(p -> p[a]).average().orElseThrow();
            double mean = Arrays.stream(points).mapToDouble(p -> p[a]).average().orElseThrow();
            assertEquals(expected, mean, 4 * size / 2 / Math.sqrt(N), "four standard errors of the widest spread");
        }
    }

    @Test
    void partsGetTheirShareOfTheBoundary() {
        Map<String, Double> lengths = Map.of("left", 1.0, "right", 1.0, "bottom", 2.0, "top", 2.0, "hole", Math.PI / 2);
        assertShares(channel(), lengths);
        assertShares(
                Shapes.polygon(L_CORNERS),
                Map.of("edge0", 2.0, "edge1", 1.0, "edge2", 1.0, "edge3", 2.0, "edge4", 1.0, "edge5", 3.0));
        assertShares(
                Shapes.rectangle(0, 2, 0, 1).union(Shapes.rectangle(0, 1, 0, 3).named("tower")),
                Map.of("bottom", 2.0, "left", 1.0, "right", 1.0, "top", 1.0, "tower", 5.0));
        assertShares(
                Shapes.box(new double[3], new double[] {1, 2, 3}),
                Map.of("left", 6.0, "right", 6.0, "bottom", 3.0, "top", 3.0, "back", 2.0, "front", 2.0));
    }

    private static void assertShares(Shape shape, Map<String, Double> lengths) {
        BoundarySample sample = shape.boundary(N, DRAWS);
        double total = lengths.values().stream().mapToDouble(length -> length).sum();
        Map<String, Long> counts = IntStream.range(0, N)
                .mapToObj(sample::name)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(lengths.keySet(), counts.keySet());
        lengths.forEach((part, length) -> {
            double share = length / total;
            assertEquals(N * share, counts.get(part), 4 * Math.sqrt(N * share * (1 - share)), part);
        });
    }

    /**
     * Two rectangles that share half of their upper sides: an upper side counted twice would have twice the density
     * there.
     */
    @Test
    void coincidentBoundariesCountOnce() {
        Shape both = Shapes.rectangle(0, 2, 0, 1).union(Shapes.rectangle(1, 3, 0, 1));
        BoundarySample top = both.boundary(N, DRAWS, List.of("top"));
        int[] counts = new int[3];
        for (double[] p : top.points()) {
            counts[(int) p[0]]++;
        }
        for (int count : counts) {
            assertEquals(N / 3.0, count, 4 * Math.sqrt(N * 2.0 / 9));
        }
        assertEquals(8, both.boundaryMeasure(), 0.02);
    }

    /** Only the arc of the lens is left of either circle: +-60 degrees, each tenth of it equally likely. */
    @Test
    void remainingArcIsUniform() {
        Shape lens = Shapes.disc(0, 0, 1)
                .named("first")
                .intersect(Shapes.disc(1, 0, 1).named("second"));
        int[] counts = new int[10];
        for (double[] p : lens.boundary(N, DRAWS, List.of("first")).points()) {
            assertEquals(1, Math.hypot(p[0], p[1]), 1e-14);
            counts[(int) ((Math.atan2(p[1], p[0]) / (2 * Math.PI / 3) + 0.5) * 10)]++;
        }
        for (int count : counts) {
            assertEquals(N / 10.0, count, 4 * Math.sqrt(N * 0.09));
        }
    }

    @Test
    void mistakesAreNamed() {
        assertMistake("below its upper end", () -> Shapes.interval(1, 1));
        assertMistake("below its upper end", () -> Shapes.interval(0, Double.NaN));
        assertMistake("as many lower ends", () -> Shapes.box(new double[2], new double[3]));
        assertMistake("radius", () -> Shapes.disc(0, 0, -1));
        assertMistake("interval on a line", () -> Shapes.ball(new double[1], 1));
        assertMistake("difference", () -> Shapes.disc(0, 0, 1).minus(Shapes.rectangle(-2, 2, -2, 2)));
        assertMistake("intersection", () -> Shapes.disc(0, 0, 1).intersect(Shapes.disc(3, 0, 1)));
        assertMistake("same space", () -> Shapes.disc(0, 0, 1).union(Shapes.interval(0, 1)));
        assertMistake("no part 'lid'", () -> Shapes.disc(0, 0, 1).boundary(5, DRAWS, List.of("lid")));
        assertMistake(
                "not found",
                () -> Shapes.interval(0, 1)
                        .named("hull")
                        .union(Shapes.interval(0.2, 0.3).named("gone"))
                        .boundary(5, DRAWS, List.of("gone")));
    }

    static void assertMistake(String says, Executable action) {
        String message = assertThrows(UserError.class, action).getMessage();
        assertTrue(message.contains(says), message);
    }

    private static double[] moved(double[] p, double[] n, double by) {
        return IntStream.range(0, p.length).mapToDouble(i -> p[i] + by * n[i]).toArray();
    }

    /** |x| + |y| below 1, as a user would write it. */
    private record Diamond() implements Shape {
        @Override
        public double[] lower() {
            return new double[] {-1, -1};
        }

        @Override
        public double[] upper() {
            return new double[] {1, 1};
        }

        @Override
        public boolean contains(double[] point) {
            return Math.abs(point[0]) + Math.abs(point[1]) < 1;
        }

        @Override
        public List<String> parts() {
            return List.of("rim");
        }

        @Override
        public double boundaryMeasure() {
            return 4 * Math.sqrt(2);
        }

        @Override
        public BoundarySample boundary(int n, Draws draws) {
            double[][] points = new double[n][];
            double[][] normals = new double[n][];
            for (int i = 0; i < n; i++) {
                double along = draws.uniform(i);
                int side = (int) draws.below(n + i, 4);
                int x = side % 2 == 0 ? 1 : -1;
                int y = side / 2 == 0 ? 1 : -1;
                points[i] = new double[] {x * along, y * (1 - along)};
                normals[i] = new double[] {x * Math.sqrt(0.5), y * Math.sqrt(0.5)};
            }
            return new BoundarySample(points, normals, new int[n], parts());
        }
    }
}
