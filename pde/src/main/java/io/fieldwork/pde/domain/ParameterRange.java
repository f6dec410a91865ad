package io.fieldwork.pde.domain;

/**
 * A parameter of a family of problems, such as a viscosity, with the values that it takes.
 *
 * @param name letters and digits
 * @param from its least value
 * @param to its greatest value, which is larger
 */
public record ParameterRange(String name, double from, double to) {
    /** Checks the order. */
    public ParameterRange {
        BoxShape.checkRange("The parameter " + name, from, to);
    }
}
