package io.fieldwork.fields.volume;

import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;
import java.util.List;

/**
 * The visible samples of some rays.
 *
 * @param samples s of them
 * @param positions theirs, with the medium's geometry there where it is known
 * @param coarser the samples by which these were found, coarsest first, with what a sampler's own medium gave there
 */
public record Visible(Samples samples, Positions positions, List<Visible> coarser) {
    /** Samples that were found without others. */
    public Visible(Samples samples, Positions positions) {
        this(samples, positions, List.of());
    }
}
