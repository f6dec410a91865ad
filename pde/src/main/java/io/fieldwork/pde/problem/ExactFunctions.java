package io.fieldwork.pde.problem;

import io.fieldwork.pde.equation.Exact;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * Hard constraints given by plain functions.
 *
 * @param offsets g for each unknown; 0 for those that are left out
 * @param factors phi for each unknown; 1 for those that are left out
 */
record ExactFunctions(Map<String, Function> offsets, Map<String, Function> factors) implements Exact {
    /** A function of the coordinates with its derivatives. */
    @FunctionalInterface
    interface Function {
        /**
         * The value at a point.
         *
         * @param x coordinates [d]
         * @return the value with its derivatives
         */
        DerivativeStructure of(DerivativeStructure... x);
    }

    /** u = offset + factor N for an equation of one unknown u. */
    static Exact of(Function offset, Function factor) {
        return new ExactFunctions(Map.of("u", offset), Map.of("u", factor));
    }

    /** u = initial + t N for an equation of one unknown u. */
    static Exact from(Function initial) {
        return of(initial, x -> x[0]);
    }

    @Override
    public DerivativeStructure offset(String unknown, DerivativeStructure... x) {
        Function offset = offsets.get(unknown);
        return offset == null ? x[0].getField().getZero() : offset.of(x);
    }

    @Override
    public DerivativeStructure factor(String unknown, DerivativeStructure... x) {
        Function factor = factors.get(unknown);
        return factor == null ? x[0].getField().getOne() : factor.of(x);
    }
}
