package io.fieldwork.pde.equation;

import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * Hard constraints, conditions that hold by construction (Lagaris et al. 1998): the unknown is u = g + phi N with a
 * network N, a function g that satisfies the conditions and a factor phi that vanishes where they hold. With phi = t
 * and g = u_0(x) the initial condition is exact. Both are written in Commons Math's derivative algebra, so that their
 * derivatives are exact too.
 */
public interface Exact {
    /** {@return the function g of an unknown that satisfies the conditions, with its derivatives at coordinates [d]} */
    DerivativeStructure offset(String unknown, DerivativeStructure... x);

    /** {@return the factor phi of an unknown's network, with its derivatives at coordinates [d]} */
    DerivativeStructure factor(String unknown, DerivativeStructure... x);
}
