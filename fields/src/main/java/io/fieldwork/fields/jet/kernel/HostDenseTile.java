package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.vector.JetArithmetic;
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
    private final boolean saving;
    private final A input;
    private final List<A> z = new ArrayList<>();
    private final List<A> y = new ArrayList<>();
    private final List<HostNonlinearity<A>> nonlinearities = new ArrayList<>();
    private final A output;
    private final A zeros;
    private A gradient;
    private A next;

    /**
     * Working memory.
     *
     * @param saving whether the hidden layers go to and come from memory; otherwise they are computed again for the adjoint
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
        this.saving = saving;
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
     * Evaluates some points.
     *
     * @param x input jet [slots, n, in]
     * @param out output jet [slots, n, out], written
     * @param saved memory of the hidden layers or null
     * @param n number of points in all
     * @param first the first point, a multiple of {@link #points}
     * @param count how many, at most {@link #points}
     */
    void forward(MemorySegment x, MemorySegment out, @Nullable MemorySegment saved, long n, long first, int count) {
        load(x, n, first, count, weights.width(0), input);
        A values = input;
        int row = weights.width(0);
        long at = first / points * saved(slots, weights);
        for (int k = 0; k < last; k++) {
            linear(k, values, row, z.get(k));
            if (saved != null) {
                arithmetic.store(z.get(k), 0, saved, at, slots * plane(k));
                at += slots * plane(k);
            }
            nonlinearities.get(k).forward(z.get(k), y.get(k), plane(k), false);
            values = y.get(k);
            row = weights.stride(k + 1);
        }
        int width = weights.width(last + 1);
        int stride = outputs(values, row);
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
     * Adds the gradients of the parameters.
     *
     * @param x input jet [slots, n, in]
     * @param saved what {@link #forward} saved, or null
     * @param dOut gradient of the output jet [slots, n, out]
     * @param sums as {@link HostDenseWeights#gradients} lays them out
     * @param n number of points in all
     * @param first the first point
     * @param count how many
     */
    void adjoint(
            MemorySegment x,
            @Nullable MemorySegment saved,
            MemorySegment dOut,
            List<A> sums,
            long n,
            long first,
            int count) {
        load(x, n, first, count, weights.width(0), input);
        if (saved == null) {
            hidden();
        }
        int gradientRow = weights.width(last + 1);
        load(dOut, n, first, count, gradientRow, gradient);
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

    /** Evaluates the hidden layers, with the values that their adjoint needs. */
    private void hidden() {
        for (int k = 0; k < last; k++) {
            linear(k, k == 0 ? input : y.get(k - 1), row(k), z.get(k));
            nonlinearities.get(k).forward(z.get(k), y.get(k), plane(k), true);
        }
    }

    /** z = y W for all slots, with the bias in that of the value. */
    private void linear(int k, A values, int row, A result) {
        int stride = weights.stride(k + 1);
        product(k, 0, points, values, row, weights.bias(k), result, stride);
        product(k, points, (slots - 1) * points, values, row, zeros, result, stride);
    }

    private void product(int k, int first, int rows, A values, int row, A start, A result, int stride) {
        arithmetic.matrix(
                rows,
                weights.width(k + 1),
                weights.width(k),
                values,
                first * row,
                row,
                1,
                weights.byInput(k),
                stride,
                start,
                0,
                result,
                first * stride,
                stride);
    }

    /** The last layer; returns the distance between the rows of the output. */
    private int outputs(A values, int row) {
        int width = weights.width(last + 1);
        if (width > FEW || row % arithmetic.lanes() != 0) {
            linear(last, values, row, output);
            return weights.stride(last + 1);
        }
        arithmetic.inner(
                slots * points,
                width,
                weights.width(last),
                values,
                0,
                row,
                weights.byOutput(last),
                row,
                output,
                0,
                width);
        for (int i = 0; i < points; i++) {
            arithmetic.add(1, weights.bias(last), 0, output, i * width, width);
        }
        return width;
    }

    /** dW += y^T dz or its transpose, db += dz_0. */
    private void accumulate(int k, int gradientRow, List<A> sums) {
        A values = k == 0 ? input : y.get(k - 1);
        int in = weights.width(k);
        int out = weights.width(k + 1);
        int rows = slots * points;
        A sum = sums.get(2 * k);
        if (weights.transposed(k)) {
            arithmetic.matrix(
                    out,
                    in,
                    rows,
                    gradient,
                    0,
                    1,
                    gradientRow,
                    values,
                    row(k),
                    sum,
                    weights.stride(k),
                    sum,
                    0,
                    weights.stride(k));
        } else {
            arithmetic.matrix(
                    in,
                    out,
                    rows,
                    values,
                    0,
                    1,
                    row(k),
                    gradient,
                    gradientRow,
                    sum,
                    weights.stride(k + 1),
                    sum,
                    0,
                    weights.stride(k + 1));
        }
        for (int i = 0; i < points; i++) {
            arithmetic.add(1, gradient, i * gradientRow, sums.get(2 * k + 1), 0, out);
        }
    }

    /** dz of the layer before, which becomes the gradient. */
    private void backward(int k, int gradientRow) {
        int stride = weights.stride(k);
        arithmetic.matrix(
                slots * points,
                weights.width(k),
                weights.width(k + 1),
                gradient,
                0,
                gradientRow,
                1,
                weights.byOutput(k),
                stride,
                zeros,
                0,
                next,
                0,
                stride);
        nonlinearities.get(k - 1).adjoint(z.get(k - 1), next, plane(k - 1));
        A spare = gradient;
        gradient = next;
        next = spare;
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
