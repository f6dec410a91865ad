package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.jet.vector.JetArithmetic.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forward and backward pass of a network on a tile of points with all their slots, small enough for the caches of
 * one core. The rows of its matrices are slot after slot, a row a point. One thread uses it.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class HostDenseTile<A> {
    private static final int ROWS = 64;

    /** Outputs up to this number are computed as inner products. */
    private static final int FEW = 4;

    private final JetArithmetic<A> arithmetic;
    private final HostDenseWeights<A> weights;
    private final int slots;
    private final int points;
    private final int last;
    private final A input;
    private final List<A> z = new ArrayList<>();
    private final List<A> y = new ArrayList<>();
    private final List<HostNonlinearity<A>> nonlinearities = new ArrayList<>();
    private final A output;
    private final A zeros;
    private A gradient;
    private A next;

    /**
     * Working memory. The hidden layers go to and come from memory if {@code saving}, or are computed again for the
     * adjoint.
     */
    HostDenseTile(
            JetArithmetic<A> arithmetic,
            Activation function,
            JetRules rules,
            HostDenseWeights<A> weights,
            boolean saving) {
        this.arithmetic = arithmetic;
        this.weights = weights;
        this.slots = rules.slots().size();
        this.points = points(slots);
        this.last = weights.layers() - 1;
        int widest = weights.stride(0);
        for (int k = 1; k <= weights.layers(); k++) {
            widest = Math.max(widest, weights.stride(k));
        }
        int size = slots * points;
        for (int k = 0; k < last; k++) {
            boolean shared = saving && k > 0;
            z.add(shared ? z.getFirst() : arithmetic.zeros(size * widest));
            y.add(shared ? y.getFirst() : arithmetic.zeros(size * widest));
            nonlinearities.add(new HostNonlinearity<>(arithmetic, function, rules, points * weights.stride(k + 1)));
        }
        this.input = arithmetic.zeros((size + JetArithmetic.ROWS) * weights.width(0));
        this.output = arithmetic.zeros(size * widest);
        this.zeros = arithmetic.zeros(widest);
        this.gradient = arithmetic.zeros(size * widest);
        this.next = arithmetic.zeros(size * widest);
    }

    /** Points of a tile, a multiple of the rows of a matrix product. */
    static int points(int slots) {
        return Math.max(1, ROWS / slots / JetArithmetic.ROWS) * JetArithmetic.ROWS;
    }

    /** Elements of the hidden layers of a tile. */
    static long saved(int slots, HostDenseWeights<?> weights) {
        long sum = 0;
        for (int k = 1; k < weights.layers(); k++) {
            sum += (long) slots * points(slots) * weights.stride(k);
        }
        return sum;
    }

    /**
     * Evaluates {@code count} points of n from the first on, a multiple of {@link #points} and at most as many: the jet
     * x [slots, n, in] to the jet {@code out} [slots, n, out]. The hidden layers go to {@code saved}, if it is there.
     */
    void forward(MemorySegment x, MemorySegment out, @Nullable MemorySegment saved, long n, long first, int count) {
        load(x, n, first, count, weights.width(0), input);
        long at = first / points * saved(slots, weights);
        for (int k = 0; k < last; k++) {
            linear(k, z.get(k));
            if (saved != null) {
                arithmetic.store(z.get(k), 0, saved, at, slots * plane(k));
                at += slots * plane(k);
            }
            nonlinearities.get(k).forward(z.get(k), y.get(k), plane(k), false);
        }
        int width = weights.width(last + 1);
        int stride = outputs();
        for (int slot = 0; slot < slots; slot++) {
            long to = (slot * n + first) * width;
            if (stride == width) {
                arithmetic.store(output, slot * points * width, out, to, count * width);
            } else {
                for (int i = 0; i < count; i++) {
                    arithmetic.store(output, (slot * points + i) * stride, out, to + (long) i * width, width);
                }
            }
        }
    }

    /**
     * Adds the gradients of the parameters to sums as {@link HostDenseWeights#gradients} lays them out, given the
     * gradient dy [slots, n, out] and what {@link #forward} saved, if it did.
     */
    void adjoint(
            MemorySegment x,
            @Nullable MemorySegment saved,
            MemorySegment dy,
            List<A> sums,
            long n,
            long first,
            int count) {
        load(x, n, first, count, weights.width(0), input);
        for (int k = 0; saved == null && k < last; k++) {
            linear(k, z.get(k));
            nonlinearities.get(k).forward(z.get(k), y.get(k), plane(k), true);
        }
        int gradientRow = weights.width(last + 1);
        load(dy, n, first, count, gradientRow, gradient);
        long at = (first / points + 1) * saved(slots, weights);
        for (int k = last; k >= 0; k--) {
            if (k > 0 && saved != null) {
                at -= slots * plane(k - 1);
                arithmetic.load(saved, at, z.get(k - 1), 0, slots * plane(k - 1));
                nonlinearities.get(k - 1).forward(z.get(k - 1), y.get(k - 1), plane(k - 1), true);
            }
            accumulate(k, gradientRow, sums);
            if (k > 0) {
                backward(k, gradientRow);
                gradientRow = weights.stride(k);
            }
        }
    }

    /** z = y W for all slots, with the bias in that of the value. */
    private void linear(int k, A result) {
        product(k, 0, points, weights.bias(k), result);
        product(k, points, (slots - 1) * points, zeros, result);
    }

    private void product(int k, int first, int rows, A start, A result) {
        int stride = weights.stride(k + 1);
        arithmetic.matrix(
                rows,
                weights.width(k + 1),
                weights.width(k),
                new Matrix<>(values(k), first * row(k), row(k), 1),
                weights.byInput(k),
                new Matrix<>(start, 0),
                new Matrix<>(result, first * stride, stride, 1));
    }

    /** The last layer; returns the distance between the rows of the output. */
    private int outputs() {
        int width = weights.width(last + 1);
        if (width > FEW || row(last) % arithmetic.lanes() != 0) {
            linear(last, output);
            return weights.stride(last + 1);
        }
        Matrix<A> rows = new Matrix<>(output, width);
        Matrix<A> left = new Matrix<>(values(last), row(last));
        arithmetic.inner(slots * points, width, weights.width(last), left, weights.byOutput(last), rows);
        for (int i = 0; i < points; i++) {
            arithmetic.add(1, weights.bias(last), 0, output, i * width, width);
        }
        return width;
    }

    /** dW += y^T dz or its transpose, db += dz_0. */
    private void accumulate(int k, int gradientRow, List<A> sums) {
        int in = weights.width(k);
        int out = weights.width(k + 1);
        Matrix<A> left = new Matrix<>(values(k), row(k));
        Matrix<A> right = new Matrix<>(gradient, gradientRow);
        Matrix<A> sum = new Matrix<>(sums.get(2 * k), weights.stride(weights.transposed(k) ? k : k + 1));
        if (weights.transposed(k)) {
            arithmetic.matrix(out, in, slots * points, right.transposed(), left, sum, sum);
        } else {
            arithmetic.matrix(in, out, slots * points, left.transposed(), right, sum, sum);
        }
        for (int i = 0; i < points; i++) {
            arithmetic.add(1, gradient, i * gradientRow, sums.get(2 * k + 1), 0, out);
        }
    }

    /** dz of the layer before, which becomes the gradient. */
    private void backward(int k, int gradientRow) {
        arithmetic.matrix(
                slots * points,
                weights.width(k),
                weights.width(k + 1),
                new Matrix<>(gradient, gradientRow),
                weights.byOutput(k),
                new Matrix<>(zeros, 0),
                new Matrix<>(next, weights.stride(k)));
        nonlinearities.get(k - 1).adjoint(z.get(k - 1), next, plane(k - 1));
        A spare = gradient;
        gradient = next;
        next = spare;
    }

    /** What enters layer k. */
    private A values(int k) {
        return k == 0 ? input : y.get(k - 1);
    }

    private int row(int k) {
        return k == 0 ? weights.width(0) : weights.stride(k);
    }

    private int plane(int k) {
        return points * weights.stride(k + 1);
    }

    private void load(MemorySegment jet, long n, long first, int count, int width, A to) {
        for (int slot = 0; slot < slots; slot++) {
            int at = slot * points * width;
            arithmetic.load(jet, (slot * n + first) * width, to, at, count * width);
            if (count < points) {
                arithmetic.clear(to, at + count * width, (points - count) * width);
            }
        }
    }
}
