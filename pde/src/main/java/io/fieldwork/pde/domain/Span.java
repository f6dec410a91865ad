package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.UserError;

/**
 * An interval of time.
 *
 * @param from the initial time
 * @param to the final time, later
 */
public record Span(double from, double to) {
    /** Checks the order. */
    public Span {
        BoxShape.checkRange("A time interval", from, to);
    }

    /** A part of this one. */
    Span window(double start, double end) {
        if (!(from <= start && end <= to)) {
            throw new UserError("The window from t = " + start + " to " + end + " is not within the time interval from "
                    + from + " to " + to + ".");
        }
        return new Span(start, end);
    }
}
