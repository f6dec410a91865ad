package io.fieldwork.pde.equation;

/** A given function of the coordinates, in the order of the domain. */
@FunctionalInterface
public interface Formula {
    /**
     * The value at a point.
     *
     * @param point its coordinates [d]
     * @return a finite number
     */
    double at(double... point);
}
