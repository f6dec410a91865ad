package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import java.util.List;

/**
 * The product rule on segments of jets in arrays, slot after slot at the distance {@link HostNonlinearity#SEGMENT}.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
record HostLeibniz<A>(JetArithmetic<A> arithmetic, List<List<JetRules.Pair>> rules) {
    private static final int STEP = HostNonlinearity.SEGMENT;

    /** y += a b. */
    void forward(A a, A b, A y, int length) {
        for (int slot = 0; slot < rules.size(); slot++) {
            for (JetRules.Pair pair : rules.get(slot)) {
                arithmetic.accumulate(
                        pair.coefficient(), a, pair.left() * STEP, b, pair.right() * STEP, y, slot * STEP, length);
            }
        }
    }

    /** da and db += the gradients, given that of y. */
    void adjoint(A a, A b, A gradient, A da, A db, int length) {
        for (int slot = 0; slot < rules.size(); slot++) {
            for (JetRules.Pair pair : rules.get(slot)) {
                int left = pair.left() * STEP;
                int right = pair.right() * STEP;
                arithmetic.accumulate(pair.coefficient(), gradient, slot * STEP, b, right, da, left, length);
                arithmetic.accumulate(pair.coefficient(), gradient, slot * STEP, a, left, db, right, length);
            }
        }
    }
}
