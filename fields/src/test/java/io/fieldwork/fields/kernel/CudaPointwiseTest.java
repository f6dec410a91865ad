package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spherical harmonics and the truncated exponential on the device. */
final class CudaPointwiseTest {
    static Stream<CudaSubject> subjects() {
        return CudaSubject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void harmonicsHaveTheUsualSigns(CudaSubject subject) {
        float[] expected = {
            .2820948f, -.2611690f, .3917535f, -.1305846f, .1560783f, -.4682350f, .2928636f, -.2341175f, -.1170588f
        };
        double length = Math.sqrt(14);
        float[] d = {(float) (1 / length), (float) (2 / length), (float) (3 / length)};
        for (int degree = 1; degree <= 3; degree++) {
            float[] first = Arrays.copyOf(expected, degree * degree);
            assertArrayEquals(first, values(subject, d, degree), 1e-6f);
        }
        assertArrayEquals(expected, Arrays.copyOf(values(subject, d, 4), 9), 1e-6f);
    }

    /** Sum over a band of Y(a) Y(b) is (2l + 1) / 4 pi P_l(a . b). */
    @ParameterizedTest
    @MethodSource("subjects")
    void harmonicsObeyTheAdditionTheorem(CudaSubject subject) {
        int n = 300;
        float[] d = directions(n);
        float[] y = values(subject, d, 4);
        for (int i = 1; i < n; i++) {
            double cosine = d[3 * i] * d[3 * i - 3] + d[3 * i + 1] * d[3 * i - 2] + d[3 * i + 2] * d[3 * i - 1];
            double[] legendre = {
                1, cosine, (3 * cosine * cosine - 1) / 2, (5 * cosine * cosine * cosine - 3 * cosine) / 2
            };
            for (int l = 0; l < 4; l++) {
                double sum = 0;
                for (int m = l * l; m < (l + 1) * (l + 1); m++) {
                    sum += y[16 * i + m] * y[16 * i - 16 + m];
                }
                assertEquals((2 * l + 1) / (4 * Math.PI) * legendre[l], sum, 2e-6, "band " + l);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void frequenciesAndTheirGradientAreThoseOfTheDefinition(CudaSubject subject) {
        int n = 100;
        int octaves = 4;
        float[] x = directions(n);
        float[] weight = directions(n * (1 + 2 * octaves));
        try (NDManager manager = subject.manager().newSubManager()) {
            NDArray points = manager.create(x, new Shape(n, 3));
            NDArray weights = manager.create(weight, new Shape(n, 3 * (1 + 2 * octaves)));
            var frequencies = (CudaFrequencies) subject.kernels().frequencies(octaves);
            NDArray[] y = frequencies.forward(points);
            NDArray dx = manager.ones(points.getShape());
            frequencies.adjoint(
                    new NDArray[] {points}, y, new @Nullable NDArray[] {weights}, new @Nullable NDArray[] {dx});
            for (int i = 0; i < x.length; i++) {
                int at = i / 3 * 3 * (1 + 2 * octaves) + i % 3;
                double slope = 1 + weight[at];
                assertEquals(x[i], y[0].getFloat(i / 3, i % 3));
                for (int k = 0; k < octaves; k++) {
                    double phase = x[i] * (double) (1 << k);
                    int sine = i % 3 + 3 * (1 + 2 * k);
                    assertEquals(Math.sin(phase), y[0].getFloat(i / 3, sine), 1e-6);
                    assertEquals(Math.cos(phase), y[0].getFloat(i / 3, sine + 3), 1e-6);
                    slope += (1 << k)
                            * (Math.cos(phase) * weight[at + 3 * (1 + 2 * k)]
                                    - Math.sin(phase) * weight[at + 3 * (2 + 2 * k)]);
                }
                assertEquals(slope, dx.getFloat(i / 3, i % 3), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theExponentialIsTruncatedInItsSlopeOnly(CudaSubject subject) {
        float[] raw = {0, 1, -1, 14.9f, 15.1f, 20, -14, -20, 80};
        float[] weight = {1, -2, 3, 1, 1, 1, 5, -1, 0.5f};
        try (NDManager manager = subject.manager().newSubManager()) {
            NDArray x = manager.create(raw);
            var exponential = (CudaTruncatedExp) subject.kernels().truncatedExp();
            NDArray[] y = exponential.forward(x);
            NDArray dx = manager.ones(x.getShape());
            exponential.adjoint(
                    new NDArray[] {x}, y, new @Nullable NDArray[] {manager.create(weight)}, new @Nullable NDArray[] {dx
                    });
            for (int i = 0; i < raw.length; i++) {
                double value = Math.exp(raw[i]);
                double slope = 1 + weight[i] * Math.exp(Math.clamp(raw[i], -15, 15));
                assertEquals(value, y[0].getFloat(i), 1e-6 * value);
                assertEquals(slope, dx.getFloat(i), 1e-6 * Math.max(1, Math.abs(slope)));
            }
        }
    }

    private static float[] values(CudaSubject subject, float[] d, int degree) {
        try (NDManager manager = subject.manager().newSubManager();
                Tape tape = Tape.forwardOnly()) {
            NDArray directions = manager.create(d, new Shape(d.length / 3, 3));
            return subject.kernels()
                    .harmonics(degree)
                    .apply(tape, directions)[0]
                    .toFloatArray();
        }
    }

    private static float[] directions(int n) {
        Random random = new Random(5);
        float[] d = new float[3 * n];
        for (int i = 0; i < n; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            double z = random.nextGaussian();
            double length = Math.sqrt(x * x + y * y + z * z);
            d[3 * i] = (float) (x / length);
            d[3 * i + 1] = (float) (y / length);
            d[3 * i + 2] = (float) (z / length);
        }
        return d;
    }
}
