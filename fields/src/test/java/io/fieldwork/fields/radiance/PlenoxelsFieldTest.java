package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PlenoxelsFieldTest {
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

    private static PlenoxelsOptions sizes(int... resolutions) {
        List<Integer> all = Arrays.stream(resolutions).boxed().toList();
        List<Double> changes =
                IntStream.range(1, resolutions.length).mapToObj(i -> i / 10.0).toList();
        return PlenoxelsOptionsBuilder.builder()
                .resolutions(all)
                .changes(changes)
                .variationShare(0.5)
                .build();
    }

    private NDArray uniform(String stream, double low, double high, long... shape) {
        Draws draws = Draws.of(6, stream, 0);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (low + (high - low) * draws.uniform(i));
        }
        return manager.create(values, new Shape(shape));
    }

    /** A field of random numbers. */
    private RadianceField field(Kernels kernels, Box box, int... resolutions) {
        RadianceField field = sizes(resolutions).build(manager, kernels, box, 3);
        for (Parameter parameter : field.parameters()) {
            long[] shape = parameter.value().getShape().getShape();
            Storage.overwrite(parameter.value(), uniform(parameter.name(), -0.3, 0.7, shape));
        }
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

    /** The gradients of all parameters of a loss that depends on density, colour and the field's own terms. */
    private float[][] gradients(RadianceField field, NDArray x, boolean adopt) {
        Geometry known;
        try (Tape off = Tape.forwardOnly()) {
            known = field.geometry(off, x);
        }
        try (Tape tape = Tape.open()) {
            Geometry geometry = field.geometry(tape, adopt ? new Positions(x, known) : new Positions(x));
            NDArray color = field.color(tape, geometry, new Views(directions(), rayOfEachPoint()));
            NDArray total = color.mul(uniform("weight", -1, 1, POINTS, 3))
                    .sum()
                    .add(geometry.density().mul(0.001).sum());
            for (String term : List.of("sparsity", "totalVariation")) {
                total = total.add(field.terms().get(term).value(tape, 3, 4));
            }
            tape.backward(total);
        }
        return field.parameters().stream()
                .map(p -> Tape.gradient(p.value()).toFloatArray())
                .toArray(float[][]::new);
    }

    @Test
    void fastAndPlainKernelsGiveTheSameFieldAndTheSameGradients() {
        NDArray x = uniform("x", -1, 1, POINTS, 3);
        try (RadianceField fast = field(Kernels.of(manager), Box.cube(1), 9);
                RadianceField plain = field(Kernels.of(manager, "plain"), Box.cube(1), 9)) {
            try (Tape off = Tape.forwardOnly()) {
                assertArrayEquals(
                        plain.evaluate(off, x).toFloatArray(),
                        fast.evaluate(off, x).toFloatArray(),
                        1e-3f);
            }
            float[][] expected = gradients(plain, x, false);
            float[][] actual = gradients(fast, x, false);
            float[][] known = gradients(field(Kernels.of(manager), Box.cube(1), 9), x, true);
            for (int k = 0; k < expected.length; k++) {
                assertArrayEquals(expected[k], actual[k], 1e-3f, "parameter " + k);
                assertArrayEquals(expected[k], known[k], 1e-3f, "parameter " + k);
            }
        }
    }

    @Test
    void aSceneOfAnotherSizeIsTheSameScene() {
        NDArray x = uniform("x", -0.9, 0.9, POINTS, 3);
        try (RadianceField small = field(Kernels.of(manager), Box.cube(1), 9);
                RadianceField large = field(Kernels.of(manager), Box.cube(16), 9);
                Tape off = Tape.forwardOnly()) {
            NDArray expected = small.evaluate(off, x).div(16);
            assertArrayEquals(
                    expected.toFloatArray(), large.evaluate(off, x.mul(16)).toFloatArray(), 1e-3f);
        }
    }

    private static void adapt(RadianceField field, double fraction) {
        try (Tape off = Tape.forwardOnly()) {
            field.adapt(1, fraction, () -> (x, y, z) -> true);
        }
    }

    /** Each vertex of a lattice is one of the lattice with half the spacing. */
    @Test
    void aFinerLatticeIsTheSameFunction() {
        NDArray x = uniform("x", -1, 1, POINTS, 3);
        Box box = new Box(-1, -1, -1, 1, 0.5f, 1);
        try (RadianceField field = field(Kernels.of(manager), box, 5, 9)) {
            NDArray density = field.parameters().getFirst().value();
            Storage.overwrite(
                    density, uniform("positive", 0.5, 1, density.getShape().getShape()));
            float[][] before = seen(field, x);
            NDArray old = field.parameters().getFirst().value();
            adapt(field, 0.05);
            assertEquals(5 * 4 * 5, old.size());
            adapt(field, 0.1);
            assertTrue(((PtNDArray) old).isReleased(), "the coarser lattice is closed");
            assertEquals(9 * 7 * 9, field.parameters().getFirst().value().size());
            float[][] after = seen(field, x);
            assertArrayEquals(before[0], after[0], 1e-3f);
            assertArrayEquals(before[1], after[1], 1e-5f);
        }
    }

    private float[][] seen(RadianceField field, NDArray x) {
        try (Tape off = Tape.forwardOnly()) {
            Geometry geometry = field.geometry(off, x);
            NDArray color = field.color(off, geometry, new Views(directions(), rayOfEachPoint()));
            return new float[][] {geometry.density().toFloatArray(), color.toFloatArray()};
        }
    }

    /** A ball in a lattice that is empty elsewhere, of which half is not occupied. */
    @Test
    void whatIsEmptyOrNotOccupiedIsPruned() {
        int n = 17;
        try (RadianceField field = sizes(n, n).build(manager, Kernels.of(manager), Box.cube(1), 3)) {
            float[] density = new float[n * n * n];
            for (int v = 0; v < density.length; v++) {
                density[v] = inside(v, n, 0) ? 1 : 0;
            }
            NDArray values = manager.create(density, new Shape(density.length, 1));
            Storage.overwrite(field.parameters().getFirst().value(), values);
            try (Tape off = Tape.forwardOnly()) {
                field.adapt(1, 0.1, () -> (x, y, z) -> x < 0);
            }
            long kept = field.parameters().getFirst().value().size();
            long ball =
                    IntStream.range(0, n * n * n).filter(v -> inside(v, n, 0)).count();
            assertTrue(kept > ball / 2 && kept < n * n * n / 2, kept + " kept of " + density.length);
            NDArray x = manager.create(new float[] {-0.25f, 0, 0, 0.9f, 0, 0, -0.9f, 0.9f, 0}, new Shape(3, 3));
            try (Tape off = Tape.forwardOnly()) {
                assertArrayEquals(
                        new float[] {128, 0, 0}, field.evaluate(off, x).toFloatArray(), 1e-3f);
            }
        }
    }

    private static boolean inside(int vertex, int n, double more) {
        double x = vertex % n - (n - 1) / 2.0;
        double y = vertex / n % n - (n - 1) / 2.0;
        double z = vertex / n / n - (n - 1) / 2.0;
        return Math.sqrt(x * x + y * y + z * z) < 4 + more;
    }

    @Test
    void aFieldTakesTheShapeOfAState() {
        NDArray x = uniform("x", -1, 1, POINTS, 3);
        try (RadianceField first = field(Kernels.of(manager), Box.cube(1), 5, 8);
                RadianceField second = field(Kernels.of(manager), Box.cube(1), 5, 8)) {
            adapt(first, 0.2);
            second.restore(Map.copyOf(first.state()));
            for (int i = 0; i < 2; i++) {
                Storage.overwrite(
                        second.parameters().get(i).value(),
                        first.parameters().get(i).value());
            }
            assertArrayEquals(seen(first, x)[1], seen(second, x)[1]);
            NDArray before = second.parameters().getFirst().value();
            adapt(second, 0.3);
            second.restore(Map.copyOf(first.state()));
            assertTrue(before == second.parameters().getFirst().value(), "nothing is due, nothing changes");
        }
    }

    @Test
    void aChangeThatNeedsTooManyVoxelsIsLeftOut() {
        PlenoxelsOptions few =
                PlenoxelsOptionsBuilder.builder(sizes(5, 9)).voxels(130).build();
        try (RadianceField field = few.build(manager, Kernels.of(manager), Box.cube(1), 3)) {
            NDArray density = field.parameters().getFirst().value();
            Storage.overwrite(density, density.onesLike());
            adapt(field, 0.2);
            assertTrue(density == field.parameters().getFirst().value());
        }
    }

    @Test
    void aConfigurationNamesItAndUnusableValuesAreNamed() {
        RadianceFieldOptions read = JsonMapper.shared()
                .readValue(
                        "{\"type\": \"plenoxels\", \"resolutions\": [8, 16], \"changes\": [0.5]}",
                        RadianceFieldOptions.class);
        assertEquals(List.of(8, 16), ((PlenoxelsOptions) read).resolutions());
        List<Runnable> mistakes = List.of(
                () -> sizes(2),
                () -> sizes(400),
                () -> PlenoxelsOptionsBuilder.builder()
                        .resolutions(List.of(8, 16))
                        .build(),
                () -> PlenoxelsOptionsBuilder.builder()
                        .changes(List.of(0.5, 0.4))
                        .build(),
                () -> PlenoxelsOptionsBuilder.builder().harmonics(5).build(),
                () -> PlenoxelsOptionsBuilder.builder().pruning(1.0).build());
        for (Runnable mistake : mistakes) {
            String message = assertThrows(UserError.class, mistake::run).getMessage();
            assertTrue(message.startsWith("field.") && message.contains("expected"), message);
        }
    }
}
