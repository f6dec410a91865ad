package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.volume.Composite;
import io.fieldwork.fields.volume.Compositor;
import io.fieldwork.fields.volume.Jitter;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.Visible;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SkyFieldTest {
    private static final Box BOX = Box.cube(1);
    private static final HashGridOptions SIZES =
            HashGridOptionsBuilder.builder().levels(2).log2Table(8).hidden(8).build();

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());
    private final Kernels kernels = Kernels.of(manager);

    @AfterEach
    void close() {
        manager.close();
    }

    /** Two rays through the box, one past it. */
    private Rays rays() {
        NDArray origins = manager.create(new float[] {0, 0, 3, 3, 0.2f, 0.1f, 0, 4, 4}, new Shape(3, 3));
        NDArray directions = manager.create(new float[] {0, 0, -1, -1, 0, 0, 0, 0.6f, 0.8f}, new Shape(3, 3));
        return new Rays(origins, directions);
    }

    private Composite seen(Tape tape, RadianceField field) {
        try (RaySampler sampler = SamplingOptions.defaults().build(manager, kernels, BOX, 1)) {
            Visible visible = sampler.sample(rays(), Jitter.CENTRE, field);
            return new Compositor(manager, kernels).composite(tape, field, rays(), visible);
        }
    }

    @Test
    void theSkyIsSeenByTheLightThatTheFieldLetsThrough() {
        RadianceField inner = SIZES.build(manager, kernels, BOX, 3);
        try (SkyField field = new SkyField(manager, kernels, inner, 4);
                Tape off = Tape.forwardOnly()) {
            float[] sky = field.beyond(off, rays().directions()).toFloatArray();
            Composite without = seen(off, inner);
            Composite with = seen(off, field);
            float[] opacity = without.opacity().toFloatArray();
            assertArrayEquals(opacity, with.opacity().toFloatArray(), 0);
            assertTrue(opacity[0] > 0.1 && opacity[0] < 1, "opacity: " + opacity[0]);
            assertEquals(0, opacity[2]);
            float[] expected = without.color().toFloatArray();
            for (int i = 0; i < expected.length; i++) {
                expected[i] += (1 - opacity[i / 3]) * sky[i];
            }
            assertArrayEquals(expected, with.color().toFloatArray(), 1e-6f);
        }
    }

    /** A central difference of the weights in a direction, through the part of the light that reaches the sky. */
    @Test
    void itLearnsThroughTheField() {
        try (SkyField field = new SkyField(manager, kernels, SIZES.build(manager, kernels, BOX, 3), 4)) {
            NDArray weights = field.parameters().stream()
                    .filter(parameter -> parameter.name().startsWith("sky"))
                    .map(Parameter::value)
                    .findFirst()
                    .orElseThrow();
            try (Tape tape = Tape.open()) {
                tape.backward(seen(tape, field).color().square().sum());
            }
            float[] gradient = Tape.gradient(weights).toFloatArray();
            double square = 0;
            for (float each : gradient) {
                square += (double) each * each;
            }
            float[] given = weights.toFloatArray();
            double step = 1e-2 / Math.sqrt(square);
            double slope = (loss(field, weights, given, gradient, step) - loss(field, weights, given, gradient, -step))
                    / (2 * step);
            assertEquals(square, slope, 0.02 * square);
        }
    }

    private double loss(RadianceField field, NDArray weights, float[] given, float[] along, double step) {
        float[] moved = new float[given.length];
        for (int i = 0; i < given.length; i++) {
            moved[i] = (float) (given[i] + step * along[i]);
        }
        weights.set(moved);
        try (Tape off = Tape.forwardOnly()) {
            return seen(off, field).color().square().sum().getFloat();
        }
    }
}
