package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The optimiser on the device against the update rule in double precision over several steps. */
final class CudaAdamTest {
    private static final int STEPS = 6;

    static Stream<Arguments> cases() {
        return CudaSubject.all()
                .flatMap(s -> Stream.of(0, 1, 3, 4, 1001)
                        .flatMap(n -> Stream.of(0, 1).map(skip -> Arguments.of(s, n, skip))));
    }

    /** The state of all entries in double precision. */
    private static final class Reference {
        final double[] value;
        final double[] first;
        final double[] second;
        final int[] counts;

        Reference(float[] start) {
            value = new double[start.length];
            first = new double[start.length];
            second = new double[start.length];
            counts = new int[start.length];
            for (int i = 0; i < start.length; i++) {
                value[i] = start[i];
            }
        }

        void step(float[] gradient, AdamStep s, boolean sparse) {
            for (int i = 0; i < value.length; i++) {
                if (sparse && gradient[i] == 0) {
                    continue;
                }
                counts[i]++;
                double g = gradient[i] + s.weightDecay() * value[i];
                first[i] = s.beta1() * first[i] + (1 - s.beta1()) * g;
                second[i] = s.beta2() * second[i] + (1 - s.beta2()) * g * g;
                double bias1 = 1 - Math.pow(s.beta1(), counts[i]);
                double bias2 = 1 - Math.pow(s.beta2(), counts[i]);
                value[i] -= s.rate() * Math.sqrt(bias2) / bias1 * first[i] / (Math.sqrt(second[i]) + s.epsilon());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sparseEntriesAreSkippedAndCountedOneByOne(CudaSubject subject, int entries, int skip) {
        assertSteps(subject, entries, skip, true);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void denseEntriesAllMove(CudaSubject subject, int entries, int skip) {
        assertSteps(subject, entries, skip, false);
    }

    /** Arrays that start behind the first entry are not aligned for vector loads. */
    private static void assertSteps(CudaSubject subject, int entries, int skip, boolean sparse) {
        Random random = new Random(entries + 1);
        float[] start = gaussian(entries, random, 0);
        Reference reference = new Reference(start);
        try (NDManager manager = subject.manager().newSubManager()) {
            NDArray value = part(manager, entries, skip);
            NDArray gradient = part(manager, entries, skip);
            NDArray first = part(manager, entries, skip);
            NDArray second = part(manager, entries, skip);
            NDArray counts = manager.zeros(new Shape(entries), DataType.INT32);
            value.set(start);
            for (int k = 1; k <= STEPS; k++) {
                float[] g = gaussian(entries, random, sparse ? 0.7 : 0);
                gradient.set(g);
                AdamStep step = new AdamStep(0.01 * k, 0.9, 0.99, 1e-15, k % 2 == 0 ? 1e-2 : 0, k);
                reference.step(g, step, sparse);
                if (sparse) {
                    subject.kernels().sparseAdam(value, gradient, first, second, counts, step);
                } else {
                    subject.kernels().adam(value, gradient, first, second, step);
                }
                assertArrayEquals(new float[entries], gradient.toFloatArray());
            }
            assertClose(reference.value, value.toFloatArray(), 2e-6);
            assertClose(reference.first, first.toFloatArray(), 1e-6);
            assertClose(reference.second, second.toFloatArray(), 1e-6);
            if (sparse) {
                assertArrayEquals(reference.counts, counts.toIntArray());
            }
        }
    }

    private static NDArray part(NDManager manager, int entries, int skip) {
        NDArray whole = manager.zeros(new Shape(entries + skip));
        return whole.get(skip + ":");
    }

    private static float[] gaussian(int n, Random random, double zeros) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < zeros || i % 40 < 8 && zeros > 0 ? 0 : (float) random.nextGaussian();
        }
        return values;
    }

    private static void assertClose(double[] expected, float[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * Math.max(1, Math.abs(expected[i])), "entry " + i);
        }
    }
}
