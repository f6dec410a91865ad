package io.fieldwork.pde.stagger.flow;

/** At which velocity between the old and the new one transport and friction of a step are taken; the pressure is always the new one. */
public enum Scheme {
    /** The old one; order one. */
    EXPLICIT(0),
    /** The mean of both; order two. */
    SEMI_IMPLICIT(0.5),
    /** The new one; order one. */
    IMPLICIT(1);

    private final double share;

    Scheme(double share) {
        this.share = share;
    }

    /** {@return the share of the new velocity, from 0 to 1} */
    public double share() {
        return share;
    }
}
