package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundedFieldTest {
    private static final Box BOX = Box.cube(2);
    /** Inside and outside of the ball of radius 2 in turn. */
    private static final float[] PLACES = {0.1f, 0.2f, 0.3f, 3, 0, 1, -1, 0.5f, 0.2f, 0, -200, 100, 1.9f, 1.9f, 0};

    private static final boolean[] OUTSIDE = {false, true, false, true, true};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private SurfaceOptionsBuilder options(String density) {
        return SurfaceOptionsBuilder.builder()
                .density(density)
                .width(16)
                .features(4)
                .colorWidth(16)
                .spread(0.1);
    }

    private Medium.Views views(int count) {
        float[] directions = new float[3 * count];
        for (int i = 0; i < count; i++) {
            directions[3 * i + i % 3] = 1;
        }
        int[] rays = new int[count];
        Arrays.setAll(rays, i -> i);
        return new Medium.Views(manager.create(directions, new Shape(count, 3)), manager.create(rays));
    }

    /** Inside it is the surface's field; every place has what it has alone, whatever stands beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"laplace", "logistic"})
    void placesKeepTheirRows(String density) {
        Kernels kernels = Kernels.of(manager);
        try (SurroundedField field =
                        new SurroundedField(manager, kernels, options(density).build(), BOX, 3);
                SurfaceField inner =
                        new SurfaceField(manager, kernels, options(density).build(), BOX, 3);
                Tape off = Tape.forwardOnly()) {
            NDArray x = manager.create(PLACES, new Shape(5, 3));
            Medium.Views views = views(5);
            NDArray delta = manager.create(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 1e4f});
            Medium.Geometry all = field.geometry(off, x);
            float[] extinction = field.extinction(off, all, views, delta).toFloatArray();
            float[] color = field.color(off, all, views).toFloatArray();
            Medium.Geometry surface = inner.geometry(off, x);
            float[] innerExtinction =
                    inner.extinction(off, surface, views, delta).toFloatArray();
            float[] innerColor = inner.color(off, surface, views).toFloatArray();
            float[] gradient = field.gradient(all).toFloatArray();
            for (int i = 0; i < 5; i++) {
                if (OUTSIDE[i]) {
                    assertEquals(all.density().getFloat(i), extinction[i], 1e-6);
                    assertTrue(extinction[i] > 0);
                    assertEquals(1, Math.hypot(gradient[3 * i], gradient[3 * i + 2]), 1e-6);
                } else {
                    assertEquals(innerExtinction[i], extinction[i], 1e-5);
                    assertArrayEquals(row(innerColor, i), row(color, i), 1e-5f);
                }
                NDArray alone = manager.create(row(PLACES, i), new Shape(1, 3));
                assertEquals(
                        field.geometry(off, alone).density().getFloat(0),
                        all.density().getFloat(i),
                        1e-5);
            }
        }
    }

    private static float[] row(float[] values, int i) {
        return Arrays.copyOfRange(values, 3 * i, 3 * i + 3);
    }

    /** Every parameter gets a gradient, and that of the outside's density is a difference's. */
    @ParameterizedTest
    @ValueSource(strings = {"laplace", "logistic"})
    void gradientsReachBothSides(String density) {
        try (SurroundedField field = new SurroundedField(
                manager, Kernels.of(manager), options(density).build(), BOX, 3)) {
            Parameter last = field.parameters().stream()
                    .filter(parameter -> parameter.name().startsWith("outside/density"))
                    .reduce((first, second) -> second)
                    .orElseThrow();
            field.parameters().forEach(parameter -> Tape.gradient(parameter.value()));
            float before = loss(field, true);
            for (Parameter parameter : field.parameters()) {
                assertTrue(Tape.gradient(parameter.value()).abs().sum().getFloat() > 0, parameter.name());
            }
            float[] gradient = Tape.gradient(last.value()).toFloatArray();
            float[] values = last.value().toFloatArray();
            double expected = 0;
            for (int i = 0; i < values.length; i++) {
                expected += gradient[i] * gradient[i];
            }
            float step = (float) (1e-3 / Math.sqrt(expected));
            for (int i = 0; i < values.length; i++) {
                values[i] += step * gradient[i];
            }
            last.value().set(values);
            assertEquals(expected, (loss(field, false) - before) / step, 0.03 * expected);
        }
    }

    private float loss(SurroundedField field, boolean backward) {
        NDArray x = manager.create(PLACES, new Shape(5, 3));
        try (Tape tape = backward ? Tape.open() : Tape.forwardOnly()) {
            Medium.Geometry geometry = field.geometry(tape, x);
            NDArray delta = manager.create(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f});
            NDArray loss = field.color(tape, geometry, views(5))
                    .sum()
                    .add(field.extinction(tape, geometry, views(5), delta).sum());
            if (backward) {
                tape.backward(loss);
            }
            return loss.getFloat();
        }
    }
}
