package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.GridSize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The factors by which one fine problem becomes interleaved coarse ones (Huang et al., NeuralStagger, ICML 2023): sub-field (p, q) of a
 * plane has the values u[i s + p, j s + q], one sub-field a remainder. Splitting and arranging move numbers and change none.
 *
 * @param space a factor for each axis, the slowest first
 * @param time number of frames that are made at a time, each from the one so many frames before it
 */
public record Stagger(List<Integer> space, int time) {
    /** Copies the factors and rejects those below 1. */
    public Stagger {
        space = List.copyOf(space);
        UserError.require(space.stream().allMatch(s -> s >= 1), "learning.space", space, "whole numbers from 1");
        UserError.require(time >= 1 && time <= 64, "learning.time", time, "a whole number from 1 to 64");
    }

    /** {@return the number of sub-fields} */
    public int pieces() {
        return space.stream().reduce(1, (a, b) -> a * b);
    }

    /**
     * {@return the grid of a sub-field}
     *
     * @throws UserError if the factors do not divide the grid
     */
    public GridSize coarse(GridSize fine) {
        UserError.require(
                space.size() == fine.axes(), "learning.space", space, "one factor for each axis of the grid " + fine);
        for (int k = 0; k < fine.axes(); k++) {
            if (fine.points(k) % space.get(k) != 0) {
                throw new UserError(
                        "learning.space is " + space + ", of which " + space.get(k) + " does not divide the "
                                + fine.points(k) + " cells of the grid " + fine + "; expected factors that do.");
            }
        }
        return new GridSize(IntStream.range(0, fine.axes())
                .map(k -> fine.points(k) / space.get(k))
                .toArray());
    }

    /** {@return sub-fields [samples, pieces, channels, coarse cells] of fields [samples, channels, cells]} */
    public NDArray split(NDArray fields) {
        int axes = space.size();
        Shape shape = fields.getShape();
        List<Long> apart = new ArrayList<>(List.of(shape.get(0), shape.get(1)));
        for (int k = 0; k < axes; k++) {
            apart.add(shape.get(k + 2) / space.get(k));
            apart.add((long) space.get(k));
        }
        List<Integer> order = new ArrayList<>(List.of(0));
        IntStream.range(0, axes).forEach(k -> order.add(3 + 2 * k));
        order.add(1);
        IntStream.range(0, axes).forEach(k -> order.add(2 + 2 * k));
        List<Long> result = new ArrayList<>(List.of(shape.get(0), (long) pieces(), shape.get(1)));
        IntStream.range(0, axes).forEach(k -> result.add(apart.get(2 + 2 * k)));
        return fields.reshape(shape(apart)).transpose(axes(order)).reshape(shape(result));
    }

    /** {@return the fields [samples, channels, cells] of all their sub-fields, the inverse of {@link #split}} */
    public NDArray arrange(NDArray pieces) {
        int axes = space.size();
        Shape shape = pieces.getShape();
        List<Long> apart = new ArrayList<>(List.of(shape.get(0)));
        space.forEach(s -> apart.add((long) s));
        apart.add(shape.get(2));
        List<Integer> order = new ArrayList<>(List.of(0, axes + 1));
        List<Long> result = new ArrayList<>(List.of(shape.get(0), shape.get(2)));
        for (int k = 0; k < axes; k++) {
            apart.add(shape.get(k + 3));
            order.add(axes + 2 + k);
            order.add(1 + k);
            result.add(shape.get(k + 3) * space.get(k));
        }
        return pieces.reshape(shape(apart)).transpose(axes(order)).reshape(shape(result));
    }

    private static Shape shape(List<Long> sizes) {
        return new Shape(sizes);
    }

    private static int[] axes(List<Integer> order) {
        return order.stream().mapToInt(k -> k).toArray();
    }
}
