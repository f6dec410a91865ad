package io.fieldwork.fields.jet;

/**
 * A smooth nonlinearity between layers; all have the derivatives to order seven that jets of order six and their
 * adjoint need.
 */
public enum Activation {
    /** tanh z. */
    TANH,

    /** sin z. */
    SIN,

    /** z / (1 + exp(-z)), also called swish. */
    SILU,

    /** z Phi(z) with the normal distribution function Phi. */
    GELU
}
