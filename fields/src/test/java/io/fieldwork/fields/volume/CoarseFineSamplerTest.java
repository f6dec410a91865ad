package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.radiance.NerfOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoarseFineSamplerTest {
    private static final Box BOX = Box.cube(1);
    private static final int COARSE = 32;
    private static final int FINE = 64;
    private static final Jitter RANDOM = ray -> Draws.of(5, "jitter", 0).uniform(ray);

    private NDManager manager;
    private Kernels kernels;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
        kernels = Kernels.of(manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** A ball that cannot learn. */
    private record Still(Ball ball) implements RadianceField {
        @Override
        public Geometry geometry(Tape tape, Positions positions) {
            return ball.geometry(tape, positions);
        }

        @Override
        public NDArray color(Tape tape, Geometry geometry, Views views) {
            return ball.color(tape, geometry, views);
        }

        @Override
        public Box box() {
            return ball.box();
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static CoarseFineOptionsBuilder options(String spacing) {
        return CoarseFineOptionsBuilder.builder()
                .coarse(COARSE)
                .fine(FINE)
                .near(0.5)
                .spacing(spacing);
    }

    private RaySampler sampler(String spacing, RadianceField coarse) {
        return new CoarseFineSampler(
                manager.newSubManager(), kernels, BOX, options(spacing).build(), coarse);
    }

    /** Rays from (0, -3, z) along y, one of them over the box, one along its edge's outside. */
    private Rays rays(float... z) {
        float[] origins = new float[3 * z.length];
        float[] directions = new float[3 * z.length];
        for (int i = 0; i < z.length; i++) {
            origins[3 * i + 1] = -3;
            origins[3 * i + 2] = z[i];
            directions[3 * i + 1] = 1;
        }
        Shape shape = new Shape(z.length, 3);
        return new Rays(manager.create(origins, shape), manager.create(directions, shape));
    }

    @ParameterizedTest
    @CsvSource({"distance", "disparity"})
    void samplesAreInOrderInTheBoxAndStandForAllOfTheRay(String spacing) {
        Ball ball = new Ball(5, 1, 0, 0);
        try (RaySampler sampler = sampler(spacing, new Still(ball))) {
            Visible visible = sampler.sample(rays(0, 1.5f, 0.3f, -0.9f), RANDOM, ball);
            Samples samples = visible.samples();
            int n = COARSE + FINE;
            int[] offsets = samples.offsets().toIntArray();
            assertEquals(
                    List.of(0, n, n, 2 * n, 3 * n),
                    java.util.Arrays.stream(offsets).boxed().toList());
            float[] t = samples.t().toFloatArray();
            float[] delta = samples.delta().toFloatArray();
            float[] x = samples.positions().toFloatArray();
            int[] rays = samples.rays().toIntArray();
            for (int i = 0; i < t.length; i++) {
                assertEquals(i < n ? 0 : i < 2 * n ? 2 : 3, rays[i]);
                assertTrue(t[i] >= 2 && t[i] <= 4 && delta[i] >= 0, "at " + t[i] + " for " + delta[i]);
                assertEquals(t[i] - 3, x[3 * i + 1], 1e-5);
                assertEquals((i + 1) % n == 0 ? 4 : t[i + 1], t[i] + delta[i], 1e-5);
            }
            float[] first = visible.coarser().getFirst().samples().t().toFloatArray();
            for (int i = 0; i < COARSE; i++) {
                double low = bound(spacing, i);
                double high = bound(spacing, i + 1);
                assertTrue(first[i] >= low - 1e-5 && first[i] <= high + 1e-5, first[i] + " not in part " + i);
            }
        }
    }

    /** The ends of the parts of a ray from 2 to 4, even in t or 1 / t. */
    private static double bound(String spacing, int i) {
        double part = (double) i / COARSE;
        return spacing.equals("distance") ? 2 + 2 * part : 1 / (0.5 + part * (0.25 - 0.5));
    }

    /** All of a dense ball's light comes from its front, 2.2 away, and so do the samples that are added. */
    @Test
    void samplesAreAddedWhereTheCoarseFieldIsSeen() {
        Ball dense = new Ball(60, 1, 1, 1);
        try (RaySampler sampler = sampler("distance", new Still(dense))) {
            float[] t = sampler.sample(rays(0), RANDOM, dense).samples().t().toFloatArray();
            int near = 0;
            for (float at : t) {
                near += at > 2.1 && at < 2.45 ? 1 : 0;
            }
            assertTrue(near > 0.9 * FINE, near + " of " + t.length);
        }
    }

    /** Opacity 1 - exp(-density chord), within the error of the two samples at the ends. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 2, 10})
    void aBallHasItsOpacity(double strength) {
        Ball ball = new Ball(strength, 1, 1, 1);
        float[] z = {0, 0.2f, 0.5f, -0.7f};
        try (RaySampler sampler = sampler("distance", new Still(ball));
                Tape off = Tape.forwardOnly()) {
            Rays rays = rays(z);
            Visible visible = sampler.sample(rays, Jitter.CENTRE, ball);
            Composite seen = new Compositor(manager, kernels).composite(off, ball, rays, visible);
            for (int i = 0; i < z.length; i++) {
                double chord = 2 * Math.sqrt(0.64 - z[i] * z[i]);
                assertEquals(1 - Math.exp(-strength * chord), seen.opacity().getFloat(i), 0.02);
            }
        }
    }

    @Test
    void theCoarseFieldLearnsFromTheColoursOfTheRays() {
        RadianceField coarse =
                NerfOptionsBuilder.builder().depth(2).width(16).build().build(manager, kernels, BOX, 4);
        Ball ball = new Ball(2, 1, 0, 0);
        try (RaySampler sampler = sampler("distance", coarse)) {
            Rays rays = rays(0, 1.5f, 0.4f);
            Visible visible = sampler.sample(rays, RANDOM, ball);
            try (Tape tape = Tape.open()) {
                Composite seen = new Compositor(manager, kernels).composite(tape, ball, rays, visible);
                NDArray loss = sampler.loss(
                        tape,
                        rays,
                        visible,
                        seen,
                        (color, opacity) -> color.square().sum().add(opacity.sum()));
                tape.backward(loss);
            }
            assertEquals(coarse.parameters().size(), sampler.parameters().size());
            for (Parameter parameter : sampler.parameters()) {
                assertTrue(parameter.name().startsWith("coarse/"));
                assertTrue(Tape.gradient(parameter.value()).abs().sum().getFloat() > 0, parameter.name());
            }
        }
    }

    @Test
    void raysThatMissTheBoxHaveNoSamples() {
        Ball ball = new Ball(5, 1, 0, 0);
        try (RaySampler sampler = sampler("distance", new Still(ball))) {
            Visible visible = sampler.sample(rays(2, -1.5f), RANDOM, ball);
            assertEquals(0, visible.samples().size());
            assertEquals(
                    List.of(0, 0, 0),
                    java.util.Arrays.stream(visible.samples().offsets().toIntArray())
                            .boxed()
                            .toList());
        }
    }

    @Test
    void whatCannotBeSampledIsRefusedInASentence() {
        for (Map.Entry<String, CoarseFineOptionsBuilder> wrong : List.of(
                Map.entry("sampling.spacing is depth;", options("depth")),
                Map.entry("sampling.near is 0.0;", options("disparity").near(0.0)),
                Map.entry("sampling.coarse is 3;", options("distance").coarse(3)))) {
            UserError error = assertThrows(UserError.class, wrong.getValue()::build);
            assertTrue(error.getMessage().startsWith(wrong.getKey()), error.getMessage());
        }
    }
}
