package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Marching on the host against the engine's operators, and what a thinned march takes of a full one. */
class HostMarchTest {
    private static NDManager manager;
    private static Kernels host;
    private static Kernels plain;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        host = Kernels.of(manager, "host");
        plain = Kernels.of(manager, "plain");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    private static NDArray uniform(String stream, long seed, double low, double high, long... shape) {
        Draws draws = Draws.of(seed, stream, 0);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (low + (high - low) * draws.uniform(i));
        }
        return manager.create(values, new Shape(shape));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "33, false", "400, false", "0, true", "1, true", "400, true"})
    void marchAgrees(int rays, boolean thinned) {
        NDArray origins = uniform("o", rays, -3, 3, rays, 3);
        NDArray targets = uniform("target", rays, -1.2, 1.2, rays, 3);
        NDArray directions = targets.sub(origins);
        directions = rays == 0 ? directions : directions.div(directions.norm(new int[] {1}, true));
        NDArray occupied = uniform("cells", 3, -2, 3, 16, 16, 16).maximum(0).toType(DataType.UINT8, false);
        MarchRegion region =
                new MarchRegion(new float[] {-1, -1.5f, -1}, new float[] {2, 3, 2.5f}, 0.05f, 0.02f, thinned);
        NDArray jitter = uniform("jitter", rays, 0, 1, rays);
        Samples expected = plain.march(origins, directions, jitter, occupied, region);
        Samples actual = host.march(origins, directions, jitter, occupied, region);
        assertArrayEquals(expected.offsets().toIntArray(), actual.offsets().toIntArray());
        assertArrayEquals(expected.rays().toIntArray(), actual.rays().toIntArray());
        assertArrayEquals(expected.t().toFloatArray(), actual.t().toFloatArray(), 1e-5f);
        assertArrayEquals(
                expected.positions().toFloatArray(), actual.positions().toFloatArray(), 1e-5f);
        assertArrayEquals(expected.delta().toFloatArray(), actual.delta().toFloatArray(), 0);
        if (rays > 1) {
            assertEquals(thinned, actual.delta().max().getFloat() > 1.5 * region.step());
        }
    }

    /** Levels, growth, whether thin cells are represented. */
    @ParameterizedTest
    @CsvSource({"2, 0, false", "3, 0.02, false", "4, 0.02, true", "1, 0.05, true"})
    void marchAgreesThroughLevels(int levels, float cone, boolean thinned) {
        int rays = 300;
        NDArray origins = uniform("o", levels, -2, 2, rays, 3);
        NDArray directions = uniform("target", levels, -1.2, 1.2, rays, 3).sub(origins);
        directions = directions.div(directions.norm(new int[] {1}, true));
        NDArray occupied =
                uniform("cells", 5, -2, 3, levels * 16, 16, 16).maximum(0).toType(DataType.UINT8, false);
        float[] size = {2, 3, 2.5f};
        MarchRegion region = new MarchRegion(new float[] {-1, -1.5f, -1}, size, 0.05f, 0.0203f, thinned, levels, cone);
        NDArray jitter = uniform("jitter", levels, 0, 1, rays);
        Samples expected = plain.march(origins, directions, jitter, occupied, region);
        Samples actual = host.march(origins, directions, jitter, occupied, region);
        int[] theirs = expected.offsets().toIntArray();
        int[] ours = actual.offsets().toIntArray();
        float[] t = actual.t().toFloatArray();
        float[] delta = actual.delta().toFloatArray();
        int alike = 0;
        for (int ray = 0; ray < rays; ray++) {
            int count = ours[ray + 1] - ours[ray];
            boolean same = count == theirs[ray + 1] - theirs[ray];
            for (int i = 0; same && i < count; i++) {
                float far = t[ours[ray] + i];
                same = Math.abs(far - expected.t().getFloat(theirs[ray] + i)) < 2e-5 * Math.max(1, far)
                        && Math.abs(delta[ours[ray] + i] - expected.delta().getFloat(theirs[ray] + i))
                                < 4e-5 * Math.max(1, far);
            }
            alike += same ? 1 : 0;
        }
        assertTrue(alike >= rays - 6, "rays with the same samples: " + alike);
        assertTrue(actual.size() > 5 * rays, "samples: " + actual.size());
    }

    @Test
    void placesAndDistancesAreInverse() {
        MarchRegion region = new MarchRegion(new float[3], new float[] {1, 1, 1}, 0, 0.01f, false, 8, 1f / 256);
        for (float t = 0.003f; t < 200; t *= 1.3f) {
            assertEquals(t, region.distance(region.place(t)), 1e-4 * t);
            float length = region.distance(region.place(t) + 0.5f) - region.distance(region.place(t) - 0.5f);
            assertEquals(Math.max(0.01, t / 256), length, 2e-4 * Math.max(1, t));
        }
        assertEquals(1.28f, region.distance(128), 1e-5);
    }

    @Test
    void aRunInAThinCellIsRepresentedByOneOfItsSamples() {
        int cells = 16;
        NDArray occupied =
                uniform("cells", 4, -2, 3, cells, cells, cells).maximum(0).toType(DataType.UINT8, false);
        byte[] value = occupied.toByteArray();
        float[] corner = {-1, -1, -1};
        NDArray origins = uniform("o", 4, -3, -2, 300, 3);
        NDArray directions = uniform("target", 4, -1, 1, 300, 3).sub(origins);
        NDArray unit = directions.div(directions.norm(new int[] {1}, true));
        NDArray jitter = uniform("jitter", 4, 0, 1, 300);
        float[] size = {2, 2, 2};
        Samples all = host.march(origins, unit, jitter, occupied, new MarchRegion(corner, size, 0, 0.01f));
        Samples some = host.march(origins, unit, jitter, occupied, new MarchRegion(corner, size, 0, 0.01f, true));
        float[] at = some.t().toFloatArray();
        float[] length = some.delta().toFloatArray();
        float[] x = all.positions().toFloatArray();
        float[] t = all.t().toFloatArray();
        int[] ends = all.offsets().toIntArray();
        int next = 0;
        for (int ray = 0; ray < 300; ray++) {
            for (int i = ends[ray]; i < ends[ray + 1]; next++) {
                int row = row(x, i, cells);
                int end = i + Math.round(length[next] / 0.01f);
                assertTrue(value[row] == 2 || end == i + 1);
                assertTrue(at[next] > t[i] - 1e-5 && at[next] < t[end - 1] + 1e-5);
                for (; i < end; i++) {
                    assertEquals(row, row(x, i, cells), "a run that leaves its cell");
                }
            }
        }
        assertEquals(at.length, next);
        assertTrue(at.length < 0.6 * t.length, at.length + " of " + t.length);
    }

    private static int row(float[] x, int sample, int cells) {
        int row = 0;
        for (int k = 2; k >= 0; k--) {
            row = row * cells + Math.clamp((int) ((x[3 * sample + k] + 1) / 2 * cells), 0, cells - 1);
        }
        return row;
    }
}
