package io.fieldwork.pde.operator;

import io.fieldwork.fields.tensor.Draws;

/** The first values of a parameter: its i-th entry from its own random numbers. */
@FunctionalInterface
interface Start {
    double value(Draws draws, long index);

    /** Uniform in [-bound, bound). */
    static Start uniform(double bound) {
        return (draws, index) -> bound * (2.0 * draws.uniform(index) - 1);
    }

    /** Uniform with bound 1 / sqrt(fan): what the engine's own layers start from (He et al. 2015, slope sqrt 5). */
    static Start fan(long fan) {
        return uniform(1 / Math.sqrt(fan));
    }

    /** Uniform in [0, bound). */
    static Start positive(double bound) {
        return (draws, index) -> bound * draws.uniform(index);
    }

    /** The same everywhere. */
    static Start constant(double value) {
        return (draws, index) -> value;
    }
}
