package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        /**
         * Geometry with or without a memory.
         *
         * @param density [n]
         * @param features [n, k]
         * @param memory arrays of n rows
         */
        public Geometry(NDArray density, NDArray features, NDArray... memory) {
            this(density, features, List.of(memory));
        }

        /**
         * Selects and joins rows.
         *
         * @param parts geometry of some points each, at least one
         * @param join makes one array of the corresponding arrays of all parts; the same rows for each array
         * @return geometry of the chosen points
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
     */
    record Views(NDArray directions, NDArray rays) {}

    /**
     * Block 1: position to density and features.
     *
     * @param tape of this step
     * @param positions of n points; what is known of them may be taken
     * @return density and features
     */
    Geometry geometry(Tape tape, Positions positions);

    /**
     * Block 1 at points of which nothing is known.
     *
     * @param tape of this step
     * @param x world coordinates [n, 3]
     * @return density and features
     */
    default Geometry geometry(Tape tape, NDArray x) {
        return geometry(tape, new Positions(x));
    }

    /**
     * Block 2: features and view to colour.
     *
     * @param tape of this step
     * @param geometry of n points
     * @param views of these points
     * @return colour [n, 3] in [0, 1]
     */
    NDArray color(Tape tape, Geometry geometry, Views views);

    /**
     * The mean extinction of the intervals around points: what makes their opacity 1 - exp(-extinction delta). It is the density,
     * unless the opacity of an interval depends on the view, as that of a signed distance does in NeuS (Wang et al. 2021).
     *
     * @param tape of this step
     * @param geometry of n points
     * @param views of these points
     * @param delta lengths of the intervals [n], world units
     * @return extinction [n], per world unit, not negative
     */
    default NDArray extinction(Tape tape, Geometry geometry, Views views, NDArray delta) {
        return geometry.density();
    }

    /** {@return the box of the medium in world coordinates; density outside counts as zero} */
    Box box();
}
