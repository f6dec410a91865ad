package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Objective;
import io.fieldwork.fields.train.optimizer.Optimizer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProposalSamplerTest {
    private static final Box BOX = new Box(-1, -1, -1, 1, 1, 1);

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());
    private final Kernels kernels = Kernels.of(manager);

    @AfterEach
    void close() {
        manager.close();
    }

    private Rays outward(int count) {
        float[] origins = new float[3 * count];
        float[] directions = new float[3 * count];
        Draws draws = Draws.of(5, "rays", 0);
        for (int i = 0; i < count; i++) {
            double turn = 2 * Math.PI * draws.uniform(2L * i);
            double up = 2 * draws.uniform(2L * i + 1) - 1;
            directions[3 * i] = (float) (Math.cos(turn) * Math.sqrt(1 - up * up));
            directions[3 * i + 1] = (float) (Math.sin(turn) * Math.sqrt(1 - up * up));
            directions[3 * i + 2] = (float) up;
        }
        Shape shape = new Shape(count, 3);
        return new Rays(manager.create(origins, shape), manager.create(directions, shape));
    }

    /** s = x / 2 up to 1, then 1 - 1 / (2 x): 0.5 -> 0.25, 1 -> 0.5, 2 -> 0.75, 50 -> 0.99; the unit is 3. */
    @Test
    void distancesAreSpacedAsTheyFade() {
        Script script = Script.compile(manager, Spacing.SCRIPT);
        NDArray unit = manager.create(3.0);
        NDArray t = manager.create(new double[] {1.5, 3, 6, 150});
        NDArray s = script.call("spaced", t, unit)[0];
        assertArrayEquals(new double[] {0.25, 0.5, 0.75, 0.99}, s.toDoubleArray(), 1e-12);
        assertArrayEquals(t.toDoubleArray(), script.call("distance", s, unit)[0].toDoubleArray(), 1e-9);
    }

    /** Weights 1, 0, 3 on [0, 1], [1, 3], [3, 4]: a quarter of the weight ends at 1, and 0.625 lies in the middle of the last. */
    @Test
    void resamplingInvertsTheDistribution() {
        NDArray edges = manager.create(new float[] {0, 1, 3, 4}, new Shape(1, 4));
        NDArray weights = manager.create(new float[] {1, 0, 3}, new Shape(1, 3));
        NDArray u = manager.create(new float[] {0, 0.125f, 0.2499f, 0.2501f, 0.625f, 0.9999f}, new Shape(1, 6));
        float[] found = new Resampling(manager).inverse(edges, weights, u).toFloatArray();
        assertArrayEquals(new float[] {0, 0.5f, 0.9996f, 3.0001333f, 3.5f, 3.9999f}, found, 2e-4f);
    }

    @Test
    void intervalsAscendAndJoinFromTheNearPlaneToFarAway() {
        ProposalOptions options =
                ProposalOptionsBuilder.builder().near(0.2).far(100.0).build();
        try (RaySampler sampler = options.build(manager, kernels, BOX, 3)) {
            sampler.update(1000, 1, null);
            Visible visible = sampler.sample(outward(20), ray -> ray / 20f, null);
            assertEquals(2, visible.coarser().size());
            assertEquals(20 * 96, visible.coarser().get(0).samples().size());
            assertEquals(20 * 32, visible.samples().size());
            float[] t = visible.coarser().get(0).samples().t().toFloatArray();
            float[] delta = visible.coarser().get(0).samples().delta().toFloatArray();
            for (int ray = 0; ray < 20; ray++) {
                int first = 96 * ray;
                assertEquals(0.2, t[first] - delta[first] / 2, 1e-5, "near");
                assertEquals(100, t[first + 95] + delta[first + 95] / 2, 0.02, "far");
                for (int i = first + 1; i < first + 96; i++) {
                    double end = t[i - 1] + delta[i - 1] / 2;
                    assertTrue(delta[i] > 0, "lengths");
                    assertEquals(end, t[i] - delta[i] / 2, 1e-4 * end, "no gap");
                }
            }
        }
    }

    /** A shell of density at a distance of 5, far outside the box: proposals learn to sample it finely. */
    @Test
    void proposalsLearnWhereTheMediumIs() {
        ProposalOptions options = ProposalOptionsBuilder.builder()
                .near(0.1)
                .far(50.0)
                .intervals(16)
                .annealing(0)
                .build();
        Compositor compositor = new Compositor(manager, kernels);
        Medium shell = new Shell();
        try (RaySampler sampler = options.build(manager, kernels, BOX, 3);
                Optimizer optimizer = AdamOptions.defaults().build(manager, kernels, sampler::parameters)) {
            double before = inShell(sampler, shell);
            for (int step = 0; step < 150; step++) {
                int now = step;
                sampler.update(step, 1, shell);
                Rays rays = outward(64);
                Draws draws = Draws.of(1, "jitter", now);
                Visible visible = sampler.sample(rays, draws::uniform, shell);
                optimizer.step(0.01, new Objective() {
                    @Override
                    public Loss evaluate() {
                        try (Tape tape = Tape.open()) {
                            Composite seen = compositor.composite(tape, shell, rays, visible);
                            NDArray loss = sampler.loss(tape, rays, visible, seen, (color, opacity) -> opacity);
                            tape.backward(loss);
                            return new Loss(loss, Map.of());
                        }
                    }

                    @Override
                    public Loss value() {
                        throw new UnsupportedOperationException();
                    }
                });
            }
            double after = inShell(sampler, shell);
            assertTrue(before < 0.2 && after > 0.6, before + " of the samples lay in the shell, then " + after);
        }
    }

    private double inShell(RaySampler sampler, Medium shell) {
        float[] t =
                sampler.sample(outward(64), Jitter.CENTRE, shell).samples().t().toFloatArray();
        int inside = 0;
        for (float distance : t) {
            inside += distance > 4.5 && distance < 5.5 ? 1 : 0;
        }
        return (double) inside / t.length;
    }

    /** Density 20 between the distances 4.8 and 5.2 from the origin. */
    private final class Shell implements Medium {
        @Override
        public Geometry geometry(Tape tape, Positions positions) {
            NDArray distance = positions.x().square().sum(new int[] {1}).sqrt();
            NDArray density = distance.gt(4.8f).logicalAnd(distance.lt(5.2f)).toType(distance.getDataType(), false);
            return new Geometry(density.mul(20), positions.x());
        }

        @Override
        public NDArray color(Tape tape, Geometry geometry, Views views) {
            return geometry.features().mul(0);
        }

        @Override
        public Box box() {
            return BOX;
        }
    }
}
