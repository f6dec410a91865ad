package io.fieldwork.pde.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties on random polygons, star-shaped about (5, -3) or with corners in random order. */
class PolygonTest {
    private static final double[] MIDDLE = {5, -3};

    private static double[][] star(Draws draws) {
        int n = 3 + (int) draws.below(0, 20);
        double[][] corners = new double[n][];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i + 0.8 * draws.uniform(1 + 2L * i)) / n;
            double radius = 0.3 + draws.uniform(2 + 2L * i);
            corners[i] = new double[] {MIDDLE[0] + radius * Math.cos(angle), MIDDLE[1] + radius * Math.sin(angle)};
        }
        return corners;
    }

    /** Whether the corners go once round a point: the sum of the angles they are seen under. */
    private static boolean surrounds(double[][] corners, double[] p) {
        double sum = 0;
        for (int i = 0; i < corners.length; i++) {
            double[] a = corners[i];
            double[] b = corners[(i + 1) % corners.length];
            sum += Math.IEEEremainder(
                    Math.atan2(b[1] - p[1], b[0] - p[0]) - Math.atan2(a[1] - p[1], a[0] - p[0]), 2 * Math.PI);
        }
        return Math.abs(sum) > Math.PI;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void starsHoldTheirInvariants(int seed) {
        Draws draws = Draws.of(seed, "star", 0);
        double[][] corners = star(draws);
        Shape shape = Shapes.polygon(corners);
        double[][] box = Sampling.UNIFORM.points(500, shape.lower(), shape.upper(), p -> true, draws);
        for (double[] p : box) {
            assertEquals(surrounds(corners, p), shape.contains(p));
        }
        double[][] backwards = IntStream.range(0, corners.length)
                .mapToObj(i -> corners[corners.length - 1 - i])
                .toArray(double[][]::new);
        for (Shape same : List.of(shape, Shapes.polygon(backwards))) {
            assertEquals(triangles(corners), same.measure(), 1e-13);
            assertBoundary(same, corners, draws);
        }
    }

    /** Area of a star: the triangles from its middle. */
    private static double triangles(double[][] corners) {
        return IntStream.range(0, corners.length)
                .mapToDouble(i -> {
                    double[] a = corners[i];
                    double[] b = corners[(i + 1) % corners.length];
                    return ((a[0] - MIDDLE[0]) * (b[1] - MIDDLE[1]) - (a[1] - MIDDLE[1]) * (b[0] - MIDDLE[0])) / 2;
                })
                .sum();
    }

    private static void assertBoundary(Shape shape, double[][] corners, Draws draws) {
        int n = 1000;
        BoundarySample sample = shape.boundary(n, draws);
        double flux = 0;
        for (int i = 0; i < n; i++) {
            double[] p = sample.points()[i];
            double[] normal = sample.normals()[i];
            assertEquals(1, Math.hypot(normal[0], normal[1]), 1e-14);
            assertEquals(0, distance(corners, p), 1e-14);
            assertTrue(surrounds(corners, new double[] {p[0] - 1e-9 * normal[0], p[1] - 1e-9 * normal[1]}));
            assertTrue(!surrounds(corners, new double[] {p[0] + 1e-9 * normal[0], p[1] + 1e-9 * normal[1]}));
            flux += ((p[0] - MIDDLE[0]) * normal[0] + (p[1] - MIDDLE[1]) * normal[1]) / n;
        }
        assertEquals(2 * triangles(corners), flux * shape.boundaryMeasure(), 0.02 * shape.boundaryMeasure());
    }

    private static double distance(double[][] corners, double[] p) {
        return IntStream.range(0, corners.length)
                .mapToDouble(i -> {
                    double[] a = corners[i];
                    double[] b = corners[(i + 1) % corners.length];
                    double x = b[0] - a[0];
                    double y = b[1] - a[1];
                    double along = Math.clamp(((p[0] - a[0]) * x + (p[1] - a[1]) * y) / (x * x + y * y), 0, 1);
                    return Math.hypot(a[0] + along * x - p[0], a[1] + along * y - p[1]);
                })
                .min()
                .orElseThrow();
    }

    /** Corners in random order are accepted exactly if no two edges cross, by solving for the crossing point. */
    @Test
    void crossingEdgesAreFound() {
        int accepted = 0;
        for (int seed = 0; seed < 400; seed++) {
            double[][] corners = Sampling.UNIFORM.unit(4 + seed % 3, 2, Draws.of(seed, "corners", 0));
            boolean simple = true;
            try {
                Shapes.polygon(corners);
                accepted++;
            } catch (UserError error) {
                assertTrue(error.getMessage().contains("intersects itself"), error.getMessage());
                simple = false;
            }
            assertEquals(!crosses(corners), simple, Arrays.deepToString(corners));
        }
        assertTrue(accepted > 50 && accepted < 350, "both cases occur: " + accepted);
    }

    private static boolean crosses(double[][] corners) {
        int n = corners.length;
        return IntStream.range(0, n)
                .anyMatch(i -> IntStream.range(i + 2, i == 0 ? n - 1 : n)
                        .anyMatch(j -> cross(corners[i], corners[i + 1], corners[j], corners[(j + 1) % n])));
    }

    private static boolean cross(double[] a, double[] b, double[] c, double[] d) {
        double[] u = {b[0] - a[0], b[1] - a[1]};
        double[] v = {d[0] - c[0], d[1] - c[1]};
        double[] w = {c[0] - a[0], c[1] - a[1]};
        double det = u[0] * v[1] - u[1] * v[0];
        double s = (w[0] * v[1] - w[1] * v[0]) / det;
        double t = (w[0] * u[1] - w[1] * u[0]) / det;
        return 0 <= s && s <= 1 && 0 <= t && t <= 1;
    }

    /** From a file, from angles up to a full turn, and on a map, where rounding is larger. */
    @Test
    void anOutlineMayEndWhereItBegan() {
        double[][] square = {{0, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}};
        assertEquals(4, Shapes.polygon(square).parts().size());
        assertEquals(
                List.of("floor", "wall", "roof"),
                Shapes.polygon(List.of("floor", "wall", "roof", "wall"), square).parts());
        for (double[] middle : new double[][] {{0, 0}, {431_000.7, 5_412_345.1}}) {
            double[][] ring = IntStream.rangeClosed(0, 50)
                    .mapToObj(i -> new double[] {
                        middle[0] + 30 * Math.cos(2 * Math.PI * i / 50), middle[1] + 30 * Math.sin(2 * Math.PI * i / 50)
                    })
                    .toArray(double[][]::new);
            assertEquals(50, Shapes.polygon(ring).parts().size());
        }
        double[][] almost = {{0, 0}, {1, 0}, {1, 1}, {0, 1e-6}};
        assertEquals(4, Shapes.polygon(almost).parts().size(), "an edge that is short is one");
    }

    @Test
    void namedEdgesMayShareAName() {
        Shape triangle = Shapes.polygon(
                List.of("floor", "wall", "wall"), new double[] {0, 0}, new double[] {4, 0}, new double[] {0, 3});
        assertEquals(List.of("floor", "wall"), triangle.parts());
        assertEquals(
                4000.0 / 12000,
                triangle.boundary(12000, Draws.of(1, "t", 0))
                                .on(List.of("floor"))
                                .size()
                        / 12000.0,
                1e-3);
    }

    @Test
    void mistakesAreNamed() {
        double[] a = {0, 0};
        double[] b = {1, 0};
        double[] c = {2, 0};
        double[] d = {1, 1};
        ShapeTest.assertMistake("at least 3", () -> Shapes.polygon(a, b));
        ShapeTest.assertMistake("degenerate", () -> Shapes.polygon(a, b, c));
        ShapeTest.assertMistake("degenerate", () -> Shapes.polygon(a, b, b, d));
        ShapeTest.assertMistake("intersects itself", () -> Shapes.polygon(a, c, b, d));
        ShapeTest.assertMistake("intersects itself", () -> Shapes.polygon(a, c, d, b, new double[] {0, 1}));
        ShapeTest.assertMistake("two finite coordinates", () -> Shapes.polygon(a, b, new double[] {1, Double.NaN}));
        Shape sliver = Shapes.polygon(a, new double[] {1, 1}, new double[] {1, 1 + 1e-9});
        ShapeTest.assertMistake("bounding box", () -> sliver.interior(10, Draws.of(1, "t", 0)));
        ShapeTest.assertMistake("name for each edge", () -> Shapes.polygon(List.of("wall"), a, b, d));
    }
}
