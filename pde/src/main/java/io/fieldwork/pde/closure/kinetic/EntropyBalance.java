package io.fieldwork.pde.closure.kinetic;

/** Finds the balance of entropy of a state. */
@FunctionalInterface
interface EntropyBalance {
    /** {@return the balance of moments, as values and as spectra, in a flow} */
    Entropy of(Values values, Plane[] spectra, Flow flow);
}
