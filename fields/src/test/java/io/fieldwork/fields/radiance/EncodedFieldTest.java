package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium.Geometry;
import io.fieldwork.fields.field.Medium.Views;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodedFieldTest {
    private static final HashGridOptions SIZES = HashGridOptionsBuilder.builder()
            .levels(4)
            .features(2)
            .log2Table(10)
            .baseResolution(4)
            .finestResolution(40.0)
            .hidden(16)
            .geometryFeatures(8)
            .harmonics(3)
            .build();
    private static final KplanesOptions PLANES = new KplanesOptions(List.of(5, 11), 8, 16, 8, 3);
    private static final int POINTS = 150;
    private static final int RAYS = 30;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray uniform(String stream, double low, double high, long... shape) {
        Draws draws = Draws.of(6, stream, 0);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (low + (high - low) * draws.uniform(i));
        }
        return manager.create(values, new Shape(shape));
    }

    static List<RadianceFieldOptions> sizes() {
        return List.of(SIZES, PLANES);
    }

    /** Tables of hash grids start near zero; larger entries make every gradient count. */
    private RadianceField field(RadianceFieldOptions sizes, Kernels kernels, Box box) {
        RadianceField field = sizes.build(manager, kernels, box, 3);
        if (sizes == PLANES) {
            return field;
        }
        NDArray table = field.parameters().getFirst().value();
        Storage.overwrite(
                table,
                uniform(
                        "table",
                        -1,
                        1,
                        table.getShape().get(0),
                        table.getShape().get(1)));
        return field;
    }

    private NDArray rayOfEachPoint() {
        int[] rays = new int[POINTS];
        for (int i = 0; i < POINTS; i++) {
            rays[i] = i * RAYS / POINTS;
        }
        return manager.create(rays);
    }

    private NDArray directions() {
        NDArray d = uniform("directions", -1, 1, RAYS, 3);
        return d.div(d.norm(new int[] {1}, true));
    }

    /** A loss that depends on density and colour, and the gradients of all parameters. */
    private float[][] gradients(RadianceField field, NDArray x, boolean adopt) {
        Geometry known;
        try (Tape off = Tape.forwardOnly()) {
            known = field.geometry(off, x);
        }
        try (Tape tape = Tape.open()) {
            Geometry geometry = field.geometry(tape, adopt ? new Positions(x, known) : new Positions(x));
            NDArray color = field.color(tape, geometry, new Views(directions(), rayOfEachPoint()));
            NDArray weight = uniform("weight", -1, 1, POINTS, 3);
            tape.backward(
                    color.mul(weight).sum().add(geometry.density().mul(0.1).sum()));
        }
        List<Parameter> parameters = field.parameters();
        return parameters.stream()
                .map(p -> Tape.gradient(p.value()).toFloatArray())
                .toArray(float[][]::new);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void fastAndPlainKernelsGiveTheSameFieldAndTheSameGradients(RadianceFieldOptions sizes) {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        try (RadianceField fast = field(sizes, Kernels.of(manager), Box.cube(1));
                RadianceField plain = field(sizes, Kernels.of(manager, "plain"), Box.cube(1))) {
            try (Tape off = Tape.forwardOnly()) {
                assertArrayEquals(
                        plain.evaluate(off, x).toFloatArray(),
                        fast.evaluate(off, x).toFloatArray(),
                        1e-4f);
            }
            float[][] expected = gradients(plain, x, false);
            float[][] actual = gradients(fast, x, false);
            for (int k = 0; k < expected.length; k++) {
                assertArrayEquals(expected[k], actual[k], 2e-4f, "parameter " + k);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void knownValuesChangeNoGradient(RadianceFieldOptions sizes) {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        for (String name : List.of("plain", manager.getDevice().isGpu() ? "cuda" : "host")) {
            try (RadianceField first = field(sizes, Kernels.of(manager, name), Box.cube(1));
                    RadianceField second = field(sizes, Kernels.of(manager, name), Box.cube(1))) {
                float[][] expected = gradients(first, x, false);
                float[][] actual = gradients(second, x, true);
                for (int k = 0; k < expected.length; k++) {
                    assertArrayEquals(expected[k], actual[k], 1e-5f, name + " parameter " + k);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aSceneOfAnotherSizeIsTheSameScene(RadianceFieldOptions sizes) {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        try (RadianceField small = field(sizes, Kernels.of(manager), Box.cube(1));
                RadianceField large = field(sizes, Kernels.of(manager), Box.cube(16));
                Tape off = Tape.forwardOnly()) {
            NDArray expected = small.evaluate(off, x).div(16);
            assertArrayEquals(
                    expected.toFloatArray(), large.evaluate(off, x.mul(16)).toFloatArray(), 1e-4f);
        }
    }

    @Test
    void coloursLieInTheUnitCubeAndParametersAreCounted() {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        try (RadianceField field = field(SIZES, Kernels.of(manager), Box.cube(1));
                Tape off = Tape.forwardOnly()) {
            Geometry geometry = field.geometry(off, x);
            NDArray color = field.color(off, geometry, new Views(directions(), rayOfEachPoint()));
            assertTrue(color.min().getFloat() > 0 && color.max().getFloat() < 1);
            assertTrue(geometry.density().min().getFloat() >= 0);
            long heads = 8 * 16 + 16 * 8 + (8 + 8 + 9) * 16 + 16 * 16 + 16 * 3;
            long counted =
                    field.parameters().stream().mapToLong(p -> p.value().size()).sum();
            assertEquals(2 * SIZES.layout().parameters() + heads, counted);
        }
    }
}
