package io.fieldwork.render.view;

/**
 * The time budget of a frame.
 *
 * @param seconds until it should be finished, above 0, infinite for no limit; a source may return a smaller frame to
 * keep it
 * @param pass number of earlier frames of the same view that are averaged with it: a source that draws samples draws
 * others each time
 */
public record Budget(double seconds, int pass) {
    /** Rejects times that are not positive and negative passes. */
    public Budget {
        if (!(seconds > 0) || pass < 0) {
            throw new IllegalArgumentException("a budget of " + seconds + " s in pass " + pass);
        }
    }
}
