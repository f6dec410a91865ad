package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An absorbing and emitting medium (Max 1995): density and view-dependent colour of points, in two blocks, so that
 * either can be queried, replaced or distilled alone. Volume rendering needs nothing else of a field.
 */
public interface Medium {
    /**
     * The view-independent part of a medium at points; one row a point in every array, contiguous.
     *
     * @param density [n], per world unit, not negative
     * @param features [n, k], the position's input to the colour
     * @param memory more arrays of n rows in the medium's own format: intermediate results that spare it work when the
     * same points are evaluated again, with a history
     */
    record Geometry(NDArray density, NDArray features, List<NDArray> memory) {
        /** Geometry with or without a memory, arrays of n rows. */
        public Geometry(NDArray density, NDArray features, NDArray... memory) {
            this(density, features, List.of(memory));
        }

        /**
         * {@return geometry of rows that are selected from some parts, at least one, and joined}
         *
         * @param join makes one array of the corresponding arrays of all parts; the same rows for each array
         */
        public static Geometry join(List<Geometry> parts, Function<List<NDArray>, NDArray> join) {
            List<NDArray> joined = IntStream.range(
                            0, 2 + parts.getFirst().memory.size())
                    .mapToObj(i -> join.apply(
                            parts.stream().map(part -> part.arrays().get(i)).toList()))
                    .toList();
            return new Geometry(joined.get(0), joined.get(1), joined.subList(2, joined.size()));
        }

        private List<NDArray> arrays() {
            return Stream.concat(Stream.of(density, features), memory.stream()).toList();
        }
    }

    /**
     * The viewing direction of each point.
     *
     * @param directions unit directions of the rays [rays, 3]
     * @param rays int32 [n], the ray of each point
     * @param photos int32 [rays], the training photograph of each ray, if colours depend on it; null for their mean
     */
    record Views(NDArray directions, NDArray rays, @Nullable NDArray photos) {
        /** The views of no photograph in particular. */
        public Views(NDArray directions, NDArray rays) {
            this(directions, rays, null);
        }
    }

    /** {@return block 1, density and features of positions, from which what is known of them may be taken} */
    Geometry geometry(Tape tape, Positions positions);

    /** {@return block 1 at world coordinates [n, 3] of which nothing is known} */
    default Geometry geometry(Tape tape, NDArray x) {
        return geometry(tape, new Positions(x));
    }

    /** {@return block 2, the colour [n, 3] in [0, 1] of n points seen in their views} */
    NDArray color(Tape tape, Geometry geometry, Views views);

    /**
     * {@return the mean extinction [n] of the intervals around points, per world unit, not negative: what makes their
     * opacity 1 - exp(-extinction delta)} It is the density, unless the opacity of an interval depends on the view, as
     * that of a signed distance does in NeuS (Wang et al. 2021).
     *
     * @param delta lengths of the intervals [n], world units
     */
    default NDArray extinction(Tape tape, Geometry geometry, Views views, NDArray delta) {
        return geometry.density();
    }

    /**
     * {@return the weight of a point in its pixel up to which its colour is not asked for and counts as black, 0 for none}
     * Worth it where colour costs much more than density.
     */
    default float faintest() {
        return 0;
    }

    /**
     * {@return the colour [rays, 3] in [0, 1] of what is infinitely far in unit directions [rays, 3], seen by the light that the medium lets
     * through; null, by default, where nothing is}
     */
    default @Nullable NDArray beyond(Tape tape, NDArray directions) {
        return null;
    }

    /**
     * {@return the box of the medium in world coordinates} Density outside counts as zero, unless the medium is one of all of space,
     * which resolves the box best.
     */
    Box box();
}
