package io.fieldwork.pde.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers of points of a regular grid along its axes, the slowest first: rows and columns of a plane, or layers, rows and
 * columns of space. A line is a plane of one row.
 */
public record GridSize(List<Integer> points) {
    /** Copies the numbers, of which there are two or three. */
    public GridSize {
        points = List.copyOf(points);
        if (points.size() < 2 || points.size() > 3) {
            throw new IllegalArgumentException("a grid of " + points.size() + " axes");
        }
    }

    /** A grid of some rows and columns, or of layers, rows and columns. */
    public GridSize(int... points) {
        this(IntStream.of(points).boxed().toList());
    }

    /** {@return the grid of fields [channels, height, width] or [channels, depth, height, width]} */
    public static GridSize ofField(int[] shape) {
        return new GridSize(Arrays.copyOfRange(shape, 1, shape.length));
    }

    /** {@return [channels, height, width] or [channels, depth, height, width]} */
    public int[] field(int channels) {
        return IntStream.concat(IntStream.of(channels), points.stream().mapToInt(n -> n))
                .toArray();
    }

    /** {@return the number of its axes, 2 or 3} */
    public int axes() {
        return points.size();
    }

    /** {@return the number of points along an axis, counted from the slowest} */
    public int points(int axis) {
        return points.get(axis);
    }

    /** {@return the number of layers, 1 on a plane} */
    public int depth() {
        return axes() == 2 ? 1 : points(0);
    }

    /** {@return the number of rows, 1 on a line} */
    public int height() {
        return points(axes() - 2);
    }

    /** {@return the number of columns} */
    public int width() {
        return points.getLast();
    }

    /** {@return whether it is a line} */
    public boolean line() {
        return axes() == 2 && height() == 1;
    }

    /** {@return the number of all points} */
    public int count() {
        return points.stream().reduce(1, Math::multiplyExact);
    }

    /** {@return a line, a plane or space, for sentences} */
    public String kind() {
        return axes() == 3 ? "a space" : line() ? "a line" : "a plane";
    }

    /** {@return such as {@code 16x24}} */
    public String compact() {
        return toString().replace(" ", "");
    }

    /** {@return such as {@code 16 x 24}} */
    @Override
    public String toString() {
        return points.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
