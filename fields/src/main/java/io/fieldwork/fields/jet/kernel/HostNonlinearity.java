package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A nonlinearity on jets in arrays, slot after slot at a fixed distance, in segments that fit the first-level cache.
 * Pure derivatives to order four go along their coordinate in straight-line code, mixed and higher ones term by term from
 * {@link JetRules}. One thread uses it.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class HostNonlinearity<A> {
    /** Elements at a time. */
    static final int SEGMENT = 256;

    /** The highest order of straight-line code. */
    private static final int STRAIGHT = 4;

    private final JetArithmetic<A> arithmetic;
    private final Activation function;
    private final int plane;
    private final int order;
    private final int[][] pure;
    private final int[] mixed;
    private final List<List<JetRules.Term>> terms;
    private final A table;
    private final A before;
    private final A product;

    /** A nonlinearity with working memory; slots are {@code plane} elements apart, at least as many as any call has. */
    HostNonlinearity(JetArithmetic<A> arithmetic, Activation function, JetRules rules, int plane) {
        this.arithmetic = arithmetic;
        this.function = function;
        this.plane = plane;
        this.order = rules.slots().order();
        this.pure = rules.pure().stream()
                .map(chain -> IntStream.concat(IntStream.of(0), chain.stream().mapToInt(Integer::intValue))
                        .limit(STRAIGHT + 1)
                        .toArray())
                .toArray(int[][]::new);
        IntStream higher = rules.pure().stream()
                .flatMapToInt(chain -> chain.stream().skip(STRAIGHT).mapToInt(Integer::intValue));
        this.mixed = IntStream.concat(rules.mixed().stream().mapToInt(Integer::intValue), higher)
                .sorted()
                .toArray();
        this.terms = rules.chain();
        this.table = arithmetic.zeros((order + 3) / 2 * 2 * plane);
        this.before = arithmetic.zeros(mixed.length * SEGMENT);
        this.product = arithmetic.zeros(SEGMENT);
    }

    /**
     * The jet y of f(z), given the number of elements of a slot, and whether {@link #adjoint} is called next for the
     * same z.
     */
    void forward(A z, A y, int length, boolean adjointFollows) {
        int count = order + (adjointFollows ? 2 : 1);
        for (int at = 0; at < length; at += SEGMENT) {
            int size = Math.min(SEGMENT, length - at);
            arithmetic.derivatives(function, count, z, at, table, plane, at, size);
            arithmetic.copy(table, at, y, at, size);
            for (int[] chain : pure) {
                arithmetic.chain(table, plane, at, z, y, places(chain, at), size);
            }
            for (int slot : mixed) {
                mixedForward(slot, z, y, at, size);
            }
        }
    }

    /** Prepares {@link #adjoint} where {@link #forward} is not needed. */
    void prepare(A z, int length) {
        for (int at = 0; at < length; at += SEGMENT) {
            int size = Math.min(SEGMENT, length - at);
            arithmetic.derivatives(function, order + 2, z, at, table, plane, at, size);
        }
    }

    /** Turns gradients of f(z) into gradients of z, in place, for the z that was given last. */
    void adjoint(A z, A gradients, int length) {
        for (int at = 0; at < length; at += SEGMENT) {
            int size = Math.min(SEGMENT, length - at);
            for (int k = 0; k < mixed.length; k++) {
                int place = mixed[k] * plane + at;
                arithmetic.copy(gradients, place, before, k * SEGMENT, size);
                arithmetic.multiply(table, plane + at, gradients, place, gradients, place, size);
            }
            arithmetic.multiply(table, plane + at, gradients, at, gradients, at, size);
            for (int[] chain : pure) {
                arithmetic.chainAdjoint(table, plane, at, z, gradients, places(chain, at), size);
            }
            for (int k = 0; k < mixed.length; k++) {
                for (JetRules.Term term : terms.get(mixed[k])) {
                    mixedAdjoint(term, k * SEGMENT, z, gradients, at, size);
                }
            }
        }
    }

    private int[] places(int[] chain, int at) {
        int[] places = new int[chain.length];
        for (int k = 0; k < chain.length; k++) {
            places[k] = chain[k] * plane + at;
        }
        return places;
    }

    private void mixedForward(int slot, A z, A y, int at, int size) {
        int place = slot * plane + at;
        arithmetic.multiply(table, plane + at, z, place, y, place, size);
        for (JetRules.Term term : terms.get(slot)) {
            if (term.order() > 1) {
                factors(term, -1, z, at, size);
                arithmetic.accumulate(term.coefficient(), table, term.order() * plane + at, product, 0, y, place, size);
            }
        }
    }

    private void mixedAdjoint(JetRules.Term term, int saved, A z, A gradients, int at, int size) {
        int c = term.coefficient();
        int slope = term.order() * plane + at;
        factors(term, -1, z, at, size);
        arithmetic.multiply(product, 0, table, slope + plane, product, 0, size);
        arithmetic.accumulate(c, product, 0, before, saved, gradients, at, size);
        if (term.order() == 1) {
            return;
        }
        for (int k = 0; k < term.order(); k++) {
            factors(term, k, z, at, size);
            arithmetic.multiply(product, 0, table, slope, product, 0, size);
            arithmetic.accumulate(
                    c, product, 0, before, saved, gradients, term.factors().get(k) * plane + at, size);
        }
    }

    /** The product of a term's factors but one. */
    private void factors(JetRules.Term term, int without, A z, int at, int size) {
        boolean empty = true;
        for (int k = 0; k < term.order(); k++) {
            if (k != without) {
                int place = term.factors().get(k) * plane + at;
                if (empty) {
                    arithmetic.copy(z, place, product, 0, size);
                } else {
                    arithmetic.multiply(product, 0, z, place, product, 0, size);
                }
                empty = false;
            }
        }
    }
}
