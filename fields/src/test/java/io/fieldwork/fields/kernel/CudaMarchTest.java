package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Marching on the device against the sampling rule in double precision. */
final class CudaMarchTest {
    private static final int CELLS = 8;
    private static final double DOUBTFUL = 1e-4;

    static Stream<CudaSubject> subjects() {
        return CudaSubject.all();
    }

    private record Rays(float[] origins, float[] directions, float[] jitter) {
        int count() {
            return jitter.length;
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void samplesAreTheOccupiedPointsOfTheLattice(CudaSubject subject) {
        follows(subject, new MarchRegion(new float[] {-1, -0.5f, -2}, new float[] {2, 1, 3}, 0.2f, 0.021f));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void samplesGrowAlongConesThroughLevels(CudaSubject subject) {
        float[] low = {-1, -0.5f, -2};
        float[] size = {2, 1, 3};
        follows(subject, new MarchRegion(low, size, 0.2f, 0.021f, false, 3, 0.02f));
        follows(subject, new MarchRegion(low, size, 0.2f, 0.05f, false, 4, 0));
        follows(subject, new MarchRegion(low, size, 0.2f, 0.021f, false, 1, 0.01f));
    }

    private static void follows(CudaSubject subject, MarchRegion region) {
        Random random = new Random(11);
        byte[] occupied = new byte[region.levels() * CELLS * CELLS * CELLS];
        for (int i = 0; i < occupied.length; i++) {
            occupied[i] = (byte) (random.nextInt(3) == 0 ? 1 + random.nextInt(255) : 0);
        }
        Rays rays = rays(60, random);
        try (NDManager manager = subject.manager().newSubManager()) {
            Samples samples = march(subject, manager, rays, occupied, region);
            int[] offsets = samples.offsets().toIntArray();
            assertEquals(rays.count() + 1, offsets.length);
            assertEquals(samples.size(), offsets[rays.count()]);
            int compared = 0;
            for (int r = 0; r < rays.count(); r++) {
                compared += assertRay(samples, offsets[r], offsets[r + 1], r, rays, occupied, region) ? 1 : 0;
            }
            assertTrue(compared > rays.count() / 2, "rays without a doubtful decision: " + compared);
            assertTrue(samples.size() > 100, "samples: " + samples.size());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void emptyGridsMissesAndNoRaysGiveNoSamples(CudaSubject subject) {
        MarchRegion region = new MarchRegion(new float[] {0, 0, 0}, new float[] {1, 1, 1}, 0, 0.01f);
        byte[] full = new byte[CELLS * CELLS * CELLS];
        Arrays.fill(full, (byte) 1);
        Rays misses = new Rays(
                new float[] {2, 2, 2, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 5},
                new float[] {0, 0, 1, 0, 0, 0, 0, 0, 1},
                new float[] {0, 0.5f, 0.9f});
        Rays none = new Rays(new float[0], new float[0], new float[0]);
        try (NDManager manager = subject.manager().newSubManager()) {
            assertEquals(0, march(subject, manager, misses, full, region).size());
            assertEquals(0, march(subject, manager, none, full, region).size());
            Rays through = new Rays(new float[] {0.5f, 0.5f, -1}, new float[] {0, 0, 1}, new float[] {0.25f});
            assertEquals(
                    0,
                    march(subject, manager, through, new byte[full.length], region)
                            .size());
            Samples all = march(subject, manager, through, full, region);
            assertEquals(100, all.size(), 1);
            assertEquals(1 + 0.75 * 0.01, all.t().getFloat(0), 1e-6);
            assertEquals(0.01f, all.delta().getFloat(50));
            assertEquals(new Shape(all.size(), 3), all.positions().getShape());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void thinCellsAreRepresentedAsByTheEnginesOperators(CudaSubject subject) {
        Random random = new Random(12);
        byte[] occupied = new byte[CELLS * CELLS * CELLS];
        for (int i = 0; i < occupied.length; i++) {
            occupied[i] = (byte) random.nextInt(3);
        }
        // a box and a lattice whose points lie on no face of a cell
        MarchRegion region = new MarchRegion(new float[] {-1, -0.5f, -2}, new float[] {2, 1, 3}, 0.2f, 0.0213f, true);
        Rays rays = rays(60, random);
        try (NDManager manager = subject.manager().newSubManager()) {
            NDArray grid = manager.create(ByteBuffer.wrap(occupied), new Shape(CELLS, CELLS, CELLS), DataType.UINT8);
            Samples samples = march(subject, manager, rays, occupied, region);
            Samples expected = march(new PlainKernels(manager), manager, rays, grid, region);
            int[] ours = samples.offsets().toIntArray();
            int[] theirs = expected.offsets().toIntArray();
            int alike = 0;
            for (int r = 0; r < rays.count(); r++) {
                if (ours[r + 1] - ours[r] == theirs[r + 1] - theirs[r]) {
                    alike++;
                    double length = sum(samples.delta(), ours[r], ours[r + 1]);
                    assertEquals(sum(expected.delta(), theirs[r], theirs[r + 1]), length, 1e-3);
                    double middle = sum(samples.t(), ours[r], ours[r + 1]);
                    assertEquals(sum(expected.t(), theirs[r], theirs[r + 1]), middle, 2 * region.step());
                }
            }
            assertTrue(alike >= rays.count() - 3, "rays of as many samples: " + alike);
            assertTrue(samples.delta().max().getFloat() > 3 * region.step());
        }
    }

    private static double sum(NDArray values, int from, int to) {
        float[] numbers = values.toFloatArray();
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += numbers[i];
        }
        return sum;
    }

    private static Samples march(
            CudaSubject subject, NDManager manager, Rays rays, byte[] occupied, MarchRegion region) {
        Shape shape = new Shape(occupied.length / CELLS / CELLS, CELLS, CELLS);
        NDArray grid = manager.create(ByteBuffer.wrap(occupied), shape, DataType.UINT8);
        return march(subject.kernels(), manager, rays, grid, region);
    }

    private static Samples march(Kernels kernels, NDManager manager, Rays rays, NDArray grid, MarchRegion region) {
        return kernels.march(
                manager.create(rays.origins, new Shape(rays.count(), 3)),
                manager.create(rays.directions, new Shape(rays.count(), 3)),
                manager.create(rays.jitter),
                grid,
                region);
    }

    /** Rays from outside and inside, some parallel to the axes. */
    private static Rays rays(int n, Random random) {
        float[] origins = new float[3 * n];
        float[] directions = new float[3 * n];
        float[] jitter = new float[n];
        for (int r = 0; r < n; r++) {
            double[] d = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            if (r % 5 == 0) {
                d = new double[] {0, 0, 0};
                d[r / 5 % 3] = r % 2 == 0 ? 1 : -1;
            }
            double length = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
            double back = r % 3 == 0 ? 0 : 4;
            double[] target = {0.9 * random.nextDouble(), 0.4 * random.nextDouble(), -random.nextDouble()};
            for (int k = 0; k < 3; k++) {
                directions[3 * r + k] = (float) (d[k] / length);
                origins[3 * r + k] = (float) (target[k] - back * d[k] / length);
            }
            jitter[r] = random.nextFloat();
        }
        return new Rays(origins, directions, jitter);
    }

    private static boolean assertRay(
            Samples samples, int from, int to, int r, Rays rays, byte[] occupied, MarchRegion region) {
        List<double[]> expected = new ArrayList<>();
        if (!reference(r, rays, occupied, region, expected)) {
            return false;
        }
        assertEquals(expected.size(), to - from, "samples of ray " + r);
        for (int s = from; s < to; s++) {
            double t = expected.get(s - from)[0];
            assertEquals(r, samples.rays().getInt(s));
            assertEquals(t, samples.t().getFloat(s), 1e-5 * Math.max(1, t));
            float rounding = region.cone() > 0 ? 1e-5f * (float) t : 0;
            assertEquals((float) expected.get(s - from)[1], samples.delta().getFloat(s), rounding);
            for (int k = 0; k < 3; k++) {
                double x = rays.origins[3 * r + k] + t * rays.directions[3 * r + k];
                assertEquals(x, samples.positions().getFloat(s, k), 1e-5 * Math.max(1, t));
            }
        }
        return true;
    }

    /** Where n intervals behind an entry end that are as long as the step near the camera and grow with the distance beyond. */
    private static double along(MarchRegion region, double enter, double n) {
        double step = region.step();
        double cone = region.cone();
        if (cone == 0) {
            return enter + n * step;
        }
        double bend = step / cone;
        double left = Math.max(0, (bend - enter) / step);
        return n <= left ? enter + n * step : Math.max(enter, bend) * Math.exp(cone * (n - left));
    }

    /** Midpoints and lengths of the samples of a ray; false if a decision hangs on rounding. */
    private static boolean reference(int r, Rays rays, byte[] occupied, MarchRegion region, List<double[]> found) {
        double enter = Math.max(0, region.near());
        double leave = Double.POSITIVE_INFINITY;
        double outer = 1 << region.levels() - 1;
        for (int k = 0; k < 3; k++) {
            double o = rays.origins[3 * r + k];
            double d = rays.directions[3 * r + k];
            double middle = region.min()[k] + 0.5 * region.size()[k];
            double low = middle - 0.5 * outer * region.size()[k];
            double high = middle + 0.5 * outer * region.size()[k];
            if (d == 0) {
                if (o < low || o > high) {
                    return true;
                }
                continue;
            }
            enter = Math.max(enter, Math.min((low - o) / d, (high - o) / d));
            leave = Math.min(leave, Math.max((low - o) / d, (high - o) / d));
        }
        if (Math.abs(enter - leave) < DOUBTFUL) {
            return false;
        }
        for (int i = 0; ; i++) {
            double t = along(region, enter, i + rays.jitter[r] + 0.5);
            if (Math.abs(t - leave) < DOUBTFUL) {
                return false;
            }
            if (!(t < leave)) {
                return true;
            }
            int row = row(r, rays, t, region);
            if (row < 0) {
                return false;
            }
            if (occupied[row] != 0) {
                double length = region.cone() == 0
                        ? region.step()
                        : along(region, enter, i + rays.jitter[r] + 1) - along(region, enter, i + rays.jitter[r]);
                found.add(new double[] {t, length});
            }
        }
    }

    /** The cell of a point of a ray in the smallest box that holds it; -1 if that hangs on rounding. */
    private static int row(int r, Rays rays, double t, MarchRegion region) {
        for (int level = 0; level < region.levels(); level++) {
            int row = level;
            boolean inside = true;
            for (int k = 2; k >= 0; k--) {
                double x = rays.origins[3 * r + k] + t * rays.directions[3 * r + k];
                double middle = region.min()[k] + 0.5 * region.size()[k];
                double cell = ((x - middle) / (region.size()[k] * (1 << level)) + 0.5) * CELLS;
                if (Math.abs(cell - Math.rint(cell)) < DOUBTFUL) {
                    return -1;
                }
                inside &= cell > 0 && cell < CELLS;
                row = row * CELLS + (int) Math.floor(cell);
            }
            if (inside) {
                return row;
            }
        }
        throw new AssertionError("a point of a ray outside of the largest box");
    }
}
