package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compositing on the device against the sequential sums in double precision and their central differences. */
final class CudaCompositeTest {
    private static final int[] COUNTS = {0, 1, 5, 31, 32, 33, 0, 100, 64, 257, 0};

    static Stream<CudaSubject> subjects() {
        return CudaSubject.all();
    }

    /** Weights and the sums of colours and distances, from (sigma, colour, delta, t, offsets). */
    private record Pair(CudaWeights weights, CudaAccumulate accumulate) {
        Pair(CudaSubject subject) {
            this((CudaWeights) subject.kernels().weights(), (CudaAccumulate)
                    subject.kernels().accumulate());
        }

        /** Colour, opacity and depth, and the weights. */
        NDArray[] forward(NDArray... in) {
            NDArray[] weighed = weights.forward(in[0], in[2], in[4]);
            NDArray color = accumulate.forward(weighed[0], in[1], in[4])[0];
            NDArray depth = accumulate.forward(weighed[0], in[3].reshape(-1, 1), in[4])[0];
            return new NDArray[] {color, weighed[1], depth.reshape(-1), weighed[0]};
        }

        /** Adds the gradients of sigma and colour; those of outputs that are null do not count. */
        void adjoint(NDArray[] in, NDArray[] out, @Nullable NDArray[] dOut, NDArray dSigma, NDArray dColor) {
            NDArray dWeights = in[0].getManager().zeros(in[0].getShape());
            if (dOut[0] != null) {
                accumulate.adjoint(
                        new NDArray[] {out[3], in[1], in[4]},
                        new NDArray[] {out[0]},
                        new NDArray[] {dOut[0]},
                        new NDArray[] {dWeights, dColor, null});
            }
            if (dOut[2] != null) {
                accumulate.adjoint(
                        new NDArray[] {out[3], in[3].reshape(-1, 1), in[4]},
                        new NDArray[] {out[2].reshape(-1, 1)},
                        new NDArray[] {dOut[2].reshape(-1, 1)},
                        new NDArray[] {dWeights, null, null});
            }
            boolean weighed = dOut[0] != null || dOut[2] != null;
            weights.adjoint(
                    new NDArray[] {in[0], in[2], in[4]},
                    new NDArray[] {out[3], out[1]},
                    new NDArray[] {weighed ? dWeights : null, dOut[1]},
                    new NDArray[] {dSigma, null, null});
        }
    }

    /** Packed samples; sigma and colour are what is differentiated. */
    private static final class Bundle {
        final int[] offsets = new int[COUNTS.length + 1];
        final double[] sigma;
        final double[] color;
        final double[] delta;
        final double[] t;

        Bundle(double density) {
            for (int r = 0; r < COUNTS.length; r++) {
                offsets[r + 1] = offsets[r] + COUNTS[r];
            }
            int s = offsets[COUNTS.length];
            Random random = new Random(7);
            sigma = random.doubles(s, 0, density).map(x -> (float) x).toArray();
            color = random.doubles(3L * s).map(x -> (float) x).toArray();
            delta = random.doubles(s, 0.01, 0.1).map(x -> (float) x).toArray();
            t = random.doubles(s, 1, 3).map(x -> (float) x).toArray();
            for (int i = 0; i < s; i += 9) {
                sigma[i] = 0;
            }
        }

        int rays() {
            return COUNTS.length;
        }

        /** Colour, opacity and depth of each ray, five numbers a ray. */
        double[] render() {
            double[] out = new double[5 * rays()];
            for (int r = 0; r < rays(); r++) {
                double transmittance = 1;
                for (int i = offsets[r]; i < offsets[r + 1]; i++) {
                    double behind = transmittance * Math.exp(-sigma[i] * delta[i]);
                    double w = transmittance - behind;
                    for (int k = 0; k < 3; k++) {
                        out[5 * r + k] += w * color[3 * i + k];
                    }
                    out[5 * r + 3] += w;
                    out[5 * r + 4] += w * t[i];
                    transmittance = behind;
                }
            }
            return out;
        }

        double loss(double[] weight) {
            double[] out = render();
            double sum = 0;
            for (int i = 0; i < out.length; i++) {
                sum += weight[i] * out[i];
            }
            return sum;
        }

        double[] differences(double[] of, double[] weight) {
            double h = 1e-5;
            double[] slope = new double[of.length];
            for (int i = 0; i < of.length; i++) {
                double before = of[i];
                of[i] = before + h;
                double above = loss(weight);
                of[i] = before - h;
                slope[i] = (above - loss(weight)) / (2 * h);
                of[i] = before;
            }
            return slope;
        }

        NDArray[] tensors(NDManager manager) {
            int s = sigma.length;
            return new NDArray[] {
                manager.create(floats(sigma)),
                manager.create(floats(color), new Shape(s, 3)),
                manager.create(floats(delta)),
                manager.create(floats(t)),
                manager.create(offsets)
            };
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void weightsAreTheTextbookOnes(CudaSubject subject) {
        try (NDManager manager = subject.manager().newSubManager()) {
            NDArray[] inputs = {
                manager.create(new float[] {1, 2, 4}),
                manager.create(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new Shape(3, 3)),
                manager.create(new float[] {0.1f, 0.2f, 0.05f}),
                manager.create(new float[] {1, 2, 3}),
                manager.create(new int[] {0, 3})
            };
            NDArray[] out = new Pair(subject).forward(inputs);
            assertArrayEquals(new float[] {0.0951626f, 0.2983068f, 0.1099454f}, out[0].toFloatArray(), 1e-6f);
            assertEquals(1 - 0.4965853f, out[1].getFloat(0), 1e-6f);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void sumsAndGradientsAgreeWithDoublePrecision(CudaSubject subject) {
        for (double density : new double[] {2, 40, 3000}) {
            Bundle bundle = new Bundle(density);
            double[] weight = new Random(3).doubles(5L * bundle.rays(), -1, 1).toArray();
            assertAgrees(subject, bundle, weight, new boolean[] {true, true, true});
            assertAgrees(subject, bundle, weight, new boolean[] {true, false, false});
            assertAgrees(subject, bundle, weight, new boolean[] {false, true, false});
            assertAgrees(subject, bundle, weight, new boolean[] {false, false, true});
        }
    }

    private static void assertAgrees(CudaSubject subject, Bundle bundle, double[] weight, boolean[] given) {
        int rays = bundle.rays();
        double[] used = weight.clone();
        for (int i = 0; i < used.length; i++) {
            int output = Math.max(0, i % 5 - 2);
            used[i] = given[output] ? (float) used[i] : 0;
        }
        try (NDManager manager = subject.manager().newSubManager()) {
            NDArray[] inputs = bundle.tensors(manager);
            Pair composite = new Pair(subject);
            NDArray[] out = composite.forward(inputs);
            double[] expected = bundle.render();
            assertArrayEquals(column(expected, 0, 3), wide(out[0]), 2e-6);
            assertArrayEquals(column(expected, 3, 1), wide(out[1]), 2e-6);
            assertArrayEquals(column(expected, 4, 1), wide(out[2]), 6e-6);
            @Nullable
            NDArray[] weights = {
                given[0] ? manager.create(floats(column(used, 0, 3)), new Shape(rays, 3)) : null,
                given[1] ? manager.create(floats(column(used, 3, 1))) : null,
                given[2] ? manager.create(floats(column(used, 4, 1))) : null
            };
            NDArray dsigma = manager.ones(inputs[0].getShape());
            NDArray dcolor = manager.ones(inputs[1].getShape());
            composite.adjoint(inputs, out, weights, dsigma, dcolor);
            assertArrayEquals(bundle.differences(bundle.sigma, used), wide(dsigma.sub(1)), 1e-6);
            assertArrayEquals(bundle.differences(bundle.color, used), wide(dcolor.sub(1)), 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void anEndlessLastSampleMakesTheRayOpaque(CudaSubject subject) {
        try (NDManager manager = subject.manager().newSubManager()) {
            NDArray[] inputs = {
                manager.create(new float[] {1, 1e30f, 1}),
                manager.ones(new Shape(3, 3)),
                manager.create(new float[] {0.5f, 1e10f, 1}),
                manager.create(new float[] {1, 2, 3}),
                manager.create(new int[] {0, 2, 3})
            };
            NDArray[] out = new Pair(subject).forward(inputs);
            assertEquals(1f, out[1].getFloat(0), 1e-6f);
            assertEquals(1 - Math.exp(-1), out[1].getFloat(1), 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void noRaysGiveNothing(CudaSubject subject) {
        try (NDManager manager = subject.manager().newSubManager()) {
            NDArray none = manager.zeros(new Shape(0));
            NDArray[] inputs = {none, manager.zeros(new Shape(0, 3)), none, none, manager.create(new int[] {0})};
            NDArray[] out = new Pair(subject).forward(inputs);
            assertEquals(new Shape(0, 3), out[0].getShape());
        }
    }

    private static double[] column(double[] rows, int from, int width) {
        double[] values = new double[rows.length / 5 * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i / width * 5 + from + i % width];
        }
        return values;
    }

    private static double[] wide(NDArray array) {
        float[] values = array.toFloatArray();
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}
