package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NerfFieldTest {
    private static final int POINTS = 60;
    private static final int RAYS = 12;
    private static final int OCTAVES = 3;
    private static final int VIEWS = 2;
    private static final int DEPTH = 4;
    private static final int WIDTH = 12;
    private static final int SKIP = 2;
    private static final float SIDE = 1.5f;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static NerfOptionsBuilder sizes(String precision) {
        return NerfOptionsBuilder.builder()
                .depth(DEPTH)
                .width(WIDTH)
                .octaves(OCTAVES)
                .viewOctaves(VIEWS)
                .skip(SKIP)
                .precision(precision);
    }

    /** With biases that are not zero, so that each of them counts. */
    private RadianceField field(NerfOptions options, Kernels kernels, float side) {
        RadianceField field = options.build(manager, kernels, Box.cube(side), 3);
        for (Parameter parameter : field.parameters()) {
            if (parameter.name().endsWith("bias")) {
                NDArray value = parameter.value();
                Storage.overwrite(
                        value,
                        uniform(parameter.name(), -0.3, 0.3, value.getShape().get(0)));
            }
        }
        return field;
    }

    private RadianceField field(String density, String precision) {
        return field(sizes(precision).density(density).build(), Kernels.of(manager), SIDE);
    }

    private NDArray uniform(String stream, double low, double high, long... shape) {
        Draws draws = Draws.of(6, stream, 0);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (low + (high - low) * draws.uniform(i));
        }
        return manager.create(values, new Shape(shape));
    }

    private NDArray points() {
        return uniform("x", -SIDE, SIDE, POINTS, 3);
    }

    private Views views() {
        NDArray d = uniform("directions", -1, 1, RAYS, 3);
        int[] rays = new int[POINTS];
        for (int i = 0; i < POINTS; i++) {
            rays[i] = i * RAYS / POINTS;
        }
        return new Views(d.div(d.norm(new int[] {1}, true)), manager.create(rays));
    }

    /** The network in double precision, written out: density and colour of every point in a row of 4. */
    private static double[][] reference(Map<String, double[]> p, double[] x, double[] d, int[] ray, String density) {
        double[][] result = new double[ray.length][];
        for (int i = 0; i < ray.length; i++) {
            double[] unit = {x[3 * i] / SIDE, x[3 * i + 1] / SIDE, x[3 * i + 2] / SIDE};
            double[] encoded = waves(unit, OCTAVES);
            double[] view = waves(new double[] {d[3 * ray[i]], d[3 * ray[i] + 1], d[3 * ray[i] + 2]}, VIEWS);
            double[] h = encoded;
            for (int k = 0; k < DEPTH; k++) {
                h = positive(dense(p, "hidden/" + k, k == SKIP ? joined(encoded, h) : h));
            }
            double raw = dense(p, "density", h)[0];
            double sigma = switch (density) {
                case "exponential" -> Math.exp(raw);
                case "softplus" -> Math.log1p(Math.exp(raw));
                default -> Math.max(0, raw);
            };
            double[] seen = positive(dense(p, "view", joined(dense(p, "feature", h), view)));
            double[] rgb = dense(p, "color", seen);
            result[i] = new double[] {sigma / SIDE, logistic(rgb[0]), logistic(rgb[1]), logistic(rgb[2])};
        }
        return result;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] waves(double[] x, int octaves) {
        double[] y = new double[3 * (1 + 2 * octaves)];
        for (int j = 0; j < 3; j++) {
            y[j] = x[j];
            for (int k = 0; k < octaves; k++) {
                y[3 + 6 * k + j] = Math.sin((1 << k) * x[j]);
                y[6 + 6 * k + j] = Math.cos((1 << k) * x[j]);
            }
        }
        return y;
    }

    private static double[] dense(Map<String, double[]> p, String name, double[] x) {
        double[] y = p.get(name + "/bias").clone();
        double[] w = p.get(name + "/weights");
        assertEquals(y.length * x.length, w.length, name);
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += w[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    private static double[] positive(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(0, x[i]);
        }
        return x;
    }

    private static double[] joined(double[] a, double[] b) {
        double[] all = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    private static Map<String, double[]> parameters(RadianceField field) {
        Map<String, double[]> values = new TreeMap<>();
        field.parameters().forEach(p -> values.put(p.name(), doubles(p.value())));
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"exponential", "softplus", "relu"})
    void valuesAndGradientsAreThoseOfTheNetworkWrittenOut(String density) {
        NDArray x = points();
        Views views = views();
        NDArray weight = uniform("weight", -1, 1, POINTS, 4);
        double[] w = doubles(weight);
        try (RadianceField field = field(density, "single")) {
            double[][] expected = reference(
                    parameters(field),
                    doubles(x),
                    doubles(views.directions()),
                    views.rays().toIntArray(),
                    density);
            try (Tape tape = Tape.open()) {
                Geometry geometry = field.geometry(tape, x);
                NDArray color = field.color(tape, geometry, views);
                for (int i = 0; i < POINTS; i++) {
                    assertEquals(expected[i][0], geometry.density().getFloat(i), 1e-4, "density " + i);
                    for (int c = 0; c < 3; c++) {
                        assertEquals(expected[i][1 + c], color.getFloat(i, c), 1e-5, "colour " + i);
                    }
                }
                NDArray all = geometry.density().reshape(-1, 1).concat(color, 1);
                tape.backward(all.mul(weight).sum());
            }
            for (Parameter parameter : field.parameters()) {
                float[] gradient = Tape.gradient(parameter.value()).toFloatArray();
                for (int k = 0; k < gradient.length; k += 1 + gradient.length / 7) {
                    double slope = (total(field, parameter.name(), k, 1e-6, x, views, w, density)
                                    - total(field, parameter.name(), k, -1e-6, x, views, w, density))
                            / 2e-6;
                    assertEquals(slope, gradient[k], 1e-3 * Math.max(1, Math.abs(slope)), parameter.name() + " " + k);
                }
            }
        }
    }

    private static double total(
            RadianceField field, String name, int k, double by, NDArray x, Views views, double[] w, String density) {
        Map<String, double[]> moved = parameters(field);
        moved.get(name)[k] += by;
        double[][] y = reference(
                moved, doubles(x), doubles(views.directions()), views.rays().toIntArray(), density);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            for (int c = 0; c < 4; c++) {
                sum += w[4 * i + c] * y[i][c];
            }
        }
        return sum;
    }

    @Test
    void halfOfThePrecisionIsNearTheWhole() {
        NDArray x = points();
        try (RadianceField whole = field("softplus", "single");
                RadianceField part = field("softplus", "bfloat16");
                Tape off = Tape.forwardOnly()) {
            Geometry expected = whole.geometry(off, x);
            Geometry actual = part.geometry(off, x);
            assertArrayEquals(
                    expected.density().toFloatArray(), actual.density().toFloatArray(), 0.02f);
            assertArrayEquals(
                    whole.color(off, expected, views()).toFloatArray(),
                    part.color(off, actual, views()).toFloatArray(),
                    0.02f);
        }
    }

    /** Rows are added to narrow products, and nothing of them is seen. */
    @Test
    void numbersOfRowsAreFewAndResultsDoNotDependOnThem() {
        assertEquals(0, NerfScript.more(Precision.SINGLE, 1001));
        assertEquals(256, NerfScript.more(Precision.BFLOAT16, 0));
        assertEquals(1024 - 1001, NerfScript.more(Precision.BFLOAT16, 1001));
        assertEquals(1152 - 1025, NerfScript.more(Precision.BFLOAT16, 1025));
        assertEquals(0, NerfScript.more(Precision.BFLOAT16, 9 * 4096));
        NDArray x = points();
        try (RadianceField field = field("softplus", "bfloat16");
                Tape off = Tape.forwardOnly()) {
            float[] all = field.evaluate(off, x.tile(new long[] {5, 1})).toFloatArray();
            float[] one = field.evaluate(off, x).toFloatArray();
            for (int i = 0; i < all.length; i++) {
                assertEquals(one[i % one.length], all[i], 0.01f);
            }
            assertEquals(0, field.evaluate(off, manager.zeros(new Shape(0, 3))).size());
        }
    }

    @Test
    void plainKernelsGiveTheSameField() {
        NDArray x = points();
        NerfOptions options = sizes("single").build();
        try (RadianceField fast = field(options, Kernels.of(manager), SIDE);
                RadianceField plain = field(options, Kernels.of(manager, "plain"), SIDE);
                Tape off = Tape.forwardOnly()) {
            assertArrayEquals(
                    plain.evaluate(off, x).toFloatArray(), fast.evaluate(off, x).toFloatArray(), 1e-5f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exponential", "softplus", "relu"})
    void aSceneOfAnotherSizeIsTheSameScene(String density) {
        NDArray x = points();
        NerfOptions options = sizes("single").density(density).build();
        try (RadianceField small = field(options, Kernels.of(manager), SIDE);
                RadianceField large = field(options, Kernels.of(manager), 16 * SIDE);
                Tape off = Tape.forwardOnly()) {
            NDArray expected = small.evaluate(off, x).div(16);
            assertArrayEquals(
                    expected.toFloatArray(), large.evaluate(off, x.mul(16)).toFloatArray(), 1e-5f);
        }
    }

    @Test
    void whatIsKnownIsTakenWhereNothingIsDifferentiatedAndComputedAgainElsewhere() {
        NDArray x = points();
        try (RadianceField field = field("softplus", "single")) {
            Geometry known;
            try (Tape off = Tape.forwardOnly()) {
                known = field.geometry(off, x);
                assertEquals(
                        known.features(),
                        field.geometry(off, new Positions(x, known)).features());
            }
            try (Tape tape = Tape.open()) {
                tape.backward(
                        field.geometry(tape, new Positions(x, known)).density().sum());
            }
            float[] bias = Tape.gradient(field.parameters().get(1).value()).toFloatArray();
            assertTrue(Math.abs(bias[0]) + Math.abs(bias[1]) + Math.abs(bias[2]) > 0);
        }
    }

    @Test
    void thePaperHasItsNumberOfParameters() {
        try (RadianceField field =
                NerfOptionsBuilder.builder().build().build(manager, Kernels.of(manager), Box.cube(1), 1)) {
            long count =
                    field.parameters().stream().mapToLong(p -> p.value().size()).sum();
            assertEquals(595_844, count);
        }
    }

    @Test
    void sizesThatCannotBeBuiltAreRefusedInASentence() {
        NerfOptionsBuilder sizes = sizes(null);
        for (Map.Entry<String, NerfOptionsBuilder> wrong : List.of(
                Map.entry("field.skip is 4;", sizes(null).skip(4)),
                Map.entry("field.density is relu6;", sizes(null).density("relu6")),
                Map.entry("field.precision is half;", sizes(null).precision("half")),
                Map.entry("field.width is 1;", sizes(null).width(1)))) {
            UserError error = assertThrows(UserError.class, wrong.getValue()::build);
            assertTrue(error.getMessage().startsWith(wrong.getKey()), error.getMessage());
        }
        assertEquals(5, NerfOptionsBuilder.builder().build().skip());
        assertEquals(0, NerfOptionsBuilder.builder().depth(1).build().skip());
        assertEquals(2, sizes.build().skip());
    }
}
