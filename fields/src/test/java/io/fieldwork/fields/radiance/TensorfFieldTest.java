package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium.Geometry;
import io.fieldwork.fields.field.Medium.Views;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.FactorLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorfFieldTest {
    private static final int POINTS = 150;
    private static final int RAYS = 30;
    private static final Occupancy EVERYWHERE = (x, y, z) -> true;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static TensorfOptionsBuilder sizes(String factors) {
        return TensorfOptionsBuilder.builder()
                .factors(factors)
                .densityRank(8)
                .colorRank(12)
                .resolution(9)
                .finalResolution(17)
                .upsample(List.of(0.5))
                .shift(-2.0)
                .features(6)
                .hidden(16)
                .harmonics(2);
    }

    private RadianceField field(TensorfOptionsBuilder sizes, String kernels, Box box) {
        return sizes.build().build(manager, Kernels.of(manager, kernels), box, 3);
    }

    private NDArray uniform(String stream, double low, double high, long... shape) {
        Draws draws = Draws.of(6, stream, 0);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (low + (high - low) * draws.uniform(i));
        }
        return manager.create(values, new Shape(shape));
    }

    private Views views() {
        int[] rays = new int[POINTS];
        Arrays.setAll(rays, i -> i * RAYS / POINTS);
        NDArray d = uniform("directions", -1, 1, RAYS, 3);
        return new Views(d.div(d.norm(new int[] {1}, true)), manager.create(rays));
    }

    private static float[] density(RadianceField field, NDArray x) {
        try (Tape off = Tape.forwardOnly()) {
            return field.evaluate(off, x).toFloatArray();
        }
    }

    private float[] color(RadianceField field, NDArray x) {
        try (Tape off = Tape.forwardOnly()) {
            return field.color(off, field.geometry(off, x), views()).toFloatArray();
        }
    }

    /** A loss that depends on density, colour and both terms, and the gradients of all parameters. */
    private float[][] gradients(RadianceField field, NDArray x, boolean adopt) {
        Geometry known;
        try (Tape off = Tape.forwardOnly()) {
            known = field.geometry(off, x);
        }
        try (Tape tape = Tape.open()) {
            Geometry geometry = field.geometry(tape, adopt ? new Positions(x, known) : new Positions(x));
            NDArray color = field.color(tape, geometry, views());
            NDArray seen = color.mul(uniform("weight", -1, 1, POINTS, 3)).sum();
            NDArray terms = field.terms().get("sparsity").value(tape, 1, 1);
            NDArray total = seen.add(geometry.density().mul(0.01).sum())
                    .add(terms)
                    .add(field.terms().get("totalVariation").value(tape, 1, 1));
            tape.backward(total);
        }
        return field.parameters().stream()
                .map(p -> Tape.gradient(p.value()).toFloatArray())
                .toArray(float[][]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "cp"})
    void fastAndPlainKernelsGiveTheSameFieldAndTheSameGradientsAlsoForKnownValues(String factors) {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        String fast = manager.getDevice().isGpu() ? "cuda" : "host";
        try (RadianceField plain = field(sizes(factors), "plain", Box.cube(1));
                RadianceField first = field(sizes(factors), fast, Box.cube(1));
                RadianceField second = field(sizes(factors), fast, Box.cube(1))) {
            assertArrayEquals(density(plain, x), density(first, x), 1e-4f);
            float[][] expected = gradients(plain, x, false);
            float[][] computed = gradients(first, x, false);
            float[][] adopted = gradients(second, x, true);
            for (int k = 0; k < expected.length; k++) {
                assertArrayEquals(expected[k], computed[k], 2e-4f, "parameter " + k);
                assertArrayEquals(expected[k], adopted[k], 2e-4f, "known, parameter " + k);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"softplus", "exp"})
    void aSceneOfAnotherSizeIsTheSameScene(String activation) {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        try (RadianceField small = field(sizes("vm").activation(activation), "plain", Box.cube(1));
                RadianceField large = field(sizes("vm").activation(activation), "plain", Box.cube(16))) {
            float[] expected = density(small, x);
            float[] actual = density(large, x.mul(16));
            for (int i = 0; i < POINTS; i++) {
                assertEquals(expected[i], 16 * actual[i], 1e-4 * expected[i]);
            }
        }
    }

    /** Every second vertex of the finer grid is one of the coarser. */
    @ParameterizedTest
    @ValueSource(strings = {"vm", "cp"})
    void upsamplingChangesTheResolutionAndNotTheField(String factors) {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        try (RadianceField field = field(sizes(factors), "plain", Box.cube(1))) {
            float[] density = density(field, x);
            float[] color = color(field, x);
            Parameter before = field.parameters().getFirst();
            field.adapt(3, 0.49, () -> EVERYWHERE);
            assertSame(before.value(), field.parameters().getFirst().value());
            field.adapt(4, 0.5, () -> EVERYWHERE);
            Parameter after = field.parameters().getFirst();
            assertNotSame(before.value(), after.value());
            assertEquals(before.name(), after.name());
            FactorLayout finer = sizes(factors).build().density(Box.cube(1), 1);
            assertEquals(17, finer.x());
            assertEquals(new Shape(finer.rows(), 8), after.value().getShape());
            assertArrayEquals(density, density(field, x), 1e-5f);
            assertArrayEquals(color, color(field, x), 1e-5f);
        }
    }

    @Test
    void theBoxShrinksToWhatIsOccupiedAndOutsideIsNothing() {
        Occupancy ball = (x, y, z) -> x * x + y * y + z * z < 0.25f;
        NDArray x = uniform("x", -0.28, 0.28, POINTS, 3);
        NDArray outside = uniform("outside", 0.6, 0.99, POINTS, 3);
        TensorfOptionsBuilder fine = sizes("vm").resolution(33).finalResolution(129);
        try (RadianceField field = field(fine, "plain", Box.cube(1))) {
            float[] before = density(field, x);
            assertTrue(density(field, outside)[0] > 0);
            field.adapt(4, 0.5, () -> ball);
            float[] corners = field.state().get("box").toFloatArray();
            for (int axis = 0; axis < 3; axis++) {
                assertEquals(-0.5, corners[axis], 0.05);
                assertEquals(0.5, corners[3 + axis], 0.05);
            }
            assertArrayEquals(new float[POINTS], density(field, outside));
            float[] after = density(field, x);
            double error = 0;
            double size = 0;
            for (int i = 0; i < POINTS; i++) {
                error += Math.abs(after[i] - before[i]);
                size += before[i];
            }
            assertTrue(error < 0.01 * size, "changed by " + error / size);
            assertEquals(Box.cube(1), field.box());
            field.adapt(5, 0.6, () -> (a, b, c) -> false);
            assertArrayEquals(after, density(field, x));
        }
    }

    @Test
    void aFieldTakesTheShapeOfAnotherByItsState() {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        Occupancy half = (a, b, c) -> a < 0;
        try (RadianceField first = field(sizes("vm"), "plain", Box.cube(1));
                RadianceField second = field(sizes("vm"), "plain", Box.cube(1))) {
            first.adapt(4, 0.5, () -> half);
            second.restore(first.state());
            for (int k = 0; k < first.parameters().size(); k++) {
                Storage.overwrite(
                        second.parameters().get(k).value(),
                        first.parameters().get(k).value());
            }
            assertArrayEquals(density(first, x), density(second, x));
            assertArrayEquals(color(first, x), color(second, x));
            NDArray kept = second.parameters().getFirst().value();
            second.restore(first.state());
            assertSame(kept, second.parameters().getFirst().value());
        }
    }

    /** Entries of one are as large as they can be, and do not vary. */
    @Test
    void termsAreThoseOfTheDefinition() {
        try (RadianceField field = field(sizes("vm"), "plain", Box.cube(1));
                Tape off = Tape.forwardOnly()) {
            NDArray density = field.parameters().get(0).value();
            NDArray colors = field.parameters().get(1).value();
            Storage.overwrite(density, density.onesLike());
            Storage.overwrite(colors, colors.onesLike());
            assertEquals(6, field.terms().get("sparsity").value(off, 0, 0).getFloat(), 1e-5);
            assertEquals(0, field.terms().get("totalVariation").value(off, 0, 0).getFloat(), 1e-6);
            float[] slope = density.toFloatArray();
            for (int i = 0; i < 9 * 9 * 8; i++) {
                slope[i] = 3 * (i / 8 % 9) + (i / 8 / 9);
            }
            Storage.overwrite(density, manager.create(slope, density.getShape()));
            assertEquals(
                    2 * (9 + 1),
                    field.terms().get("totalVariation").value(off, 0, 0).getFloat(),
                    1e-4);
        }
    }

    @Test
    void aBoxThatIsNoCubeHasAsManyCells() {
        FactorLayout layout =
                sizes("vm").resolution(64).finalResolution(64).build().density(new Box(0, 0, 0, 4, 1, 2), 0);
        assertEquals(64.0 * 64 * 64, (double) layout.x() * layout.y() * layout.z(), 4000);
        assertEquals(4, (double) layout.x() / layout.y(), 0.1);
    }

    @Test
    void sizesThatCannotBeBuiltAreNamed() {
        assertNames("field.densityRank", sizes("vm").densityRank(6));
        assertNames("field.factors", sizes("tucker"));
        assertNames("field.upsample", sizes("vm").upsample(List.of(0.5, 0.2)));
        assertNames("field.finalResolution", sizes("vm").finalResolution(8));
        assertNames("field.activation", sizes("vm").activation("relu"));
    }

    private static void assertNames(String key, TensorfOptionsBuilder sizes) {
        UserError error = assertThrows(UserError.class, sizes::build);
        assertTrue(error.getMessage().contains(key), error.getMessage());
    }
}
