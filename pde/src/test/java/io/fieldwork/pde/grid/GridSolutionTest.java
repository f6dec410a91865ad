package io.fieldwork.pde.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.reference.HeatReference;
import io.fieldwork.pde.reference.ReferenceCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridSolutionTest {
    private static final GridAxis TIME = GridAxis.of("t", 0, 0.5, 2);

    @TempDir
    Path folder;

    /** A band-limited field on [-1, 1] x [0, 3]. */
    private static double wave(double t, double x, double y) {
        double a = Math.PI * x;
        double b = 2 * Math.PI * y / 3;
        return 1 + t * Math.sin(2 * a + 0.3) * Math.cos(b) + Math.cos(3 * a - 2 * b + t);
    }

    private static GridSolution sampled(int nx, int ny) {
        List<GridAxis> axes = List.of(TIME, GridAxis.periodic("x", -1, 2, nx), GridAxis.periodic("y", 0, 3, ny));
        GridSolution empty = new GridSolution(axes, Map.of("u", new double[3 * nx * ny]));
        double[] u = new double[empty.size()];
        Arrays.setAll(u, i -> {
            double[] p = empty.point(i);
            return wave(p[0], p[1], p[2]);
        });
        return new GridSolution(axes, Map.of("u", u));
    }

    @Test
    void pointsAndValuesAgree() {
        GridSolution solution = sampled(8, 6);
        assertEquals(List.of("t", "x", "y"), solution.coordinates());
        assertEquals(wave(0.5, -1 + 2 * 3 / 8.0, 3 * 5 / 6.0), solution.value("u", 1, 3, 5), 1e-15);
        GridSolution later = solution.at(2);
        assertEquals(solution.value("u", 2, 7, 1), later.value("u", 0, 7, 1));
        assertTrue(
                assertThrows(UserError.class, () -> solution.at(1)).getMessage().contains("t = 1.0"));
    }

    @Test
    void resamplesBandLimitedFieldsExactly() {
        GridSolution solution = sampled(8, 6);
        for (int[] size : new int[][] {{16, 12}, {9, 7}, {7, 5}, {30, 5}}) {
            GridSolution other = solution.resample("x", size[0]).resample("y", size[1]);
            assertEquals(0, sampled(size[0], size[1]).relativeError("u", other), 1e-14);
        }
        GridSolution few = solution.resample("x", 4);
        assertEquals(solution.value("u", 1, 6, 2), few.value("u", 1, 3, 2));
    }

    @Test
    void aSeriesInterpolatesBetweenTheGridPoints() {
        double[] points = {0.123, 2.9, -0.77, 0.01, 5.1, -4};
        FourierSeries u = FourierSeries.through(sampled(8, 6), "u", 1);
        for (int i = 0; i < points.length; i += 2) {
            assertEquals(wave(0.5, points[i], points[i + 1]), u.at(points[i], points[i + 1]), 1e-13);
        }
        List<GridAxis> line = List.of(GridAxis.periodic("x", 0, 1, 4));
        FourierSeries highest = FourierSeries.through(line, new double[] {1, -1, 1, -1});
        assertEquals(Math.cos(4 * Math.PI * 0.2), highest.at(0.2), 1e-15);
    }

    @Test
    void measuresRelativeErrors() {
        GridSolution solution = sampled(8, 6);
        double[] larger = solution.values("u");
        for (int i = 0; i < larger.length; i++) {
            larger[i] *= 1.25;
        }
        assertEquals(0.25, RelativeError.of(solution.values("u"), larger).value(), 1e-15);
        GridSolution other = new GridSolution(solution.axes(), Map.of("u", larger));
        assertEquals(0.25, solution.relativeError("u", other), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> solution.relativeError("u", sampled(4, 4)));
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        double[] v = new double[12];
        v[7] = Double.NaN;
        List<GridAxis> axes = List.of(TIME, GridAxis.periodic("x", -1, 2, 4));
        GridSolution table = new GridSolution(axes, Map.of("v", v));
        UserError error = assertThrows(UserError.class, table::finite);
        assertEquals(
                "The reference has the value NaN for v at t = 0.5, x = 0.5; it must be finite.", error.getMessage());
    }

    @Test
    void survivesTheDisk() throws IOException {
        Path file = folder.resolve("a/wave.npz");
        GridSolution solution = sampled(8, 6);
        solution.write(file);
        GridSolution back = GridSolution.read(file);
        assertEquals(solution.axes(), back.axes());
        assertEquals(solution.unknowns(), back.unknowns());
        assertArrayEquals(solution.values("u"), back.values("u"));
    }

    @Test
    void refusesOtherFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("x.npz"), "no zip", StandardCharsets.UTF_8);
        assertTrue(assertThrows(UserError.class, () -> GridSolution.read(file))
                .getMessage()
                .contains("x.npz"));
    }

    @Test
    void keepsPlacesOutsideTheDomainOnDisk() throws IOException {
        Path file = folder.resolve("nan.npz");
        new GridSolution(List.of(TIME), Map.of("u", new double[] {0, Double.NaN, 2})).write(file);
        GridSolution back = GridSolution.read(file);
        assertArrayEquals(new double[] {0, Double.NaN, 2}, back.values("u"));
        String message = assertThrows(UserError.class, back::finite).getMessage();
        assertTrue(message.contains("NaN for u at t = 0.5"), message);
    }

    @Test
    void aReferenceOnDiskThatIsNotFiniteIsSolvedAnew() throws IOException {
        ReferenceCache cache = new ReferenceCache(folder);
        HeatReference heat = new HeatReference(0.1, List.of(1.0, 0.5), 9);
        GridSolution solved = heat.solve(0, 1);
        double[] broken = solved.values("u");
        broken[3] = Double.NaN;
        Path file = cache.file(heat, 0, 1);
        new GridSolution(solved.axes(), Map.of("u", broken)).write(file);
        assertArrayEquals(solved.values("u"), cache.get(heat, 0, 1).values("u"));
        assertArrayEquals(solved.values("u"), GridSolution.read(file).values("u"));
    }

    @Test
    void namesTheFileWithABadAxis() throws IOException {
        Path file = folder.resolve("bad.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("axes", NpyArray.of(List.of("t")));
        arrays.put("unknowns", NpyArray.of(List.of("u")));
        arrays.put("periods", NpyArray.of(new double[1], 1));
        arrays.put("t", NpyArray.of(TIME.points(), 3));
        arrays.put("u", NpyArray.of(new double[5], 5));
        NpzFile.write(file, arrays, true);
        String message =
                assertThrows(UserError.class, () -> GridSolution.read(file)).getMessage();
        assertTrue(message.contains("bad.npz") && message.contains("'u' has 5 values for 3 grid points"), message);
        arrays.put("u", NpyArray.of(new double[5], 3));
        NpzFile.write(file, arrays, true);
        message = assertThrows(UserError.class, () -> GridSolution.read(file)).getMessage();
        assertTrue(message.contains("bad.npz") && message.contains("shape [3] needs 24 bytes, not 40"), message);
    }

    @Test
    void standsBesideItsReference() {
        List<GridAxis> axes = List.of(TIME);
        GridSolution found = new GridSolution(axes, Map.of("u", new double[] {1, Double.NaN, 3}));
        GridSolution both = found.with(new GridSolution(axes, Map.of("u", new double[] {4, 5, 6})));
        assertEquals(List.of("u", "u_reference"), both.unknowns());
        assertArrayEquals(new double[] {4, Double.NaN, 6}, both.values("u_reference"));
        GridSolution elsewhere = new GridSolution(List.of(GridAxis.of("t", 0, 1, 2)), Map.of("u", new double[3]));
        assertThrows(IllegalArgumentException.class, () -> found.with(elsewhere));
    }

    @Test
    void errorsOfPartsAddUp() {
        double[] truth = {3, 0, 4, 12};
        double[] found = {3, 1, 4, 13};
        RelativeError whole = RelativeError.of(truth, found);
        assertEquals(Math.sqrt(2) / 13, whole.value(), 1e-15);
        RelativeError odd = RelativeError.of(truth, found, IntStream.of(1, 3));
        assertEquals(Math.sqrt(2) / 12, odd.value(), 1e-15);
        assertEquals(whole, odd.plus(RelativeError.of(truth, found, IntStream.of(0, 2))));
        assertThrows(IllegalArgumentException.class, () -> RelativeError.of(truth, new double[3]));
    }

    @Test
    void aSolutionThatCannotBeKeptIsUsedAllTheSame() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "no folder");
        HeatReference heat = new HeatReference(0.1, List.of(1.0, 0.5), 9);
        assertArrayEquals(
                heat.solve(0, 1).values("u"),
                new ReferenceCache(blocked).get(heat, 0, 1).values("u"));
    }

    /** The cache solves once, tells settings and times apart, and recovers from a broken file. */
    @Test
    void cachesByContent() throws IOException {
        ReferenceCache cache = new ReferenceCache(folder.resolve("cache"));
        HeatReference heat = new HeatReference(0.1, List.of(1.0, 0.5), 9);
        GridSolution first = cache.get(heat, 0, 1);
        Path file = cache.file(heat, 0, 1);
        byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(first.values("u"), cache.get(heat, 0, 1).values("u"));
        assertArrayEquals(bytes, Files.readAllBytes(file));
        Files.writeString(file, "broken", StandardCharsets.UTF_8);
        assertArrayEquals(first.values("u"), cache.get(heat, 0, 1).values("u"));
        assertArrayEquals(first.values("u"), GridSolution.read(file).values("u"));
        for (int at = 0; at < bytes.length; at += bytes.length / 40) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 0x55;
            Files.write(file, at % 2 == 0 ? flipped : Arrays.copyOf(bytes, at));
            assertArrayEquals(first.values("u"), cache.get(heat, 0, 1).values("u"), "broken at byte " + at);
        }
        assertEquals(
                4,
                List.of(
                                file,
                                cache.file(heat, 0, 2),
                                cache.file(new HeatReference(0.2, List.of(1.0, 0.5), 9), 0, 1),
                                cache.file(new HeatReference(0.1, List.of(1.0), 9), 0, 1))
                        .stream()
                        .distinct()
                        .count());
    }
}
