package io.fieldwork.render.view;

/**
 * What a frame may cost.
 *
 * @param seconds after which it should be there, above 0, infinite if there is no hurry; a source may answer with a smaller frame to
 *     keep it
 * @param pass how many frames of the same view came before and are averaged with it: a source that draws samples draws others each time
 */
public record Budget(double seconds, int pass) {
    /** Rejects times and counts that are none. */
    public Budget {
        if (!(seconds > 0) || pass < 0) {
            throw new IllegalArgumentException("a budget of " + seconds + " s in pass " + pass);
        }
    }
}
