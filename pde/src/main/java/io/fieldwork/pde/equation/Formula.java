package io.fieldwork.pde.equation;

/** A given function of the coordinates, in the order of the domain. */
@FunctionalInterface
public interface Formula {
    /** {@return the value, a finite number, at a point [d]} */
    double at(double... point);
}
