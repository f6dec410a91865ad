package io.fieldwork.fields.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both engines against each other in double precision, jets on both kernels: every slot, and all gradients. */
class EngineAgreementTest {
    private static final int POINTS = 5;

    private record Result(double[] slots, List<double[]> gradients) {}

    static Stream<Arguments> everyKindOfNetwork() {
        List<Arguments> cases = new ArrayList<>();
        for (String type : List.of("mlp", "modified", "piratenet")) {
            for (String activation : List.of("tanh", "sin", "silu", "gelu")) {
                cases.add(Arguments.of(type, activation, "t x", 0, false, 1, "t,x,xx"));
                cases.add(Arguments.of(type, activation, "t x*", 0, true, 2, "t,xxx"));
                cases.add(Arguments.of(type, activation, "t x", 6, true, 1, "t,xxxx"));
                cases.add(Arguments.of(type, activation, "x y*", 4, false, 1, "xx,yy,xy"));
            }
            cases.add(Arguments.of(type, "tanh", "t x*", 0, false, 1, "t,xxxx"));
            cases.add(Arguments.of(type, "gelu", "t x y*", 0, true, 3, "t,tx,xyy"));
            cases.add(Arguments.of(type, "sin", "t x*", 0, false, 1, ""));
        }
        for (String activation : List.of("tanh", "sin")) {
            cases.add(Arguments.of("cam", activation, "t x", 0, false, 1, "t,xx"));
            cases.add(Arguments.of("cam", activation, "x* y", 0, true, 2, "xx,yy,xy"));
            cases.add(Arguments.of("cam", activation, "t x y*", 6, false, 1, "t,xx,yy"));
            cases.add(Arguments.of("cam", activation, "t x*", 4, false, 1, "t,xxxx"));
        }
        cases.add(Arguments.of("spectral", "tanh", "t x*", 0, false, 1, "t,xxxx"));
        cases.add(Arguments.of("spectral", "sin", "t x*", 0, true, 2, "t,tx,xxx"));
        cases.add(Arguments.of("spectral", "gelu", "x* y", 0, false, 1, "xx,yy,xy"));
        cases.add(Arguments.of("spectral", "silu", "t x y*", 0, true, 3, "t,xy,xyy"));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("everyKindOfNetwork")
    void jetsAgreeWithNestedDifferentiation(
            String type, String activation, String axes, int fourier, boolean factorised, int outputs, String indices) {
        NetworkOptions options = NetworkOptionsBuilder.builder()
                .type(type)
                .layers(2)
                .width(5)
                .activation(activation)
                .harmonics(2)
                .fourier(fourier)
                .fourierScale(1.0)
                .factorised(factorised)
                .factorMean(0.5)
                .factorSpread(0.2)
                .precision("double")
                .build();
        Inputs inputs = inputs(axes);
        Slots slots = indices.isEmpty()
                ? Slots.covering(inputs.coordinates())
                : Slots.covering(inputs.coordinates(), indices.split(","));
        try (NDManager manager = Compute.choose("cpu").newManager();
                Network network = options.build(manager, JetKernels.of(manager, "plain"), inputs, outputs, 7)) {
            disturb(manager, network);
            NDArray x = manager.create(Samples.normal(1, POINTS * inputs.dimensions()))
                    .reshape(POINTS, inputs.dimensions());
            Result nested = differentiate(manager, network, "nested", x, slots);
            assertSame(nested, differentiate(manager, network, "jets", x, slots), network);
            try (Network fast = options.build(manager, JetKernels.of(manager, "host"), inputs, outputs, 7)) {
                disturb(manager, fast);
                assertSame(nested, differentiate(manager, fast, "jets", x, slots), fast);
            }
        }
    }

    private static void assertSame(Result nested, Result jets, Network network) {
        assertClose(nested.slots, jets.slots, 1e-12, "slots");
        for (int i = 0; i < nested.gradients.size(); i++) {
            String name = network.parameters().get(i).name();
            assertClose(nested.gradients.get(i), jets.gradients.get(i), 1e-10, name);
        }
    }

    /** Axes by name, periodic ones with a star. */
    private static Inputs inputs(String axes) {
        return new Inputs(Stream.of(axes.split(" "))
                .map(axis -> axis.endsWith("*")
                        ? Inputs.Axis.periodic(axis.substring(0, 1), -1, 2)
                        : Inputs.Axis.bounded(axis, -1.5, 0.5))
                .toList());
    }

    /** Biases and alphas away from zero, so that nothing cancels. */
    private static void disturb(NDManager manager, Network network) {
        for (Parameter parameter : network.parameters()) {
            NDArray value = parameter.value();
            double[] shift = Samples.normal(2, (int) value.size());
            try (NDArray detached = value.stopGradient()) {
                detached.addi(manager.create(shift).reshape(value.getShape()).mul(0.1));
            }
        }
    }

    /** Slots, and the gradient of their inner product with fixed numbers. */
    private static Result differentiate(NDManager manager, Network network, String engineName, NDArray x, Slots slots) {
        try (NDScope scope = new NDScope();
                DerivativeEngine engine = DerivativeEngine.of(manager, network, engineName);
                Tape tape = Tape.open()) {
            scope.suppressNotUsedWarning();
            NDArray jet = engine.evaluate(tape, x, slots);
            assertEquals(slots.size(), jet.getShape().get(0));
            assertEquals(POINTS, jet.getShape().get(1));
            assertEquals(network.outputs(), jet.getShape().get(2));
            NDArray weight = manager.create(Samples.normal(3, (int) jet.size())).reshape(jet.getShape());
            tape.backward(jet.mul(weight).sum());
            List<double[]> gradients = new ArrayList<>();
            for (Parameter parameter : network.parameters()) {
                NDArray gradient = Tape.gradient(parameter.value());
                gradients.add(gradient.toDoubleArray());
                gradient.subi(gradient);
            }
            return new Result(jet.toDoubleArray(), gradients);
        }
    }

    private static void assertClose(double[] expected, double[] actual, double tolerance, String what) {
        double scale = 1;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * scale, what + " " + i);
        }
    }
}
