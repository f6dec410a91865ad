package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.jet.vector.JetArithmetic.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The passes of a softplus network on a tile of points, as {@link HostSoftplus} describes them. Hidden layer j has h, its derivative s, and
 * r, the gradient of y_0 before the nonlinearity. One thread uses it.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class HostSoftplusTile<A> {
    /** Points of a tile. */
    static final int POINTS = 32;

    private final JetArithmetic<A> arithmetic;
    private final double sharpness;
    private final HostDenseWeights<A> weights;
    private final boolean slopes;
    private final int last;
    private final A input;
    private final List<A> h = new ArrayList<>();
    private final List<A> s = new ArrayList<>();
    private final List<A> r = new ArrayList<>();
    private final A output;
    private final A zeros;
    private final A nothing;
    private final List<A> along = new ArrayList<>();
    private final List<A> bend = new ArrayList<>();
    private A back;
    private A next;

    /** Working memory. */
    HostSoftplusTile(JetArithmetic<A> arithmetic, double sharpness, HostDenseWeights<A> weights, boolean slopes) {
        this.arithmetic = arithmetic;
        this.sharpness = sharpness;
        this.weights = weights;
        this.slopes = slopes;
        this.last = weights.layers() - 1;
        int widest = weights.stride(0);
        for (int k = 1; k <= weights.layers(); k++) {
            widest = Math.max(widest, weights.stride(k));
        }
        for (int k = 1; k <= last; k++) {
            h.add(arithmetic.zeros(plane(k)));
            s.add(arithmetic.zeros(plane(k)));
            r.add(arithmetic.zeros(plane(k)));
            along.add(arithmetic.zeros(plane(k)));
            bend.add(arithmetic.zeros(plane(k)));
        }
        this.input = arithmetic.zeros((POINTS + JetArithmetic.ROWS) * weights.width(0));
        along.addFirst(arithmetic.zeros((POINTS + JetArithmetic.ROWS) * weights.width(0)));
        this.output = arithmetic.zeros(POINTS * widest);
        this.zeros = arithmetic.zeros(widest);
        this.nothing = arithmetic.none();
        this.back = arithmetic.zeros(POINTS * widest);
        this.next = arithmetic.zeros(POINTS * widest);
    }

    /** Elements that a tile keeps for its adjoint. */
    static long kept(HostDenseWeights<?> weights, boolean slopes) {
        long sum = 0;
        for (int k = 1; k < weights.layers(); k++) {
            sum += (slopes ? 3L : 2L) * POINTS * weights.stride(k);
        }
        return sum;
    }

    /**
     * Evaluates {@code count} points from the first on, a multiple of {@link #POINTS} and at most as many: x [n, in] to y [n, out], and to the
     * gradient {@code slope} [n, in] and what the adjoint needs, if they are there.
     */
    void forward(
            MemorySegment x,
            MemorySegment y,
            @Nullable MemorySegment slope,
            @Nullable MemorySegment kept,
            long first,
            int count) {
        load(x, first, count, weights.width(0), input);
        for (int k = 0; k < last; k++) {
            linear(k, k == 0 ? input : h.get(k - 1), weights.bias(k), back);
            arithmetic.softplus(
                    sharpness, back, h.get(k), slope == null && kept == null ? nothing : s.get(k), plane(k + 1));
        }
        linear(last, h.get(last - 1), weights.bias(last), output);
        store(output, weights.stride(last + 1), y, first, count, weights.width(last + 1), false);
        if (slope != null) {
            slope();
            store(back, weights.stride(0), slope, first, count, weights.width(0), false);
        }
        if (kept != null) {
            keep(kept, first);
        }
    }

    /** The pass back from the first value to the input, which leaves the gradient in {@link #back}. */
    private void slope() {
        A column = weights.byOutput(last).array();
        for (int i = 0; i < POINTS; i++) {
            int at = i * weights.stride(last);
            arithmetic.multiply(s.get(last - 1), at, column, 0, r.get(last - 1), at, weights.stride(last));
        }
        for (int k = last - 1; k >= 0; k--) {
            backwards(k, r.get(k), weights.stride(k + 1), back);
            if (k > 0) {
                arithmetic.multiply(s.get(k - 1), 0, back, 0, r.get(k - 1), 0, plane(k));
            }
        }
    }

    private void keep(MemorySegment kept, long first) {
        long at = first / POINTS * kept(weights, slopes);
        for (int k = 0; k < last; k++) {
            for (A array : slopes ? List.of(h.get(k), s.get(k), r.get(k)) : List.of(h.get(k), s.get(k))) {
                arithmetic.store(array, 0, kept, at, plane(k + 1));
                at += plane(k + 1);
            }
        }
    }

    private void recall(MemorySegment kept, long first) {
        long at = first / POINTS * kept(weights, slopes);
        for (int k = 0; k < last; k++) {
            for (A array : slopes ? List.of(h.get(k), s.get(k), r.get(k)) : List.of(h.get(k), s.get(k))) {
                arithmetic.load(kept, at, array, 0, plane(k + 1));
                at += plane(k + 1);
            }
        }
    }

    /**
     * Adds the gradients of the parameters to sums as {@link HostDenseWeights#gradients} lays them out, and those of the points to {@code dx},
     * if it is there.
     *
     * @param kept what {@link #forward} kept
     * @param dy gradient of y [n, out], or null
     * @param dSlope gradient of the gradient [n, in], or null
     */
    void adjoint(
            MemorySegment x,
            MemorySegment kept,
            @Nullable MemorySegment dy,
            @Nullable MemorySegment dSlope,
            @Nullable MemorySegment dx,
            List<A> sums,
            long first,
            int count) {
        load(x, first, count, weights.width(0), input);
        recall(kept, first);
        boolean bent = dSlope != null;
        if (bent) {
            load(dSlope, first, count, weights.width(0), along.getFirst());
            forwards();
            first(sums.get(2 * last));
        }
        int out = weights.width(last + 1);
        if (dy == null) {
            arithmetic.clear(output, 0, POINTS * out);
        } else {
            load(dy, first, count, out, output);
        }
        accumulate(last, h.get(last - 1), output, out, sums);
        bias(last, output, out, sums);
        backwards(last, output, out, back);
        for (int k = last - 1; k >= 0; k--) {
            before(k, bent);
            A entering = k == 0 ? input : h.get(k - 1);
            accumulate(k, entering, back, weights.stride(k + 1), sums);
            bias(k, back, weights.stride(k + 1), sums);
            if (bent) {
                accumulate(k, along.get(k), r.get(k), weights.stride(k + 1), sums);
            }
            if (k > 0 || dx != null) {
                backwards(k, back, weights.stride(k + 1), next);
                A spare = back;
                back = next;
                next = spare;
            }
        }
        if (dx != null) {
            store(back, weights.stride(0), dx, first, count, weights.width(0), true);
        }
    }

    /** The derivative along the gradient of the gradient, layer by layer, and what it adds before each nonlinearity. */
    private void forwards() {
        for (int k = 0; k < last; k++) {
            linear(k, along.get(k), zeros, next);
            int size = plane(k + 1);
            arithmetic.multiply(next, 0, s.get(k), 0, along.get(k + 1), 0, size);
            arithmetic.multiply(next, 0, r.get(k), 0, next, 0, size);
            arithmetic.copy(next, 0, bend.get(k), 0, size);
            arithmetic.accumulate(-1, next, 0, s.get(k), 0, bend.get(k), 0, size);
        }
    }

    /** Adds the derivatives of the last hidden layer to the gradient of the first column of the last matrix. */
    private void first(A sum) {
        int in = weights.width(last);
        arithmetic.clear(next, 0, in);
        for (int i = 0; i < POINTS; i++) {
            arithmetic.add(1, along.get(last), i * weights.stride(last), next, 0, in);
        }
        if (weights.transposed(last)) {
            arithmetic.add(1, next, 0, sum, 0, in);
        } else {
            A column = arithmetic.zeros(in * weights.stride(last + 1));
            arithmetic.transpose(next, 1, in, in, column, weights.stride(last + 1));
            arithmetic.add(1, column, 0, sum, 0, in * weights.stride(last + 1));
        }
    }

    /** From the gradient of h of layer k to that before its nonlinearity, in {@link #back}. */
    private void before(int k, boolean bent) {
        arithmetic.multiply(back, 0, s.get(k), 0, back, 0, plane(k + 1));
        if (bent) {
            arithmetic.add(sharpness, bend.get(k), 0, back, 0, plane(k + 1));
        }
    }

    /** result = y W + start. */
    private void linear(int k, A y, A start, A result) {
        arithmetic.matrix(
                POINTS,
                weights.width(k + 1),
                weights.width(k),
                new Matrix<>(y, row(k)),
                weights.byInput(k),
                new Matrix<>(start, 0),
                new Matrix<>(result, weights.stride(k + 1)));
    }

    /** result = d W^T. */
    private void backwards(int k, A d, int row, A result) {
        arithmetic.matrix(
                POINTS,
                weights.width(k),
                weights.width(k + 1),
                new Matrix<>(d, row),
                weights.byOutput(k),
                new Matrix<>(zeros, 0),
                new Matrix<>(result, weights.stride(k)));
    }

    /** dW += y^T d or its transpose. */
    private void accumulate(int k, A y, A d, int row, List<A> sums) {
        int in = weights.width(k);
        int out = weights.width(k + 1);
        Matrix<A> left = new Matrix<>(y, row(k));
        Matrix<A> right = new Matrix<>(d, row);
        Matrix<A> sum = new Matrix<>(sums.get(2 * k), weights.stride(weights.transposed(k) ? k : k + 1));
        if (weights.transposed(k)) {
            arithmetic.matrix(out, in, POINTS, right.transposed(), left, sum, sum);
        } else {
            arithmetic.matrix(in, out, POINTS, left.transposed(), right, sum, sum);
        }
    }

    private void bias(int k, A d, int row, List<A> sums) {
        for (int i = 0; i < POINTS; i++) {
            arithmetic.add(1, d, i * row, sums.get(2 * k + 1), 0, weights.width(k + 1));
        }
    }

    private int row(int k) {
        return k == 0 ? weights.width(0) : weights.stride(k);
    }

    private int plane(int k) {
        return POINTS * weights.stride(k);
    }

    private void load(MemorySegment from, long first, int count, int width, A to) {
        arithmetic.load(from, first * width, to, 0, count * width);
        arithmetic.clear(to, count * width, (POINTS - count) * width);
    }

    private void store(A from, int row, MemorySegment to, long first, int count, int width, boolean add) {
        for (int i = 0; i < count; i++) {
            long at = (first + i) * width;
            if (add) {
                arithmetic.addTo(from, i * row, to, at, width);
            } else {
                arithmetic.store(from, i * row, to, at, width);
            }
        }
    }
}
