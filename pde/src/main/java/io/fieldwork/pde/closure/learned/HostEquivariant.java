package io.fieldwork.pde.closure.learned;

import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.pde.closure.Closure;
import io.fieldwork.pde.closure.TensorClosure;
import java.util.Arrays;
import java.util.List;

/** A trained {@link EquivariantClosure} at points, in double precision, for one fluid and on any thread; its parameters are copied. */
final class HostEquivariant implements Closure {
    private final double[][] weights;
    private final double[][] biases;
    private final double alignment;

    HostEquivariant(List<Parameter> parameters, double zeta) {
        int layers = parameters.size() / 2;
        weights = new double[layers][];
        biases = new double[layers][];
        for (int k = 0; k < layers; k++) {
            weights[k] = numbers(parameters.get(2 * k));
            biases[k] = numbers(parameters.get(2 * k + 1));
        }
        alignment = Math.log1p(zeta);
    }

    private static double[] numbers(Parameter parameter) {
        float[] single = parameter.value().stopGradient().toFloatArray();
        double[] values = new double[single.length];
        Arrays.setAll(values, i -> single[i]);
        return values;
    }

    @Override
    public boolean seesStrain() {
        return true;
    }

    @Override
    public void close(Points points, double[] fourthRe, double[] fourthIm) {
        int n = points.c().length;
        double[][] inputs = new double[4][n];
        double[] er = new double[n];
        double[] ei = new double[n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            double a = points.re()[i] / points.c()[i];
            double b = points.im()[i] / points.c()[i];
            double u = points.strainRe()[i];
            double v = points.strainIm()[i];
            double scale = 4 / Math.sqrt(1 + 16 * (u * u + v * v));
            er[i] = scale * u;
            ei[i] = scale * v;
            x[i] = 2 * Math.min(a * a + b * b, 1) - 1;
            inputs[0][i] = x[i];
            inputs[1][i] = 2 * (er[i] * er[i] + ei[i] * ei[i]) - 1;
            inputs[2][i] = 2 * (a * er[i] + b * ei[i]);
            inputs[3][i] = alignment;
        }
        double[][] found = network(inputs);
        double[] q = new double[n];
        TensorClosure.BINGHAM.series().values(x, q, n);
        for (int i = 0; i < n; i++) {
            combine(i, points, er[i], ei[i], q[i], found, fourthRe, fourthIm);
        }
    }

    /** Each layer by rows of points, which are its vectors. */
    private double[][] network(double[][] inputs) {
        double[][] h = inputs;
        for (int k = 0; k < weights.length; k++) {
            double[][] next = new double[biases[k].length][h[0].length];
            for (int o = 0; o < next.length; o++) {
                Arrays.fill(next[o], biases[k][o]);
                for (int i = 0; i < h.length; i++) {
                    add(next[o], weights[k][o * h.length + i], h[i]);
                }
                if (k < weights.length - 1) {
                    bend(next[o]);
                }
            }
            h = next;
        }
        return h;
    }

    private static void add(double[] to, double factor, double[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    private static void bend(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 - 2 / (Math.exp(2 * values[i]) + 1);
        }
    }

    /** m₄ at a point from A, B, C. */
    private static void combine(
            int i, Points points, double er, double ei, double q, double[][] k, double[] fourthRe, double[] fourthIm) {
        double c = points.c()[i];
        double a = points.re()[i] / c;
        double b = points.im()[i] / c;
        double room = 1 - Math.min(a * a + b * b, 1);
        double re = a * a - b * b;
        double im = 2 * a * b;
        double dr = (q - 1) * re + room * (k[0][i] * re + k[1][i] * (a * er - b * ei) + k[2][i] * (er * er - ei * ei));
        double di = (q - 1) * im + room * (k[0][i] * im + k[1][i] * (a * ei + b * er) + k[2][i] * 2 * er * ei);
        double size = Math.sqrt(dr * dr + di * di + 1e-30);
        double kept = room / Math.max(size, room);
        fourthRe[i] = c * (re + kept * dr);
        fourthIm[i] = c * (im + kept * di);
    }
}
