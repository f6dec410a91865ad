package io.fieldwork.fields.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both engines promise beside their numbers. */
class DerivativeEngineTest {
    private static final Inputs INPUTS = Inputs.of(Inputs.Axis.bounded("t", 0, 1), Inputs.Axis.bounded("x", -1, 1));
    private static final Slots SLOTS = Slots.covering(INPUTS.coordinates(), "t", "xx");

    private NDManager manager;
    private Network network;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
        network = NetworkOptionsBuilder.builder()
                .type("mlp")
                .layers(2)
                .width(8)
                .activation("tanh")
                .harmonics(1)
                .fourier(0)
                .fourierScale(1.0)
                .factorised(false)
                .factorMean(1.0)
                .factorSpread(0.1)
                .precision("double")
                .build()
                .build(manager, JetKernels.of(manager, "plain"), INPUTS, 1, 9);
    }

    @AfterEach
    void close() {
        network.close();
        manager.close();
    }

    @Test
    void names() {
        for (String name : new String[] {"jets", "nested"}) {
            try (DerivativeEngine engine = DerivativeEngine.of(manager, network, name)) {
                assertEquals(name, engine.name());
            }
        }
        try (DerivativeEngine engine = DerivativeEngine.of(manager, network, "auto")) {
            assertEquals("jets", engine.name());
        }
        assertThrows(IllegalArgumentException.class, () -> DerivativeEngine.of(manager, network, "forward"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jets", "nested"})
    void fixedPointsFollowTheParameters(String name) {
        try (DerivativeEngine engine = DerivativeEngine.of(manager, network, name);
                Tape tape = Tape.forwardOnly()) {
            NDArray x = manager.create(Samples.normal(1, 8)).reshape(4, 2);
            Evaluation fixed = engine.at(x, SLOTS);
            double[] before = engine.evaluate(tape, x, SLOTS).toDoubleArray();
            assertArrayEquals(before, fixed.evaluate(tape).toDoubleArray());
            Parameter parameter = network.parameters().getFirst();
            Storage.overwrite(parameter.value(), parameter.value().mul(2));
            double[] after = engine.evaluate(tape, x, SLOTS).toDoubleArray();
            assertArrayEquals(after, fixed.evaluate(tape).toDoubleArray());
            assertTrue(Math.abs(after[0] - before[0]) > 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jets", "nested"})
    void evaluationLeavesNoHistoryAndNoGradientMode(String name) {
        NDArray x = manager.create(Samples.normal(1, 8)).reshape(4, 2);
        try (DerivativeEngine engine = DerivativeEngine.of(manager, network, name);
                Tape tape = Tape.forwardOnly()) {
            NDArray jet = engine.evaluate(tape, x, SLOTS);
            assertFalse(JniUtils.requiresGrad((PtNDArray) jet));
            assertFalse(JniUtils.isGradMode());
            assertFalse(JniUtils.requiresGrad((PtNDArray) x));
        }
    }

    /** Derivatives of linear functions have no path to x, some not even one to a parameter. */
    @Test
    void nestedDerivativesEndInZeros() {
        try (Network linear = new LinearMap(manager);
                DerivativeEngine engine = DerivativeEngine.of(manager, linear, "nested");
                Tape tape = Tape.open()) {
            NDArray jet = engine.evaluate(tape, manager.create(new double[][] {{0.5, 2}}), SLOTS);
            double[] slotsOfBoth = {0.5 * 4 + 2 * 5, 6, 4, 0, 5, 3, 0, 0};
            assertArrayEquals(slotsOfBoth, jet.toDoubleArray());
            tape.backward(jet.sum());
            assertArrayEquals(
                    new double[] {0.5 + 1, 2 + 1},
                    Tape.gradient(linear.parameters().getFirst().value()).toDoubleArray());
        }
    }

    /** Two functions of (t, x): 4 t + 5 x with trained coefficients, and 3 x. */
    private record LinearMap(List<Parameter> parameters) implements Network {
        LinearMap(NDManager manager) {
            this(List.of(new Parameter(
                    "weight", manager.create(new double[][] {{4}, {5}}).duplicate(), Parameter.Group.DENSE)));
        }

        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public int outputs() {
            return 2;
        }

        @Override
        public NDArray embed(NDArray x, Slots slots) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDArray propagate(Tape tape, NDArray embedded, Slots slots) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String script() {
            return """
                def evaluate(self, x: Tensor, p0: Tensor) -> Tensor:
                  return torch.cat([torch.mm(x, p0), torch.mul(torch.slice(x, 1, 1, 2), 3)], 1)
                """;
        }

        @Override
        public void close() {}
    }

    /** Nested differentiation creates graphs of graphs; all of them must go with the step. */
    @ParameterizedTest
    @ValueSource(strings = {"jets", "nested"})
    void residentMemoryIsFlatOverThreeHundredSteps(String name) throws IOException {
        try (DerivativeEngine engine = DerivativeEngine.of(manager, network, name)) {
            NDArray x = manager.create(Samples.normal(1, 100)).reshape(50, 2);
            Evaluation fixed = engine.at(x, SLOTS);
            long settled = 0;
            for (int step = 0; step < 360; step++) {
                if (step == 60) {
                    settled = nativeKilobytes();
                }
                try (NDScope scope = new NDScope();
                        Tape tape = Tape.open()) {
                    scope.suppressNotUsedWarning();
                    tape.backward(fixed.evaluate(tape).square().mean());
                }
            }
            long grown = nativeKilobytes() - settled;
            assertTrue(grown < 20_000, "memory outside the Java heap grew by " + grown + " kB over 300 steps");
        }
    }

    private static long nativeKilobytes() throws IOException {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() / 1024;
        return -heap
                + Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow();
    }
}
