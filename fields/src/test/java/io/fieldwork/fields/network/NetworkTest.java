package io.fieldwork.fields.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Architectures and embeddings against hand calculation, analysis and finite differences. */
class NetworkTest {
    private static final Inputs PERIODIC = Inputs.of(Inputs.Axis.bounded("t", 0, 2), Inputs.Axis.periodic("x", -1, 1));
    private static final Inputs BOUNDED = Inputs.of(Inputs.Axis.bounded("t", 0, 2), Inputs.Axis.bounded("x", -1, 3));

    private NDManager manager;
    private JetKernels kernels;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
        kernels = JetKernels.of(manager, "plain");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({
        "mlp, 3, 0, false, 170",
        "mlp, 3, 0, true, 193",
        "modified, 3, 0, false, 254",
        "piratenet, 2, 6, false, 435",
        "piratenet, 2, 6, true, 491",
        "cam, 3, 0, false, 1706",
        "spectral, 2, 0, false, 150"
    })
    void numberOfParameters(String type, int layers, int fourier, boolean factorised, long expected) {
        try (Network network = options(type, layers, 7, fourier, factorised).build(manager, kernels, PERIODIC, 2, 1)) {
            long count = network.parameters().stream()
                    .mapToLong(parameter -> parameter.value().size())
                    .sum();
            assertEquals(expected, count);
            assertEquals(2, network.inputs());
            assertEquals(2, network.outputs());
        }
    }

    /** u = c tanh(a t' + b x' + d) + e with t' = t / 2 and x' = (x - 1) / 2. */
    @ParameterizedTest
    @ValueSource(strings = {"jets", "nested"})
    void oneHiddenUnitHasKnownDerivatives(String engineName) {
        Slots slots = Slots.covering(BOUNDED.coordinates(), "t", "tx", "xxxx");
        try (Network network = options("mlp", 1, 1, 0, false).build(manager, kernels, BOUNDED, 1, 1);
                DerivativeEngine engine = DerivativeEngine.of(manager, network, engineName);
                Tape tape = Tape.open()) {
            double a = 0.7;
            double b = -1.3;
            set(network, "hidden0/weight", a, b);
            set(network, "hidden0/bias", 0.2);
            set(network, "output/weight", 1.7);
            set(network, "output/bias", -0.4);
            NDArray jet = engine.evaluate(tape, manager.create(new double[][] {{0.6, 1.8}}), slots);
            double s = Math.tanh(a * 0.3 + b * 0.4 + 0.2);
            Field field = network;
            NDArray value = field.evaluate(tape, manager.create(new double[][] {{0.6, 1.8}}));
            assertEquals(new Shape(1, 1), value.getShape());
            assertEquals(1.7 * s - 0.4, value.getDouble(0), 1e-13);
            double f1 = 1.7 * (1 - s * s);
            double f2 = -2 * s * f1;
            double f3 = -2 * f1 * (1 - 3 * s * s);
            double f4 = 8 * s * f1 * (2 - 3 * s * s);
            double[] expected = {
                1.7 * s - 0.4,
                f1 * a / 2,
                f1 * b / 2,
                f2 * a * b / 4,
                f2 * b * b / 4,
                f3 * b * b * b / 8,
                f4 * b * b * b * b / 16
            };
            assertArrayEquals(expected, jet.toDoubleArray(), 1e-13);
        }
    }

    @ParameterizedTest
    @CsvSource({"mlp, 0", "modified, 6", "piratenet, 6", "cam, 0", "cam, 6", "spectral, 0"})
    void finiteDifferencesOfEachSlotGiveTheNext(String type, int fourier) {
        Slots slots = Slots.covering(PERIODIC.coordinates(), "t", "xxxx");
        try (Network network = options(type, 2, 6, fourier, true).build(manager, kernels, PERIODIC, 1, 3);
                Tape tape = Tape.forwardOnly()) {
            wake(network);
            double h = 2e-6;
            NDArray x = manager.create(new double[][] {{0.3, 0.4}, {1.9, -0.7}, {0.3, 1.6}});
            double[] exact = network.jet(tape, x, slots).toDoubleArray();
            NDArray alongX = network.jet(tape, x.add(manager.create(new double[] {0, h})), slots)
                    .sub(network.jet(tape, x.sub(manager.create(new double[] {0, h})), slots));
            NDArray alongT = network.jet(tape, x.add(manager.create(new double[] {h, 0})), slots)
                    .sub(network.jet(tape, x.sub(manager.create(new double[] {h, 0})), slots));
            double[] slopeX = alongX.div(2 * h).toDoubleArray();
            double[] slopeT = alongT.div(2 * h).toDoubleArray();
            int[] lower = {-1, -1, 0, 2, 3, 4};
            double scale = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
            for (int slot = 1; slot < slots.size(); slot++) {
                for (int point = 0; point < 3; point++) {
                    double expected = slot == 1 ? slopeT[point] : slopeX[3 * lower[slot] + point];
                    assertEquals(expected, exact[3 * slot + point], 1e-7 * scale, "slot " + slot);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"mlp, 0", "modified, 6", "piratenet, 6", "cam, 0", "spectral, 0"})
    void aPeriodicNetworkRepeatsItselfWithAllDerivatives(String type, int fourier) {
        Slots slots = Slots.covering(PERIODIC.coordinates(), "t", "tx", "xxxx");
        try (Network network = options(type, 2, 6, fourier, false).build(manager, kernels, PERIODIC, 2, 3);
                Tape tape = Tape.forwardOnly()) {
            wake(network);
            NDArray left = network.jet(tape, manager.create(new double[][] {{0.3, -1}, {1.1, 0.25}}), slots);
            NDArray right = network.jet(tape, manager.create(new double[][] {{0.3, 1}, {1.1, 4.25}}), slots);
            double scale = left.abs().max().getDouble();
            assertEquals(0, left.sub(right).abs().max().getDouble(), 1e-12 * scale);
        }
    }

    @Test
    void aFreshPirateNetIsLinearInItsFeatures() {
        try (Network network = options("piratenet", 2, 5, 6, false).build(manager, kernels, PERIODIC, 2, 4);
                Tape tape = Tape.forwardOnly()) {
            double t = 0.6;
            double x = 0.3;
            double w = Math.PI;
            double[] e = {t / 2, Math.cos(w * x), Math.cos(2 * w * x), Math.sin(w * x), Math.sin(2 * w * x)};
            NDArray angles = manager.create(e).reshape(1, 5).matMul(value(network, "frequencies"));
            NDArray features = angles.cos().concat(angles.sin(), 1);
            NDArray expected = features.matMul(value(network, "output/weight"));
            Slots values = Slots.covering(PERIODIC.coordinates());
            NDArray actual = network.jet(tape, manager.create(new double[][] {{t, x}}), values);
            assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-13);
        }
    }

    @Test
    void theEmbeddingIsNormalisedAndExact() {
        Inputs inputs = Inputs.of(
                Inputs.Axis.bounded("t", 1, 3), new Inputs.Axis("x", 0, 4, 8), Inputs.Axis.bounded("y", -2, 6));
        Slots slots = Slots.covering(inputs.coordinates(), "t", "xx", "xy");
        Embedding embedding = new Embedding(manager, inputs, 1);
        assertEquals(4, embedding.width());
        NDArray jet = embedding.jet(manager.create(new double[][] {{1.5, 1.2, 4}}), slots);
        double w = Math.PI / 4;
        double c = Math.cos(w * 1.2);
        double s = Math.sin(w * 1.2);
        double[] expected = {
            0.25,
            c,
            s,
            0.5, // value
            0.5,
            0,
            0,
            0, // t
            0,
            -w * s,
            w * c,
            0, // x
            0,
            0,
            0,
            0.25, // y
            0,
            -w * w * c,
            -w * w * s,
            0, // xx
            0,
            0,
            0,
            0, // xy
        };
        assertArrayEquals(expected, jet.toDoubleArray(), 1e-15);
    }

    @Test
    void largeAndSmallRangesAreNormalisedToo() {
        Inputs inputs = Inputs.of(
                Inputs.Axis.bounded("t", -1e12, 1e12),
                Inputs.Axis.bounded("x", 2, 2 + 0x1p-20),
                new Inputs.Axis("y", 0, 1, 1e9));
        Slots slots = Slots.covering(inputs.coordinates(), "t", "x", "y");
        NDArray x = manager.create(new double[][] {{0, 2, 0}});
        double[] expected = {0.5, -1, 1, 0, 5e-13, 0, 0, 0, 0, 0x1p21, 0, 0, 0, 0, 0, 2e-9 * Math.PI};
        assertArrayEquals(
                expected, new Embedding(manager, inputs, 1).jet(x, slots).toDoubleArray(), 1e-15);
    }

    @Test
    void theSameSeedGivesTheSameParameters() {
        NetworkOptions options = options("modified", 2, 6, 4, true);
        try (Network one = options.build(manager, kernels, PERIODIC, 1, 5);
                Network two = options.build(manager, kernels, PERIODIC, 1, 5);
                Network other = options.build(manager, kernels, PERIODIC, 1, 6)) {
            for (Parameter parameter : one.parameters()) {
                double[] values = parameter.value().toDoubleArray();
                assertArrayEquals(values, value(two, parameter.name()).toDoubleArray());
                boolean random = !parameter.name().endsWith("bias");
                assertEquals(
                        !random,
                        Arrays.equals(values, value(other, parameter.name()).toDoubleArray()));
            }
            assertFalse(Arrays.equals(
                    value(one, "gateU/weight").toDoubleArray(),
                    value(one, "gateV/weight").toDoubleArray()));
        }
    }

    @Test
    void matricesStartWithGlorotsVarianceFactorisedOrNot() {
        for (boolean factorised : new boolean[] {false, true}) {
            try (Network network = options("mlp", 2, 100, 0, factorised).build(manager, kernels, PERIODIC, 1, 8)) {
                NDArray matrix = value(network, "hidden1/weight");
                if (factorised) {
                    NDArray factor = value(network, "hidden1/factor");
                    assertEquals(0.5, factor.log().mean().getDouble(), 0.06);
                    matrix = matrix.mul(factor);
                }
                assertEquals(0.01, matrix.square().mean().getDouble(), 0.0005);
                assertEquals(0, matrix.mean().getDouble(), 0.003);
            }
        }
    }

    @Test
    void singlePrecisionIsAsExactAsTheEngines() {
        Slots slots = Slots.covering(PERIODIC.coordinates(), "t", "xxx");
        NetworkOptions exact = options("modified", 2, 16, 8, true);
        NetworkOptions single = NetworkOptionsBuilder.builder()
                .type("modified")
                .layers(2)
                .width(16)
                .activation("tanh")
                .harmonics(2)
                .fourier(8)
                .fourierScale(1.0)
                .factorised(true)
                .factorMean(0.5)
                .factorSpread(0.2)
                .precision("float")
                .build();
        try (Network network = exact.build(manager, kernels, PERIODIC, 1, 5);
                Network host = single.build(manager, JetKernels.of(manager, "host"), PERIODIC, 1, 5);
                Network plain = single.build(manager, kernels, PERIODIC, 1, 5);
                Tape tape = Tape.forwardOnly()) {
            NDArray x = manager.create(Samples.normal(8, 2 * 64)).reshape(64, 2);
            NDArray expected = network.jet(tape, x, slots);
            double ours = error(host.jet(tape, x.toType(DataType.FLOAT32, false), slots), expected);
            double engine = error(plain.jet(tape, x.toType(DataType.FLOAT32, false), slots), expected);
            assertTrue(ours <= 2 * engine, ours + " where the engine's own operators err by " + engine);
        }
    }

    /** The largest difference of a single-precision jet, as a part of the largest value. */
    private static double error(NDArray single, NDArray expected) {
        assertEquals(DataType.FLOAT32, single.getDataType());
        NDArray difference = single.toType(DataType.FLOAT64, false).sub(expected);
        return difference.abs().max().getDouble() / expected.abs().max().getDouble();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "spectral"})
    void rowsOfTheJacobianAreTheGradientsOfSinglePoints(String type) {
        Slots slots = Slots.covering(PERIODIC.coordinates(), "t", "xxx");
        int points = 4;
        try (Network network = options(type, 2, 5, 0, false).build(manager, kernels, PERIODIC, 2, 9)) {
            wake(network);
            NDArray x = manager.create(Samples.normal(4, 2 * points)).reshape(points, 2);
            NDArray seeds =
                    manager.create(Samples.normal(5, slots.size() * points * 2)).reshape(slots.size(), points, 2);
            NDArray jacobian = network.jacobian(network.embed(x, slots), slots, seeds);
            for (int point = 0; point < points; point++) {
                NDArray one = manager.zeros(seeds.getShape(), DataType.FLOAT64);
                one.set(new NDIndex(":, {}", point), seeds.get(":, {}", point));
                try (Tape tape = Tape.open()) {
                    tape.backward(network.jet(tape, x, slots), one);
                }
                double[] row = jacobian.get(point).toDoubleArray();
                int column = 0;
                for (Parameter parameter : network.parameters()) {
                    NDArray gradient = Tape.gradient(parameter.value());
                    for (double expected : gradient.toDoubleArray()) {
                        assertEquals(expected, row[column++], 1e-11 * (1 + Math.abs(expected)), parameter.name());
                    }
                    gradient.subi(gradient);
                }
                assertEquals(row.length, column);
            }
        }
    }

    /** Output biases alone are the amplitudes: 1/2 + 3 cos(pi x) - 2 sin(2 pi x). */
    @Test
    void aSpectralNetworkStartsAsZeroAndIsASeries() {
        Slots slots = Slots.covering(PERIODIC.coordinates(), "t", "xx");
        try (Network network = options("spectral", 1, 3, 0, false).build(manager, kernels, PERIODIC, 1, 9);
                Tape tape = Tape.forwardOnly()) {
            NDArray x = manager.create(new double[][] {{0.7, 0.3}});
            assertArrayEquals(new double[4], network.jet(tape, x, slots).toDoubleArray());
            set(network, "output/bias", 0.5, 3, 0, 0, -2);
            double c = 3 * Math.cos(0.3 * Math.PI);
            double s = -2 * Math.sin(0.6 * Math.PI);
            double slope = -3 * Math.PI * Math.sin(0.3 * Math.PI) - 4 * Math.PI * Math.cos(0.6 * Math.PI);
            double[] expected = {0.5 + c + s, 0, slope, -Math.PI * Math.PI * (c + 4 * s)};
            assertArrayEquals(expected, network.jet(tape, x, slots).toDoubleArray(), 1e-12);
        }
    }

    @Test
    void aSpectralNetworkNeedsOnePeriodicCoordinate() {
        NetworkOptions options = options("spectral", 2, 5, 0, false);
        String message = assertThrows(UserError.class, () -> options.build(manager, kernels, BOUNDED, 1, 1))
                .getMessage();
        assertTrue(message.contains("of the 2 coordinates 0 are periodic"), message);
    }

    /** Scales of 1 and shifts of 0, whatever the grid: tanh of numbers with mean 0 and variance 1, at each point for itself. */
    @Test
    void aFreshModulatedNetworkIsALayerNormedOne() {
        try (Network network = options("cam", 1, 6, 0, false).build(manager, kernels, BOUNDED, 1, 4);
                Tape tape = Tape.forwardOnly()) {
            set(network, "hidden0/bias", 0.3, -0.1, 0.2, 0, 0.5, -0.4);
            NDArray x = manager.create(new double[][] {{0.6, 1.8}, {1.9, -0.4}});
            NDArray features = manager.create(new double[][] {{0.3, 0.4}, {0.95, -0.7}});
            NDArray z = features.matMul(value(network, "hidden0/weight")).add(value(network, "hidden0/bias"));
            NDArray c = z.sub(z.mean(new int[] {1}, true));
            NDArray h =
                    c.div(c.square().mean(new int[] {1}, true).add(1e-5).sqrt()).tanh();
            double[] expected = h.matMul(value(network, "output/weight")).toDoubleArray();
            assertArrayEquals(expected, network.evaluate(tape, x).toDoubleArray(), 1e-13);
        }
    }

    @Test
    void modulationIsRefusedWhereItMeansNothing() {
        ModulationOptions overZ =
                ModulationOptionsBuilder.builder().over(List.of("z")).build();
        NetworkOptionsBuilder options =
                NetworkOptionsBuilder.builder().type("cam").modulation(overZ);
        String unknown = assertThrows(UserError.class, () -> options.build().build(manager, kernels, BOUNDED, 1, 1))
                .getMessage();
        assertTrue(unknown.contains("field.modulation.over") && unknown.contains("z"), unknown);
        String other =
                assertThrows(UserError.class, () -> options.type("mlp").build()).getMessage();
        assertTrue(other.startsWith("field.modulation is "), other);
    }

    @Test
    void mistakesAreNamed() {
        assertThrows(UserError.class, () -> Inputs.Axis.bounded("x", 1, 1));
        assertThrows(UserError.class, () -> new Inputs.Axis("x", 0, 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> Inputs.of(Inputs.Axis.bounded("x", 0, 1), Inputs.Axis.bounded("x", 0, 1)));
        assertThrows(IllegalArgumentException.class, () -> new Inputs(List.of()));
    }

    private static NetworkOptions options(String type, int layers, int width, int fourier, boolean factorised) {
        return NetworkOptionsBuilder.builder()
                .type(type)
                .layers(layers)
                .width(width)
                .activation("tanh")
                .harmonics(2)
                .fourier(fourier)
                .fourierScale(1.0)
                .factorised(factorised)
                .factorMean(0.5)
                .factorSpread(0.2)
                .precision("double")
                .build();
    }

    private static NDArray value(Network network, String name) {
        return network.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private void set(Network network, String name, double... values) {
        NDArray target = value(network, name);
        Storage.overwrite(target, manager.create(values).reshape(target.getShape()));
    }

    /** What starts as zero away from it, so that every layer has a say. */
    private void wake(Network network) {
        network.parameters().stream()
                .map(Parameter::name)
                .filter(name -> name.endsWith("alpha"))
                .forEach(name -> set(network, name, 0.6));
        network.parameters().stream()
                .filter(parameter -> parameter.name().equals("modulation"))
                .forEach(table -> {
                    double[] start = table.value().toDoubleArray();
                    double[] shift = Samples.normal(9, start.length);
                    set(
                            network,
                            "modulation",
                            IntStream.range(0, start.length)
                                    .mapToDouble(i -> start[i] + 0.2 * shift[i])
                                    .toArray());
                });
        NDArray last = value(network, "output/weight");
        if (last.abs().max().getDouble() == 0) {
            set(network, "output/weight", Samples.normal(8, (int) last.size()));
        }
    }
}
