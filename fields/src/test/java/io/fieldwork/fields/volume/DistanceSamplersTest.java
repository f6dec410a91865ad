package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceSamplersTest {
    private static final Box BOX = Box.cube(1);
    private static final double RADIUS = 0.6;
    private static final Jitter RANDOM = ray -> Draws.of(5, "jitter", 0).uniform(ray);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** A ball by its exact distance, red. */
    private record Exact(double width) implements DistanceMedium {
        @Override
        public NDArray distance(Tape tape, NDArray x) {
            return x.norm(new int[] {1}).sub(RADIUS);
        }

        @Override
        public NDArray gradient(Geometry geometry) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double spread() {
            return width;
        }

        @Override
        public Geometry geometry(Tape tape, Positions positions) {
            float[] d = distance(tape, positions.x()).toFloatArray();
            for (int i = 0; i < d.length; i++) {
                d[i] = (float) OpacityBound.density(d[i], width);
            }
            return new Geometry(positions.x().getManager().create(d), positions.x());
        }

        @Override
        public NDArray color(Tape tape, Geometry geometry, Views views) {
            return geometry.features().mul(0).add(manager(geometry).create(new float[] {1, 0, 0}));
        }

        private static NDManager manager(Geometry geometry) {
            return geometry.features().getManager();
        }

        @Override
        public Box box() {
            return BOX;
        }
    }

    /** Rays from (x, 0, -3) along z. */
    private Rays rays(float... x) {
        float[] origins = new float[3 * x.length];
        float[] directions = new float[3 * x.length];
        for (int i = 0; i < x.length; i++) {
            origins[3 * i] = x[i];
            origins[3 * i + 2] = -3;
            directions[3 * i + 2] = 1;
        }
        Shape shape = new Shape(x.length, 3);
        return new Rays(manager.create(origins, shape), manager.create(directions, shape));
    }

    private RaySampler errorBound() {
        return ErrorBoundOptionsBuilder.builder().near(0.5).build().build(manager, Kernels.of(manager), BOX, 0);
    }

    /** The opacity of the samples is the true one within the error that was asked for, for wide and narrow layers. */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.03, 0.003})
    void opacityIsWithinTheBound(double width) {
        Exact ball = new Exact(width);
        float[] x = {0, 0.3f, 0.55f, 0.62f, 0.9f};
        try (RaySampler sampler = errorBound();
                Tape off = Tape.forwardOnly()) {
            Rays rays = rays(x);
            Visible visible = sampler.sample(rays, RANDOM, ball);
            Composite seen = new Compositor(manager, Kernels.of(manager)).composite(off, ball, rays, visible);
            for (int i = 0; i < x.length; i++) {
                assertEquals(opacity(x[i], width), seen.opacity().getFloat(i), 0.1);
            }
        }
    }

    private static double opacity(double x, double width) {
        double thickness = 0;
        int steps = 200_000;
        for (int i = 0; i < steps; i++) {
            double z = -1 + 2 * (i + 0.5) / steps;
            thickness += 2.0 / steps * OpacityBound.density(Math.hypot(x, z) - RADIUS, width);
        }
        return -Math.expm1(-thickness);
    }

    /** Two rays that pass the ball at 0.1 and 0.2, and one that misses the box between them. */
    @Test
    void samplesAreInOrderAndStandForWhatIsSeenOfTheRay() {
        Exact ball = new Exact(0.1);
        try (RaySampler sampler = errorBound()) {
            Samples samples = sampler.sample(rays(0.8f, 3, 0.7f), RANDOM, ball).samples();
            int[] offsets = samples.offsets().toIntArray();
            assertEquals(4, offsets.length);
            assertEquals(offsets[1], offsets[2]);
            float[] t = samples.t().toFloatArray();
            float[] delta = samples.delta().toFloatArray();
            float[] x = samples.positions().toFloatArray();
            int[] rays = samples.rays().toIntArray();
            for (int i = 0; i < t.length; i++) {
                boolean last = i + 1 == offsets[1] || i + 1 == offsets[3];
                assertEquals(i < offsets[1] ? 0 : 2, rays[i]);
                assertTrue((last ? 4 : t[i + 1]) >= t[i] + delta[i] - 1e-5);
                assertEquals(t[i] - 3, x[3 * i + 2], 1e-5);
                assertTrue(delta[i] > 0 && t[i] >= 2);
            }
        }
    }

    /** A ray through the middle of a thin layer has samples in front of it and in it, and one that passes far away has none. */
    @Test
    void whatNobodySeesHasNoSamples() {
        Exact ball = new Exact(0.01);
        RaySampler[] samplers = {
            errorBound(), SurfaceSamplingOptionsBuilder.builder().build().build(manager, Kernels.of(manager), BOX, 0)
        };
        for (RaySampler sampler : samplers) {
            Samples samples = sampler.sample(rays(0, 0.95f), RANDOM, ball).samples();
            int[] offsets = samples.offsets().toIntArray();
            assertEquals(offsets[1], offsets[2]);
            for (float t : samples.t().toFloatArray()) {
                assertTrue(t > 2.25 && t < 2.55, "a sample at " + t);
            }
            sampler.close();
        }
    }

    /** The surface of the ball is 2.4 away. */
    @Test
    void samplesGatherAtTheSurface() {
        Exact ball = new Exact(0.01);
        RaySampler[] samplers = {
            errorBound(), SurfaceSamplingOptionsBuilder.builder().build().build(manager, Kernels.of(manager), BOX, 0)
        };
        for (RaySampler sampler : samplers) {
            float[] t =
                    sampler.sample(rays(0), Jitter.CENTRE, ball).samples().t().toFloatArray();
            int near = 0;
            for (float at : t) {
                near += at > 2.3 && at < 2.5 ? 1 : 0;
            }
            assertTrue(near > 0.4 * t.length, near + " of " + t.length);
            sampler.close();
        }
    }

    @Test
    void raysThatMissEverythingAreFine() {
        try (RaySampler sampler = errorBound()) {
            assertEquals(
                    0,
                    sampler.sample(rays(2, -3), RANDOM, new Exact(0.1))
                            .samples()
                            .size());
        }
    }

    @Test
    void mediaWithoutADistanceAreRefused() {
        try (RaySampler sampler = errorBound()) {
            UserError error =
                    assertThrows(UserError.class, () -> sampler.sample(rays(0), RANDOM, new Ball(1, 1, 1, 1)));
            assertTrue(error.getMessage().contains("errorBound"), error.getMessage());
        }
    }
}
