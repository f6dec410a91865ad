package io.fieldwork.fields.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tape against the engine's own differentiation, on graphs drawn at random. */
class TapeTest {
    /** z = x * y elementwise, two outputs: z and x + y. */
    private record ProductAndSum() implements FusedOperation {
        @Override
        public NDArray[] forward(NDArray... in) {
            return new NDArray[] {in[0].mul(in[1]), in[0].add(in[1])};
        }

        @Override
        public void adjoint(
                NDArray[] in, NDArray[] out, @Nullable NDArray[] gradients, @Nullable NDArray[] inputGradients) {
            for (int i = 0; i < 2; i++) {
                NDArray into = inputGradients[i];
                if (into == null) {
                    continue;
                }
                if (gradients[0] != null) {
                    into.addi(gradients[0].mul(in[1 - i]));
                }
                if (gradients[1] != null) {
                    into.addi(gradients[1]);
                }
            }
        }
    }

    private static NDArray[] plainProductAndSum(NDArray a, NDArray b) {
        return new NDArray[] {a.mul(b), a.add(b)};
    }

    /** A random graph: every node combines earlier ones, by fused or ordinary operations, so branches are common. */
    private static NDArray graph(Tape tape, boolean fused, List<NDArray> leaves, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Operation operation = fused ? new ProductAndSum() : (t, in) -> plainProductAndSum(in[0], in[1]);
        List<NDArray> nodes = new ArrayList<>(leaves);
        for (int k = 0; k < 12; k++) {
            NDArray a = nodes.get(random.nextInt(nodes.size()));
            NDArray b = nodes.get(random.nextInt(nodes.size()));
            switch (random.nextInt(4)) {
                case 0 -> nodes.add(a.mul(0.3).sin());
                case 1 -> nodes.add(a.sub(b).tanh());
                default -> nodes.addAll(List.of(operation.apply(tape, a, b)));
            }
        }
        NDArray sum = nodes.getFirst().mul(0);
        for (NDArray node : nodes.subList(nodes.size() / 2, nodes.size())) {
            sum = sum.add(node.tanh());
        }
        return sum.sum();
    }

    private static double[][] gradients(boolean fused, long seed) {
        try (NDManager manager = Compute.configured().newManager();
                Tape tape = Tape.open()) {
            List<NDArray> leaves = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                double[] values = new double[5];
                for (int k = 0; k < 5; k++) {
                    values[k] = Draws.of(seed, "leaf" + i, 0).normal(k);
                }
                NDArray leaf = manager.create(values);
                leaf.setRequiresGradient(true);
                leaves.add(leaf);
            }
            tape.backward(graph(tape, fused, leaves, seed));
            return leaves.stream()
                    .map(leaf -> Tape.gradient(leaf).toDoubleArray())
                    .toArray(double[][]::new);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomGraphsAgreeWithAutograd(long seed) {
        double[][] expected = gradients(false, seed);
        double[][] actual = gradients(true, seed);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], 1e-12, "leaf " + i);
        }
    }

    @Test
    void operationOutputsFeedingOneAnotherChain() {
        try (NDManager manager = Compute.configured().newManager();
                Tape tape = Tape.open()) {
            NDArray x = manager.create(new double[] {2, -3});
            x.setRequiresGradient(true);
            NDArray y = new ProductAndSum().apply(tape, x, x)[0];
            NDArray z = new ProductAndSum().apply(tape, y, x)[0];
            tape.backward(z.sum());
            assertArrayEquals(new double[] {12, 27}, Tape.gradient(x).toDoubleArray(), 1e-12);
        }
    }

    @Test
    void unusedOutputsAndConstantInputsCostNothing() {
        try (NDManager manager = Compute.configured().newManager();
                Tape tape = Tape.open()) {
            NDArray x = manager.create(new double[] {2, -3});
            NDArray constant = manager.create(new double[] {5, 7});
            x.setRequiresGradient(true);
            NDArray unused = new ProductAndSum().apply(tape, x, constant)[0];
            NDArray used = new ProductAndSum().apply(tape, x, constant)[1];
            tape.backward(used.mul(4).sum());
            assertEquals(2, unused.size());
            assertArrayEquals(new double[] {4, 4}, Tape.gradient(x).toDoubleArray(), 0);
            assertEquals(false, constant.hasGradient());
        }
    }

    @Test
    void gradientsAccumulateInOneBuffer() {
        try (NDManager manager = Compute.configured().newManager()) {
            NDArray x = manager.create(new float[] {1, 2});
            x.setRequiresGradient(true);
            long address = Storage.address(Tape.gradient(x));
            for (int k = 1; k <= 3; k++) {
                try (NDScope scope = new NDScope();
                        Tape tape = Tape.open()) {
                    scope.suppressNotUsedWarning();
                    tape.backward(x.mul(x).sum());
                }
                assertArrayEquals(new float[] {2 * k, 4 * k}, Tape.gradient(x).toFloatArray(), 0);
                assertEquals(address, Storage.address(Tape.gradient(x)));
            }
        }
    }

    @Test
    void forwardOnlyRecordsNothing() {
        try (NDManager manager = Compute.configured().newManager();
                Tape tape = Tape.forwardOnly()) {
            NDArray x = manager.ones(new Shape(3), DataType.FLOAT32);
            x.setRequiresGradient(true);
            NDArray y = new ProductAndSum().apply(tape, x, x)[0];
            assertEquals(false, y.hasGradient());
            assertArrayEquals(new float[] {1, 1, 1}, y.toFloatArray());
        }
    }

    /** Memory that is freed is poisoned by blocks of the same size; the gradient of (k x) summed over k is exact. */
    @Test
    void numbersOfTheForwardPassAreThereInTheBackwardPass() {
        try (NDManager manager = Compute.choose("cpu").newManager();
                NDManager other = NDManager.newBaseManager("PyTorch")) {
            for (NDManager owner : List.of(manager.newSubManager(), Scopes.under(other))) {
                NDArray x = owner.create(new float[] {1, 2, 3});
                x.setRequiresGradient(true);
                int terms = 500;
                try (Tape tape = Tape.open()) {
                    NDArray sum = x.mul(0);
                    for (int k = 1; k <= terms; k++) {
                        sum = sum.add(x.mul(k)).add(x.div(0.5f)).add(x.pow(2));
                    }
                    overwriteFreedMemory();
                    tape.backward(sum.sum());
                }
                float linear = terms * (terms + 1) / 2f + 2 * terms;
                float[] expected = {linear + 2 * terms, linear + 4 * terms, linear + 6 * terms};
                assertArrayEquals(expected, Tape.gradient(x).toFloatArray(), 0);
            }
        }
    }

    private static void overwriteFreedMemory() {
        for (int round = 0; round < 20; round++) {
            System.gc();
            List<ByteBuffer> blocks = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                blocks.add(ByteBuffer.allocateDirect(4).putInt(0, -1));
            }
        }
    }

    @Test
    void tensorsAreAskedForGradientsWithoutLosingMemory() {
        try (NDManager manager = Compute.choose("cpu").newManager()) {
            NDArray x = manager.ones(new Shape(2));
            assertTrue(GradientQuery.hasNone(x));
            x.setRequiresGradient(true);
            assertTrue(GradientQuery.hasNone(x));
            NDArray gradient = Tape.gradient(x);
            assertFalse(GradientQuery.hasNone(x));
            assertArrayEquals(new float[] {0, 0}, gradient.toFloatArray());
        }
    }
}
