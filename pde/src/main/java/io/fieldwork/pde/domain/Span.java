package io.fieldwork.pde.domain;

/** An interval of time from its initial to its final time, which is later. */
public record Span(double from, double to) {
    /** Checks the order. */
    public Span {
        BoxShape.checkRange("A time interval", from, to);
    }
}
