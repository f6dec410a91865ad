package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThinningTest {
    private final NDManager manager = NDManager.newBaseManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    /** Two thin samples, a dense one, four thin ones of another ray in groups of three. */
    @Test
    void thinNeighboursAreJoinedAndDenseSamplesKept() {
        float[] sigma = {0.01f, 0.02f, 5, 0.01f, 0.01f, 0.01f, 0.01f};
        float[] delta = {1, 2, 0.5f, 1, 1, 1, 1};
        Thinning.Kept kept = new Thinning(3, 0.1f, ray -> 0).choose(new int[] {0, 3, 7}, sigma, delta);
        assertArrayEquals(new int[] {0, 2, 4}, kept.offsets());
        assertArrayEquals(new float[] {3, 0.5f, 3, 1}, kept.lengths());
        assertEquals(2, kept.samples()[1]);
        assertEquals(6, kept.samples()[3]);
    }

    /** Over random offsets, the optical thickness of what is kept has the mean of that of all samples. */
    @Test
    void thicknessIsKeptInTheMean() {
        Draws draws = Draws.of(4, "densities", 0);
        int rays = 4000;
        int n = 60;
        float[] sigma = new float[rays * n];
        float[] delta = new float[rays * n];
        int[] offsets = new int[rays + 1];
        double all = 0;
        for (int i = 0; i < sigma.length; i++) {
            int place = i % n;
            sigma[i] = draws.uniform(place) * (place % 11 == 0 ? 30 : 0.5f);
            delta[i] = 0.02f;
            all += sigma[i] * delta[i] / rays;
            offsets[i / n + 1] = i + 1;
        }
        Thinning.Kept kept =
                new Thinning(8, 0.01f, ray -> Draws.of(1, "ray", 0).uniform(ray)).choose(offsets, sigma, delta);
        double sum = 0;
        for (int i = 0; i < kept.samples().length; i++) {
            sum += sigma[kept.samples()[i]] * kept.lengths()[i];
        }
        assertTrue(kept.samples().length < rays * n / 3, "work is saved");
        assertEquals(all, sum / rays, 0.004 * all);
    }

    /** The walk of the host and the script of a device keep the same samples, lengths and geometry. */
    @Test
    void bothFormsAgree() {
        int rays = 40;
        int each = 50;
        int n = rays * each;
        int[] offsets = new int[rays + 1];
        int[] owners = new int[n];
        float[] t = new float[n];
        float[] x = new float[3 * n];
        float[] delta = new float[n];
        for (int i = 0; i < n; i++) {
            owners[i] = i / each;
            offsets[i / each + 1] = i + 1;
            t[i] = i % each * 0.1f;
            x[3 * i] = t[i];
            x[3 * i + 1] = owners[i];
            delta[i] = 0.1f;
        }
        Samples marched = new Samples(
                manager.create(offsets),
                manager.create(owners),
                manager.create(x, new Shape(n, 3)),
                manager.create(t),
                manager.create(delta));
        Jitter jitter = ray -> Draws.of(1, "ray", 0).uniform(ray);
        Thinning thinning = new Thinning(8, 0.01f, jitter);
        Visible host = new HostVisibility().cut(marched, new Stripes(), thinning);
        Visible device = new DeviceVisibility(manager).cut(marched, new Stripes(), thinning);
        Samples one = host.samples();
        Samples two = device.samples();
        assertTrue(one.size() < n / 2 && one.size() > rays, one.size() + " of " + n);
        assertArrayEquals(one.offsets().toIntArray(), two.offsets().toIntArray());
        assertArrayEquals(one.rays().toIntArray(), two.rays().toIntArray());
        assertArrayEquals(one.t().toFloatArray(), two.t().toFloatArray());
        assertArrayEquals(one.delta().toFloatArray(), two.delta().toFloatArray(), 1e-6f);
        Medium.Geometry known = host.positions().take().orElseThrow();
        assertArrayEquals(
                known.density().toFloatArray(),
                device.positions().take().orElseThrow().density().toFloatArray());
        assertArrayEquals(one.positions().toFloatArray(), known.features().toFloatArray());
    }

    /** Density 1e-3 with stripes of 3 that end most rays before their last sample. */
    private static final class Stripes implements Medium {
        @Override
        public Geometry geometry(Tape tape, Positions positions) {
            NDArray along = positions.x().get(":, 0");
            NDArray across = positions.x().get(":, 1");
            NDArray dense = along.mul(2).add(across).sin().gt(0.7f).toType(DataType.FLOAT32, false);
            return new Geometry(dense.mul(8).add(1e-3f), positions.x());
        }

        @Override
        public NDArray color(Tape tape, Geometry geometry, Views views) {
            return geometry.features();
        }

        @Override
        public Box box() {
            return Box.cube(10);
        }
    }
}
