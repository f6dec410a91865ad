package io.fieldwork.pde.operator;

import io.fieldwork.fields.tensor.Draws;

/** An initialiser of a parameter: its i-th entry as a function of its own random numbers. */
@FunctionalInterface
interface Initializer {
    double value(Draws draws, long index);

    /** Uniform with bound ±1 / sqrt(fan): the engine's default for its own layers (He et al. 2015, slope sqrt 5). */
    static Initializer fan(long fan) {
        double bound = 1 / Math.sqrt(fan);
        return (draws, index) -> bound * (2.0 * draws.uniform(index) - 1);
    }

    /** Uniform in [0, bound). */
    static Initializer positive(double bound) {
        return (draws, index) -> bound * draws.uniform(index);
    }

    /** The same everywhere. */
    static Initializer constant(double value) {
        return (draws, index) -> value;
    }
}
