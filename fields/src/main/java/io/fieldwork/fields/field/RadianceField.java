package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;
import org.jspecify.annotations.Nullable;

/** Density and view-dependent colour, in two blocks, so that either can be queried, replaced or distilled alone. */
public interface RadianceField extends Field {
    /**
     * The position's share.
     *
     * @param density [n], per world unit, not negative
     * @param features [n, k], what the colour needs of the position
     * @param encoded [n, e], what the position was encoded to, or null where a field has no use for it
     */
    record Geometry(
            NDArray density, NDArray features, @Nullable NDArray encoded) {}

    /**
     * Block 1: position to density and features.
     *
     * @param tape of this step
     * @param x world coordinates [n, 3]
     * @return density and features
     */
    Geometry geometry(Tape tape, NDArray x);

    /**
     * Block 1 at points where it is known already, with a history; saves the forward pass to a field that can.
     *
     * @param tape of this step
     * @param x world coordinates [n, 3]
     * @param known what {@link #geometry(Tape, NDArray)} gave for these points and the present parameters, without a history
     * @return the same values as {@code geometry(tape, x)}
     */
    default Geometry geometry(Tape tape, NDArray x, Geometry known) {
        return geometry(tape, x);
    }

    /**
     * Block 2: features and view to colour.
     *
     * @param tape of this step
     * @param features [n, k] of block 1
     * @param directions unit view directions [rays, 3]
     * @param rays int32 [n], the row of {@code directions} of each sample
     * @return colour [n, 3] in [0, 1]
     */
    NDArray color(Tape tape, NDArray features, NDArray directions, NDArray rays);

    /**
     * Where the field lives; density outside counts as zero.
     *
     * @return the box in world coordinates
     */
    Box box();

    /**
     * Density alone.
     *
     * @param tape of this step
     * @param x world coordinates [n, 3]
     * @return density [n, 1]
     */
    @Override
    default NDArray evaluate(Tape tape, NDArray x) {
        return geometry(tape, x).density().reshape(-1, 1);
    }
}
