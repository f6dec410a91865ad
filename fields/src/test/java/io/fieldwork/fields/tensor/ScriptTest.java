package io.fieldwork.fields.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Scripts against ordinary operations and against analysis. */
class ScriptTest {
    @Test
    void agreesWithOrdinaryOperationsAndTheirGradients() {
        try (NDManager manager = Compute.configured().newManager();
                Script script = Script.compile(manager, """
                        def f(self, x: Tensor, w: Tensor) -> Tensor:
                          return torch.sum(torch.tanh(torch.matmul(x, w)))
                        """);
                Tape tape = Tape.open()) {
            NDArray x = manager.randomNormal(new Shape(7, 4));
            NDArray a = manager.randomNormal(new Shape(4, 3));
            NDArray b = a.duplicate();
            a.setRequiresGradient(true);
            b.setRequiresGradient(true);
            NDArray scripted = script.call("f", x, a)[0];
            NDArray ordinary = x.matMul(b).tanh().sum();
            tape.backward(scripted);
            tape.backward(ordinary);
            assertEquals(ordinary.getFloat(), scripted.getFloat(), 1e-5);
            assertArrayEquals(Tape.gradient(b).toFloatArray(), Tape.gradient(a).toFloatArray(), 1e-5f);
        }
    }

    @Test
    void severalMethodsAndTuples() {
        try (NDManager manager = Compute.configured().newManager();
                Script script = Script.compile(manager, """
                        def both(self, x: Tensor) -> Tuple[Tensor, Tensor]:
                          return (torch.add(x, 1), torch.mul(x, 2))

                        def one(self, x: Tensor) -> Tensor:
                          return torch.neg(x)
                        """)) {
            NDArray x = manager.create(new float[] {3, 4});
            NDArray[] both = script.call("both", x);
            assertArrayEquals(new float[] {4, 5}, both[0].toFloatArray());
            assertArrayEquals(new float[] {6, 8}, both[1].toFloatArray());
            assertArrayEquals(new float[] {-3, -4}, script.call("one", x)[0].toFloatArray());
        }
    }

    /** d/dx of the sum of squares of d/dx sin(a x), by differentiation inside the script and again outside. */
    @Test
    void nestedDifferentiationIsExact() {
        try (NDManager manager = Compute.configured().newManager();
                Script script = Script.compile(manager, """
                        def energy(self, x: Tensor, a: Tensor) -> Tensor:
                          y = torch.sum(torch.sin(torch.mul(a, x)))
                          slope = torch.autograd.grad([y], [x], None, None, True)[0]
                          s = unchecked_cast(Tensor, slope)
                          return torch.sum(torch.mul(s, s))
                        """);
                Tape tape = Tape.open()) {
            NDArray x = manager.create(new double[] {0.3, 1.1});
            NDArray a = manager.create(new double[] {1.7});
            x.setRequiresGradient(true);
            a.setRequiresGradient(true);
            tape.backward(script.call("energy", x, a)[0]);
            double expected = 0;
            for (double v : new double[] {0.3, 1.1}) {
                double c = Math.cos(1.7 * v);
                expected += 2 * 1.7 * c * c - 2 * 1.7 * 1.7 * c * Math.sin(1.7 * v) * v;
            }
            assertEquals(expected, Tape.gradient(a).getDouble(), 1e-12);
        }
    }

    @Test
    void compileErrorsCarryTheCompilersMessage() {
        try (NDManager manager = Compute.configured().newManager()) {
            String message = assertThrows(
                            EngineException.class,
                            () -> Script.compile(
                                    manager, "def f(self, x: Tensor) -> Tensor:\n  return torch.nonsense(x)"))
                    .getMessage();
            assertTrue(message.contains("nonsense"), message);
        }
    }

    /** A fused operation, a script and a scope ten thousand times: resident memory must not grow. */
    @Test
    void residentMemoryIsFlatOverTenThousandSteps() throws IOException {
        try (NDManager manager = Compute.configured().newManager();
                Script script = Script.compile(manager, """
                        def f(self, x: Tensor, w: Tensor) -> Tensor:
                          return torch.mean(torch.relu(torch.matmul(x, w)))
                        """)) {
            NDArray x = manager.randomNormal(new Shape(64, 32));
            NDArray w = manager.randomNormal(new Shape(32, 32));
            w.setRequiresGradient(true);
            FusedOperation doubled = new Doubled();
            long settled = 0;
            for (int step = 0; step < 10_000; step++) {
                if (step == 2_000) {
                    settled = nativeKilobytes();
                }
                try (NDScope scope = new NDScope();
                        Tape tape = Tape.open()) {
                    scope.suppressNotUsedWarning();
                    tape.backward(script.call("f", doubled.apply(tape, x.matMul(w))[0], w)[0]);
                    Tape.gradient(w).subi(Tape.gradient(w));
                }
            }
            long grown = nativeKilobytes() - settled;
            assertTrue(grown < 40_000, "memory outside the Java heap grew by " + grown + " kB over 8000 steps");
        }
    }

    private record Doubled() implements FusedOperation {
        @Override
        public NDArray[] forward(NDArray... inputs) {
            return new NDArray[] {inputs[0].mul(2)};
        }

        @Override
        public void adjoint(NDArray[] inputs, NDArray[] outputs, NDArray[] gradients, NDArray[] inputGradients) {
            inputGradients[0].addi(gradients[0].mul(2));
        }
    }

    /** Resident memory without the Java heap, whose size is the collector's choice. */
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
