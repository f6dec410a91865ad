package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every CUDA kernel against the plain operations, through the tape as training uses them. */
final class CudaKernelsTest {
    private final Random random = new Random(17);

    static Stream<CudaSubject> subjects() {
        return CudaSubject.all();
    }

    @Test
    void theProcessorIsNoGpu() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            assertThrows(IllegalArgumentException.class, () -> new CudaKernels(manager));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void otherTypesAreRejected(CudaSubject subject) {
        try (NDManager manager = subject.manager().newSubManager();
                Tape tape = Tape.forwardOnly()) {
            NDArray wrong = manager.ones(new Shape(4, 3), DataType.FLOAT64);
            Operation harmonics = subject.kernels().harmonics(4);
            assertThrows(IllegalArgumentException.class, () -> harmonics.apply(tape, wrong));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void hashGridIsThePlainOne(CudaSubject subject) {
        for (HashGridLayout layout :
                List.of(new HashGridLayout(10, 2, 14, 16, 640), new HashGridLayout(4, 4, 12, 8, 100))) {
            float[] x = uniform(3 * 500, -0.05f, 1.05f);
            float[] table = uniform((int) layout.parameters(), -1, 1);
            assertSame(
                    subject,
                    k -> k.hashGrid(layout),
                    m -> new NDArray[] {
                        m.create(x, new Shape(500, 3)), m.create(table, new Shape(layout.rows(), layout.features()))
                    },
                    2,
                    1e-5,
                    2e-5 * layout.finestResolution());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void compositeIsThePlainOne(CudaSubject subject) {
        int rays = 200;
        int[] offsets = new int[rays + 1];
        for (int r = 0; r < rays; r++) {
            offsets[r + 1] = offsets[r] + (r % 7 == 0 ? 0 : random.nextInt(90));
        }
        int s = offsets[rays];
        float[] sigma = uniform(s, 0, 30);
        float[] color = uniform(3 * s, 0, 1);
        float[] delta = uniform(s, 0.01f, 0.05f);
        float[] t = uniform(s, 1, 4);
        assertSame(
                subject,
                Compositing::of,
                m -> new NDArray[] {
                    m.create(sigma), m.create(color, new Shape(s, 3)), m.create(delta), m.create(t), m.create(offsets)
                },
                2,
                1e-5,
                1e-5);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void weightsAndSumsAreThePlainOnes(CudaSubject subject) {
        int rays = 60;
        int[] offsets = new int[rays + 1];
        for (int r = 0; r < rays; r++) {
            offsets[r + 1] = offsets[r] + random.nextInt(100);
        }
        int s = offsets[rays];
        float[] sigma = uniform(s, 0, 30);
        float[] delta = uniform(s, 0.01f, 0.05f);
        assertSame(
                subject,
                Kernels::weights,
                m -> new NDArray[] {m.create(sigma), m.create(delta), m.create(offsets)},
                1,
                1e-5,
                1e-5);
        for (int width : new int[] {1, 3, 33}) {
            float[] values = uniform(s * width, -1, 1);
            assertSame(
                    subject,
                    Kernels::accumulate,
                    m -> new NDArray[] {m.create(delta), m.create(values, new Shape(s, width)), m.create(offsets)},
                    2,
                    1e-5,
                    1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void truncatedExpIsThePlainOne(CudaSubject subject) {
        float[] raw = uniform(777, -18, 8);
        assertSame(subject, Kernels::truncatedExp, m -> new NDArray[] {m.create(raw)}, 1, 1e-3, 1e-3);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void networkIsThePlainOne(CudaSubject subject) {
        float[] x = uniform(50 * 5, -1, 1);
        float[] first = uniform(16 * 5, -1, 1);
        float[] second = uniform(3 * 16, -1, 1);
        assertSame(
                subject,
                k -> k.network(5, 16, 3),
                m -> new NDArray[] {
                    m.create(x, new Shape(50, 5)), m.create(first, new Shape(16, 5)), m.create(second, new Shape(3, 16))
                },
                3,
                1e-5,
                1e-4);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void harmonicsAreThePlainOnes(CudaSubject subject) {
        float[] d = uniform(3 * 100, -1, 1);
        for (int degree = 1; degree <= 4; degree++) {
            int bands = degree;
            assertSame(
                    subject, k -> k.harmonics(bands), m -> new NDArray[] {m.create(d, new Shape(100, 3))}, 0, 3e-6, 0);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void marchIsThePlainOne(CudaSubject subject) {
        int rays = 150;
        byte[] grid = new byte[16 * 16 * 16];
        random.nextBytes(grid);
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (byte) (grid[i] < 60 ? 0 : 1);
        }
        float[] origins = uniform(3 * rays, -2, 2);
        float[] directions = uniform(3 * rays, -1, 1);
        for (int r = 0; r < rays; r++) {
            double length = Math.hypot(Math.hypot(directions[3 * r], directions[3 * r + 1]), directions[3 * r + 2]);
            for (int k = 3 * r; k < 3 * r + 3; k++) {
                directions[k] /= (float) length;
            }
        }
        float[] jitter = uniform(rays, 0, 1);
        MarchRegion region = new MarchRegion(new float[] {-1, -1, -1}, new float[] {2, 2, 2}, 0.1f, 0.02f);
        try (NDManager manager = subject.manager().newSubManager()) {
            List<Samples> both = new ArrayList<>();
            for (Kernels kernels : List.of(new PlainKernels(manager), subject.kernels())) {
                both.add(kernels.march(
                        manager.create(origins, new Shape(rays, 3)),
                        manager.create(directions, new Shape(rays, 3)),
                        manager.create(jitter),
                        manager.create(ByteBuffer.wrap(grid), new Shape(16, 16, 16), DataType.UINT8),
                        region));
            }
            assertArrayEquals(
                    both.get(0).offsets().toIntArray(), both.get(1).offsets().toIntArray());
            assertArrayEquals(
                    both.get(0).rays().toIntArray(), both.get(1).rays().toIntArray());
            assertClose(both.get(0).t(), both.get(1).t(), 1e-6);
            assertClose(both.get(0).delta(), both.get(1).delta(), 0);
            assertClose(both.get(0).positions(), both.get(1).positions(), 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void adamIsThePlainOne(CudaSubject subject) {
        for (boolean sparse : new boolean[] {false, true}) {
            try (NDManager manager = subject.manager().newSubManager()) {
                int n = 1003;
                float[] start = uniform(n, -1, 1);
                NDArray[] plain = state(manager, start);
                NDArray[] fused = state(manager, start);
                Kernels oracle = new PlainKernels(manager);
                for (int k = 1; k <= 5; k++) {
                    float[] gradient = uniform(n, -1, 1);
                    for (int i = 0; i < n; i += 1 + random.nextInt(3)) {
                        gradient[i] = 0;
                    }
                    AdamStep step = new AdamStep(1e-2, 0.9, 0.99, 1e-15, 1e-3, k);
                    plain[1].set(gradient);
                    fused[1].set(gradient);
                    update(oracle, plain, sparse, step);
                    update(subject.kernels(), fused, sparse, step);
                }
                for (int i = 0; i < 4; i++) {
                    assertClose(plain[i], fused[i], 1e-5);
                }
                assertArrayEquals(plain[4].toIntArray(), fused[4].toIntArray());
            }
        }
    }

    private static void update(Kernels kernels, NDArray[] state, boolean sparse, AdamStep step) {
        if (sparse) {
            kernels.sparseAdam(state[0], state[1], state[2], state[3], state[4], step);
        } else {
            kernels.adam(state[0], state[1], state[2], state[3], step);
        }
    }

    private static NDArray[] state(NDManager manager, float[] start) {
        Shape shape = new Shape(start.length);
        return new NDArray[] {
            manager.create(start),
            manager.zeros(shape),
            manager.zeros(shape),
            manager.zeros(shape),
            manager.zeros(shape, DataType.INT32)
        };
    }

    private interface Inputs {
        NDArray[] on(NDManager manager);
    }

    private interface Choice {
        Operation of(Kernels kernels);
    }

    /** Outputs and the gradients of the first inputs, with random weights on all outputs. */
    private void assertSame(
            CudaSubject subject, Choice choice, Inputs inputs, int differentiable, double tolerance, double slope) {
        try (NDManager manager = subject.manager().newSubManager()) {
            List<NDArray[]> results = new ArrayList<>();
            long seed = random.nextLong();
            for (Kernels kernels : List.of(new PlainKernels(manager), subject.kernels())) {
                results.add(evaluate(choice.of(kernels), inputs.on(manager), differentiable, new Random(seed)));
            }
            NDArray[] expected = results.get(0);
            NDArray[] actual = results.get(1);
            assertEquals(expected.length, actual.length);
            for (int i = 0; i < expected.length; i++) {
                boolean gradient = i >= expected.length - differentiable;
                assertClose(expected[i], actual[i], gradient ? slope : tolerance);
            }
        }
    }

    private NDArray[] evaluate(Operation operation, NDArray[] inputs, int differentiable, Random seeded) {
        for (int i = 0; i < differentiable; i++) {
            inputs[i].setRequiresGradient(true);
        }
        List<NDArray> results = new ArrayList<>();
        try (Tape tape = differentiable > 0 ? Tape.open() : Tape.forwardOnly()) {
            NDArray[] outputs = operation.apply(tape, inputs);
            results.addAll(List.of(outputs));
            if (differentiable > 0) {
                NDManager manager = inputs[0].getManager();
                NDArray loss = manager.create(0f);
                for (NDArray output : outputs) {
                    float[] weight = new float[(int) output.getShape().size()];
                    for (int i = 0; i < weight.length; i++) {
                        weight[i] = 2 * seeded.nextFloat() - 1;
                    }
                    loss = loss.add(output.mul(manager.create(weight, output.getShape()))
                            .sum());
                }
                tape.backward(loss);
            }
        }
        for (int i = 0; i < differentiable; i++) {
            results.add(inputs[i].getGradient());
        }
        return results.toArray(new NDArray[0]);
    }

    private static void assertClose(NDArray expected, NDArray actual, double tolerance) {
        assertEquals(expected.getShape(), actual.getShape());
        float[] first = expected.toFloatArray();
        float[] second = actual.toFloatArray();
        for (int i = 0; i < first.length; i++) {
            assertEquals(first[i], second[i], tolerance * Math.max(1, Math.abs(first[i])), "element " + i);
        }
    }

    private float[] uniform(int n, float low, float high) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = low + (high - low) * random.nextFloat();
        }
        return values;
    }
}
