package io.fieldwork.pde.equation;

/**
 * A differential equation: a residual that must vanish inside the domain.
 *
 * @param name of the term in logs and weights, letters and digits
 * @param residual vanishes there
 */
public record Equation(String name, Residual residual) {}
