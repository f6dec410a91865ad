package io.fieldwork.pde.problem;

import io.fieldwork.pde.equation.Exact;
import io.fieldwork.pde.equation.Problem;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * Hard constraints given by plain functions of each unknown: offsets g, 0 for those that are left out, and factors phi,
 * 1 for those that are left out.
 */
record ExactFunctions(Map<String, Function> offsets, Map<String, Function> factors) implements Exact {
    /** A function of the coordinates with its derivatives. */
    @FunctionalInterface
    interface Function {
        /** The value with its derivatives at coordinates [d]. */
        DerivativeStructure of(DerivativeStructure... x);
    }

    /** A problem of one unknown with u = offset + factor N instead of its conditions. */
    static Problem of(Problem problem, Function offset, Function factor) {
        return new ExactFunctions(Map.of("u", offset), Map.of("u", factor)).in(problem);
    }

    /** A problem of one unknown with u = initial + t N instead of its conditions. */
    static Problem from(Problem problem, Function initial) {
        return of(problem, initial, x -> x[0]);
    }

    /** A problem with these constraints instead of its conditions. */
    Problem in(Problem problem) {
        return problem.conditions(List.of()).exact(this);
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
