package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium.Geometry;
import io.fieldwork.fields.field.Medium.Views;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurfaceFieldTest {
    private static final Box BOX = new Box(-1, -2, 0, 3, 2, 4);
    private static final int POINTS = 200;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private SurfaceField field(SurfaceOptionsBuilder options) {
        return (SurfaceField) options.build().build(manager, Kernels.of(manager), BOX, 5);
    }

    private static SurfaceOptionsBuilder small() {
        return SurfaceOptionsBuilder.builder().depth(3).width(48).features(5);
    }

    private static SurfaceOptionsBuilder joined() {
        return small().depth(4).width(60).skip(2).octaves(3);
    }

    /** Points anywhere in the box. */
    private float[] places() {
        Draws draws = Draws.of(6, "x", 0);
        float[] x = new float[3 * POINTS];
        for (int i = 0; i < x.length; i++) {
            x[i] = BOX.min()[i % 3] + BOX.size()[i % 3] * draws.uniform(i);
        }
        return x;
    }

    private NDArray points(float[] x) {
        return manager.create(x, new Shape(x.length / 3, 3));
    }

    private Views views() {
        Draws draws = Draws.of(6, "views", 0);
        float[] d = new float[3 * POINTS];
        int[] rays = new int[POINTS];
        for (int i = 0; i < POINTS; i++) {
            rays[i] = i;
            double length = 0;
            for (int c = 0; c < 3; c++) {
                d[3 * i + c] = (float) draws.normal(3L * i + c);
                length += d[3 * i + c] * d[3 * i + c];
            }
            for (int c = 0; c < 3; c++) {
                d[3 * i + c] /= (float) Math.sqrt(length);
            }
        }
        return new Views(points(d), manager.create(rays));
    }

    /** Gives weight to what has none at the start, or frequencies would not be seen. */
    private void shake(SurfaceField field) {
        for (Parameter parameter : field.parameters()) {
            if (parameter.name().endsWith("direction")) {
                NDArray value = parameter.value();
                Draws draws = Draws.of(3, parameter.name(), 0);
                float[] moved = value.toFloatArray();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += 0.02f * (float) draws.normal(i);
                }
                Storage.overwrite(value, manager.create(moved, value.getShape()));
            }
        }
    }

    @Test
    void theGradientIsThatOfTheDistance() {
        for (SurfaceOptionsBuilder options : new SurfaceOptionsBuilder[] {small(), joined()}) {
            try (SurfaceField field = field(options);
                    Tape off = Tape.forwardOnly()) {
                shake(field);
                float[] x = places();
                float[] gradient =
                        field.gradient(field.geometry(off, points(x))).toFloatArray();
                float h = 4e-3f;
                for (int axis = 0; axis < 3; axis++) {
                    float[] low = x.clone();
                    float[] high = x.clone();
                    for (int i = axis; i < x.length; i += 3) {
                        low[i] -= h;
                        high[i] += h;
                    }
                    float[] before = field.distance(off, points(low)).toFloatArray();
                    float[] behind = field.distance(off, points(high)).toFloatArray();
                    double missed = 0;
                    for (int i = 0; i < POINTS; i++) {
                        missed += Math.abs((behind[i] - before[i]) / (2 * h) - gradient[3 * i + axis]) / POINTS;
                    }
                    assertTrue(missed < 0.01, "misses " + missed + " along " + axis);
                }
            }
        }
    }

    /** Of a hash grid whose levels have all joined, within the error of differences over a cell. */
    @Test
    void theGradientOfAHashGridIsThatOfTheDistance() {
        SurfaceOptionsBuilder options = SurfaceOptionsBuilder.builder()
                .encoding("hash")
                .levels(3)
                .finestResolution(32.0)
                .features(5);
        try (SurfaceField field = field(options);
                Tape off = Tape.forwardOnly()) {
            field.adapt(9, 1, () -> (x, y, z) -> true);
            float[] x = places();
            float[] gradient = field.gradient(field.geometry(off, points(x))).toFloatArray();
            float h = 0.06f;
            float[] low = x.clone();
            float[] high = x.clone();
            for (int i = 2; i < x.length; i += 3) {
                low[i] -= h;
                high[i] += h;
            }
            float[] before = field.distance(off, points(low)).toFloatArray();
            float[] behind = field.distance(off, points(high)).toFloatArray();
            double missed = 0;
            for (int i = 0; i < POINTS; i++) {
                missed += Math.abs((behind[i] - before[i]) / (2 * h) - gradient[3 * i + 2]) / POINTS;
            }
            assertTrue(missed < 0.02, "misses " + missed);
            assertEquals(2, field.state().size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void beginsAsABall(boolean inside) {
        SurfaceOptionsBuilder options =
                SurfaceOptionsBuilder.builder().depth(8).width(256).inside(inside);
        try (SurfaceField field = field(options);
                Tape off = Tape.forwardOnly()) {
            float[] means = new float[4];
            Draws draws = Draws.of(2, "ball", 0);
            for (int k = 0; k < 4; k++) {
                float[] x = new float[3 * 100];
                for (int i = 0; i < 100; i++) {
                    double[] d = {draws.normal(3L * i), draws.normal(3L * i + 1), draws.normal(3L * i + 2)};
                    double scale = k * 0.5 * 2 / Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
                    for (int c = 0; c < 3; c++) {
                        x[3 * i + c] = (float) (BOX.min()[c] + 2 + scale * d[c]);
                    }
                }
                means[k] = field.distance(off, points(x)).mean().getFloat() * (inside ? -1 : 1);
            }
            assertTrue(means[0] < -0.2 && means[3] > 0.4, means[0] + " in the middle, " + means[3] + " far away");
            assertTrue(means[0] < means[1] && means[1] < means[2] && means[2] < means[3], "distances grow outwards");
        }
    }

    /** Parameters' gradients of what depends on the distance's gradient alone are those of differences. */
    @Test
    void lossesMayDependOnTheGradient() {
        try (SurfaceField field = field(small())) {
            shake(field);
            for (Parameter parameter : field.parameters()) {
                Tape.gradient(parameter.value());
            }
            try (Tape tape = Tape.open()) {
                tape.backward(field.terms().get("eikonal").value(tape, 3, 4));
            }
            for (Parameter parameter : field.parameters()) {
                if (parameter.name().startsWith("distance/")) {
                    compare(field, parameter);
                }
            }
        }
    }

    private void compare(SurfaceField field, Parameter parameter) {
        float[] gradient = Tape.gradient(parameter.value()).toFloatArray();
        int most = 0;
        for (int i = 0; i < gradient.length; i++) {
            most = Math.abs(gradient[i]) > Math.abs(gradient[most]) ? i : most;
        }
        float h = 2e-3f;
        float[] values = parameter.value().toFloatArray();
        double difference = 0;
        for (int side = -1; side <= 1; side += 2) {
            float[] moved = values.clone();
            moved[most] += side * h;
            Storage.overwrite(
                    parameter.value(), manager.create(moved, parameter.value().getShape()));
            try (Tape off = Tape.forwardOnly()) {
                difference +=
                        side * field.terms().get("eikonal").value(off, 3, 4).getFloat() / (2 * h);
            }
        }
        Storage.overwrite(
                parameter.value(), manager.create(values, parameter.value().getShape()));
        assertEquals(difference, gradient[most], 0.05 * Math.abs(difference) + 2e-4, parameter.name());
    }

    @ParameterizedTest
    @CsvSource({"laplace, frequencies, 0", "laplace, frequencies, 3", "logistic, frequencies, 0", "logistic, hash, 2"})
    void everythingIsLearnedFromColours(String density, String encoding, int octaves) {
        try (SurfaceField field =
                field(small().density(density).encoding(encoding).levels(3).colorOctaves(octaves))) {
            shake(field);
            for (Parameter parameter : field.parameters()) {
                Tape.gradient(parameter.value());
            }
            try (Tape tape = Tape.open()) {
                Geometry geometry = field.geometry(tape, new Positions(points(places())));
                Views views = views();
                NDArray delta = manager.ones(new Shape(POINTS)).mul(0.1f);
                NDArray extinction = field.extinction(tape, geometry, views, delta);
                NDArray color = field.color(tape, geometry, views);
                assertEquals(new Shape(POINTS, 3), color.getShape());
                assertTrue(extinction.min().getFloat() >= 0);
                tape.backward(color.mul(extinction.reshape(-1, 1)).sum());
            }
            for (Parameter parameter : field.parameters()) {
                float size = Tape.gradient(parameter.value()).abs().sum().getFloat();
                assertTrue(size > 0 && Float.isFinite(size), parameter.name());
            }
        }
    }

    @Test
    void distancesAndSpreadAreOfTheWorld() {
        try (SurfaceField field = field(small());
                Tape off = Tape.forwardOnly()) {
            assertEquals(0.2, field.spread(), 1e-6);
            NDArray x = points(places());
            float[] d = field.distance(off, x).toFloatArray();
            float[] density = field.geometry(off, x).density().toFloatArray();
            for (int i = 0; i < d.length; i++) {
                double tail = 0.5 * Math.exp(-Math.abs(d[i]) / 0.2);
                assertEquals((d[i] > 0 ? tail : 1 - tail) / 0.2, density[i], 1e-4);
            }
        }
    }

    @Test
    void mistakesAreNamed() {
        UserError error =
                assertThrows(UserError.class, () -> small().density("gauss").build());
        assertTrue(error.getMessage().contains("field.density"), error.getMessage());
        error = assertThrows(UserError.class, () -> small().skip(1).width(20).build());
        assertTrue(error.getMessage().contains("field.skip"), error.getMessage());
    }
}
