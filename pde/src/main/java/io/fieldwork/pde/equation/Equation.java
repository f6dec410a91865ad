package io.fieldwork.pde.equation;

/**
 * A residual that must vanish inside the domain.
 *
 * @param name of the term in logs and weights, letters and digits
 * @param residual what must vanish
 */
public record Equation(String name, Residual residual) {}
