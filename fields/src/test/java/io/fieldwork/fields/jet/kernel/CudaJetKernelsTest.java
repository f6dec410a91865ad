package io.fieldwork.fields.jet.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaCompiler;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The CUDA kernels against the plain ones: emulated on the host where a C++ compiler is found, and on a device where
 * tests run on one. Both go through the same classes, sources and argument lists.
 */
final class CudaJetKernelsTest {
    private static final Slots HEAT = JetCase.SLOTS.get(1);
    private final Random random = new Random(11);

    /** Kernels under test and a manager of their device. */
    private record Subject(String name, NDManager manager, CudaJetKernels kernels) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Found {
        static final List<Subject> SUBJECTS = find();

        private static List<Subject> find() {
            List<Subject> found = new ArrayList<>();
            if (EmulatedCuda.runs("g++", "--version")) {
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                CudaCompiler compiler = new EmulatedCuda(CudaJetTextTest.all(JetCase.SLOTS));
                found.add(new Subject("emulated", manager, new CudaJetKernels(manager, compiler)));
            }
            if (Compute.configured().device().isGpu()) {
                NDManager manager = Compute.configured().newManager();
                found.add(new Subject("device", manager, new CudaJetKernels(manager)));
            }
            return found;
        }
    }

    static Stream<Subject> subjects() {
        Assumptions.assumeFalse(Found.SUBJECTS.isEmpty(), "neither a GPU nor a host C++ compiler");
        return Found.SUBJECTS.stream();
    }

    static Stream<Arguments> types() {
        return subjects()
                .flatMap(s -> Stream.of(DataType.FLOAT32, DataType.FLOAT64).map(type -> Arguments.of(s, type)));
    }

    @Test
    void theProcessorIsNoGpu() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            assertThrows(IllegalArgumentException.class, () -> JetKernels.of(manager, "cuda"));
            assertInstanceOf(HostJetKernels.class, JetKernels.of(manager));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void activationsAreThePlainOnes(Subject subject, DataType type) {
        for (Slots slots : JetCase.SLOTS) {
            for (Activation function : Activation.values()) {
                try (NDManager manager = subject.manager.newSubManager()) {
                    Operation plain = new PlainJetKernels(manager).activation(function, slots);
                    Operation cuda = subject.kernels.activation(function, slots);
                    for (int[] shape : new int[][] {{0, 3}, {1, 5}, {9, 2}, {70, 9}}) {
                        NDArray[] jets = jets(manager, type, slots, 2, shape);
                        NDArray bias = random(manager, type, shape[1]);
                        agree(plain, cuda, jets[1], 0, jets[0], bias);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void productsAndGatesAreThePlainOnes(Subject subject, DataType type) {
        for (Slots slots : JetCase.SLOTS) {
            try (NDManager manager = subject.manager.newSubManager()) {
                JetKernels plain = new PlainJetKernels(manager);
                Operation product = plain.product(slots);
                Operation gate = plain.gate(slots);
                for (int[] shape : new int[][] {{0, 3}, {1, 1}, {13, 5}, {3, 300}}) {
                    NDArray[] jets = jets(manager, type, slots, 4, shape);
                    agree(product, subject.kernels.product(slots), jets[3], 0, jets[0], jets[1]);
                    agree(gate, subject.kernels.gate(slots), jets[3], 0, jets[0], jets[1], jets[2]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void denseIsThePlainOne(Subject subject, DataType type) {
        int[][] widths = {{3, 1}, {2, 7, 1}, {2, 30, 30, 1}, {5, 40, 17, 6}};
        int[] points = {0, 1, 3, 101};
        for (int s = 0; s < JetCase.SLOTS.size(); s++) {
            for (int k = s % 2; k < widths.length; k += 2) {
                Slots slots = JetCase.SLOTS.get(s);
                Activation function = Activation.values()[(s + k) / 2 % 4];
                int layers = widths[k].length - 1;
                int n = points[(s / 2 + k) % points.length];
                try (NDManager manager = subject.manager.newSubManager()) {
                    NDArray[] inputs = dense(manager, type, slots, n, widths[k]);
                    agree(
                            new PlainJetKernels(manager).dense(function, slots, layers),
                            subject.kernels.dense(function, slots, layers),
                            random(manager, type, slots.size(), n, widths[k][layers]),
                            1,
                            inputs);
                }
            }
        }
    }

    /** To 1e-12 of the largest entry in double precision, 2e-5 in single precision. */
    private static void agree(Operation plain, Operation cuda, NDArray weight, int first, NDArray... inputs) {
        double[][] expected = JetCase.evaluate(plain, weight, first, inputs);
        double[][] actual = JetCase.evaluate(cuda, weight, first, inputs);
        double tolerance = inputs[0].getDataType() == DataType.FLOAT32 ? 2e-5 : 1e-12;
        for (int i = 0; i < expected.length; i++) {
            if (i == 0 || i > first) {
                JetCase.assertClose(expected[i], actual[i], tolerance, weight.getShape() + " array " + i);
            }
        }
    }

    /** The product rule gives both factors the same gradient where they are one array, and both are added. */
    @ParameterizedTest
    @MethodSource("types")
    void aSquareHasTwiceTheGradientOfAFactor(Subject subject, DataType type) {
        try (NDManager manager = subject.manager.newSubManager()) {
            NDArray[] jets = jets(manager, type, HEAT, 2, 40, 7);
            Operation product = subject.kernels.product(HEAT);
            double[][] apart = JetCase.evaluate(product, jets[1], 0, jets[0], jets[0]);
            double[][] square =
                    JetCase.evaluate((tape, inputs) -> product.apply(tape, inputs[0], inputs[0]), jets[1], 0, jets[0]);
            assertArrayEquals(apart[0], square[0]);
            double[] sum = IntStream.range(0, apart[1].length)
                    .mapToDouble(i -> apart[1][i] + apart[2][i])
                    .toArray();
            JetCase.assertClose(sum, square[1], type == DataType.FLOAT32 ? 1e-6 : 1e-15, "gradient");
        }
    }

    /** A bias alone, and one operand of a gate alone. */
    @ParameterizedTest
    @MethodSource("types")
    void constantsGetNoGradient(Subject subject, DataType type) {
        try (NDManager manager = subject.manager.newSubManager()) {
            JetKernels plain = new PlainJetKernels(manager);
            NDArray[] jets = jets(manager, type, HEAT, 4, 40, 7);
            NDArray bias = random(manager, type, 7);
            agree(
                    plain.activation(Activation.SIN, HEAT),
                    subject.kernels.activation(Activation.SIN, HEAT),
                    jets[3],
                    1,
                    jets[0],
                    bias);
            agree(plain.gate(HEAT), subject.kernels.gate(HEAT), jets[3], 1, jets[0], jets[1], jets[2]);
            agree(plain.gate(HEAT), subject.kernels.gate(HEAT), jets[3], 2, jets[0], jets[1], jets[2]);
            agree(plain.product(HEAT), subject.kernels.product(HEAT), jets[3], 1, jets[0], jets[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void gradientsAddToWhatIsThere(Subject subject, DataType type) {
        try (NDManager manager = subject.manager.newSubManager()) {
            NDArray[] jets = jets(manager, type, HEAT, 2, 40, 7);
            NDArray bias = random(manager, type, 7);
            Operation activation = subject.kernels.activation(Activation.GELU, HEAT);
            double[][] once = JetCase.evaluate(activation, jets[1], 0, jets[0], bias);
            double[][] twice = JetCase.evaluate(
                    (tape, inputs) -> {
                        NDArray again = activation.apply(tape, inputs)[0];
                        return new NDArray[] {again.add(activation.apply(tape, inputs)[0])};
                    },
                    jets[1],
                    0,
                    jets[0],
                    bias);
            for (int i = 0; i < once.length; i++) {
                for (int k = 0; k < once[i].length; k++) {
                    assertEquals(2 * once[i][k], twice[i][k]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void resultsAreTheSameEachTime(Subject subject, DataType type) {
        try (NDManager manager = subject.manager.newSubManager()) {
            NDArray[] inputs = dense(manager, type, HEAT, 1000, 2, 30, 30, 1);
            NDArray weight = random(manager, type, HEAT.size(), 1000, 1);
            Operation operation = subject.kernels.dense(Activation.TANH, HEAT, 3);
            double[][] first = JetCase.evaluate(operation, weight, 1, inputs);
            double[][] second = JetCase.evaluate(operation, weight, 1, inputs);
            for (int i = 0; i < first.length; i++) {
                assertArrayEquals(first[i], second[i]);
            }
            try (Tape tape = Tape.forwardOnly()) {
                assertArrayEquals(first[0], JetCase.numbers(operation.apply(tape, inputs)[0]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void evaluationLeavesTheResultAlone(Subject subject) {
        try (NDManager manager = subject.manager.newSubManager();
                Tape tape = Tape.forwardOnly()) {
            NDArray[] inputs = dense(manager, DataType.FLOAT32, HEAT, 20, 2, 30, 30, 1);
            Operation operation = subject.kernels.dense(Activation.TANH, HEAT, 3);
            int before = manager.getManagedArrays().size();
            assertEquals(1, operation.apply(tape, inputs).length);
            assertEquals(before + 1, manager.getManagedArrays().size());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theAdjointLeavesNothing(Subject subject) {
        try (NDManager manager = subject.manager.newSubManager();
                Tape tape = Tape.open()) {
            NDArray[] inputs = dense(manager, DataType.FLOAT32, HEAT, 20, 2, 30, 30, 1);
            NDArray[] gradients =
                    Stream.of(inputs).map(a -> manager.zeros(a.getShape())).toArray(NDArray[]::new);
            NDArray weight = random(manager, DataType.FLOAT32, HEAT.size(), 20, 1);
            FusedOperation operation = (FusedOperation) subject.kernels.dense(Activation.TANH, HEAT, 3);
            NDArray[] outputs = operation.apply(tape, inputs);
            int before = manager.getManagedArrays().size();
            operation.adjoint(inputs, outputs, new NDArray[] {weight, null, null, null, null}, gradients);
            assertEquals(before, manager.getManagedArrays().size());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void wrongOperandsAreNamed(Subject subject) {
        try (NDManager manager = subject.manager.newSubManager();
                Tape tape = Tape.forwardOnly()) {
            CudaJetKernels kernels = subject.kernels;
            NDArray[] jets = jets(manager, DataType.FLOAT32, HEAT, 2, 4, 3);
            NDArray wide = random(manager, DataType.FLOAT64, HEAT.size(), 4, 3);
            NDArray whole = manager.zeros(new Shape(HEAT.size(), 4, 3), DataType.INT32);
            NDArray bias = random(manager, DataType.FLOAT32, 2);
            assertRejected(tape, kernels.product(HEAT), jets[0], wide);
            assertRejected(tape, kernels.product(HEAT), whole, whole);
            assertRejected(tape, kernels.product(HEAT), jets[0], bias);
            assertRejected(tape, kernels.product(JetCase.SLOTS.get(2)), jets[0], jets[1]);
            assertRejected(tape, kernels.activation(Activation.SIN, HEAT), jets[0], bias);
            assertRejected(tape, kernels.dense(Activation.SIN, HEAT, 1), jets[0], bias, bias);
            assertThrows(IllegalArgumentException.class, () -> kernels.dense(Activation.SIN, HEAT, 0));
        }
    }

    private static void assertRejected(Tape tape, Operation operation, NDArray... inputs) {
        assertThrows(IllegalArgumentException.class, () -> operation.apply(tape, inputs));
    }

    @Test
    void eachSourceIsCompiledOnce() {
        Set<String> sources = new HashSet<>();
        List<String> compiled = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Tape tape = Tape.forwardOnly()) {
            CudaJetKernels kernels = new CudaJetKernels(manager, (name, source, options) -> {
                sources.add(source);
                compiled.add(name);
                return (function, grid, arguments) -> {};
            });
            for (int times = 0; times < 3; times++) {
                for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
                    NDArray[] jets = jets(manager, type, HEAT, 3, 4, 3);
                    kernels.product(HEAT).apply(tape, jets[0], jets[1]);
                    kernels.gate(HEAT).apply(tape, jets);
                    kernels.activation(Activation.TANH, HEAT).apply(tape, jets[0], random(manager, type, 3));
                    kernels.dense(Activation.TANH, HEAT, 3).apply(tape, dense(manager, type, HEAT, 4, 2, 3, 3, 1));
                }
            }
            assertEquals(6, sources.size());
            assertEquals(6, compiled.size());
            assertSame(kernels.activation(Activation.SIN, HEAT), kernels.activation(Activation.SIN, HEAT));
        }
    }

    private NDArray[] jets(NDManager manager, DataType type, Slots slots, int count, int... shape) {
        return IntStream.range(0, count)
                .mapToObj(i -> random(manager, type, slots.size(), shape[0], shape[1]))
                .toArray(NDArray[]::new);
    }

    private NDArray random(NDManager manager, DataType type, long... shape) {
        return JetCase.random(manager, random, type, 1, shape);
    }

    private NDArray[] dense(NDManager manager, DataType type, Slots slots, int points, int... widths) {
        NDArray[] inputs = new NDArray[2 * widths.length - 1];
        inputs[0] = random(manager, type, slots.size(), points, widths[0]);
        for (int k = 1; k < widths.length; k++) {
            double scale = 1 / Math.sqrt(widths[k - 1]);
            inputs[2 * k - 1] = JetCase.random(manager, random, type, scale, widths[k - 1], widths[k]);
            inputs[2 * k] = random(manager, type, widths[k]);
        }
        return inputs;
    }
}
