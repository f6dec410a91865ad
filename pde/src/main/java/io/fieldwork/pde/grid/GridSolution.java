package io.fieldwork.pde.grid;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A table of the unknowns of an equation on a grid over its coordinates, in double precision. The coordinates are in the order
 * [t, x, y], those that the equation has; values are stored with the last coordinate running fastest. Where a grid point does not
 * belong to the domain the values may be NaN; those of a reference are finite.
 *
 * @param axes the coordinates, time first if there is one
 * @param values by name [points], in order; not copied and not to be changed
 */
public record GridSolution(List<GridAxis> axes, Map<String, double[]> values) {
    private static final String REFERENCE = "_reference";

    /** Rejects values that do not fit the grid. */
    public GridSolution {
        axes = List.copyOf(axes);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        int size = GridAxis.count(axes);
        values.forEach((unknown, table) -> {
            if (table.length != size) {
                throw new IllegalArgumentException(
                        "'" + unknown + "' has " + table.length + " values for " + size + " grid points");
            }
        });
    }

    /**
     * {@return this, of which all values are finite}
     *
     * @throws UserError naming the first unknown that is not, and where
     */
    public GridSolution finite() {
        values.forEach((unknown, table) -> {
            for (int i = 0; i < table.length; i++) {
                if (!Double.isFinite(table[i])) {
                    throw new UserError("The reference has the value " + table[i] + " for " + unknown + " at "
                            + place(i) + "; it must be finite.");
                }
            }
        });
        return this;
    }

    /** The coordinates of a grid point, such as {@code t = 0.5, x = -1.0}. */
    private String place(int index) {
        double[] point = point(index);
        return String.join(
                ", ",
                IntStream.range(0, point.length)
                        .mapToObj(k -> axes.get(k).name() + " = " + point[k])
                        .toList());
    }

    /** {@return the axis of a coordinate} */
    public GridAxis axis(String coordinate) {
        return axes.get(position(coordinate));
    }

    private int position(String coordinate) {
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).name().equals(coordinate)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no coordinate '" + coordinate + "' among " + coordinates());
    }

    /** {@return the names of the coordinates in storage order} */
    public List<String> coordinates() {
        return axes.stream().map(GridAxis::name).toList();
    }

    /** {@return the names of the unknowns, at least one} */
    public List<String> unknowns() {
        return List.copyOf(values.keySet());
    }

    /** {@return the number of grid points, which is the product of the sizes of all axes} */
    public int size() {
        return GridAxis.count(axes);
    }

    /** {@return a copy of all values [points] of an unknown, the last axis running fastest} */
    public double[] values(String unknown) {
        return table(unknown).clone();
    }

    private double[] table(String unknown) {
        double[] table = values.get(unknown);
        if (table == null) {
            throw new IllegalArgumentException("no unknown '" + unknown + "' among " + values.keySet());
        }
        return table;
    }

    /** {@return the value of an unknown at a grid point, given by its index on each axis} */
    public double value(String unknown, int... index) {
        int at = 0;
        for (int axis = 0; axis < axes.size(); axis++) {
            at = at * axes.get(axis).size() + index[axis];
        }
        return table(unknown)[at];
    }

    /** {@return the coordinates, in the order of the axes, of a grid point, given by its index among the values} */
    public double[] point(int index) {
        return GridAxis.point(axes, index);
    }

    /**
     * {@return the solution at some of its times}
     *
     * @param times increasing times that are points of the time axis
     * @throws UserError if a time is not among the output times
     */
    public GridSolution at(double... times) {
        GridAxis time = axis("t");
        int block = size() / time.size();
        Map<String, double[]> chosen = new LinkedHashMap<>();
        values.forEach((unknown, table) -> chosen.put(unknown, new double[times.length * block]));
        for (int i = 0; i < times.length; i++) {
            int from = timeIndex(times[i]);
            for (String unknown : values.keySet()) {
                System.arraycopy(table(unknown), from * block, chosen.get(unknown), i * block, block);
            }
        }
        List<GridAxis> kept = new ArrayList<>(axes);
        kept.set(0, GridAxis.of("t", times));
        return new GridSolution(kept, chosen);
    }

    /**
     * {@return the solution at one point of a coordinate, over the others}
     *
     * @throws UserError if it is not a point of that axis
     */
    public GridSolution at(String coordinate, double value) {
        int position = position(coordinate);
        GridAxis axis = axes.get(position);
        int index = axis.indexOf(value);
        if (index < 0) {
            throw new UserError("The reference has no values at " + coordinate + " = " + value + "; it has some at "
                    + Arrays.toString(axis.points()) + ".");
        }
        int inner = GridAxis.count(axes.subList(position + 1, axes.size()));
        List<GridAxis> kept = new ArrayList<>(axes);
        kept.remove(position);
        int left = GridAxis.count(kept);
        Map<String, double[]> chosen = new LinkedHashMap<>();
        values.forEach((unknown, table) -> {
            double[] some = new double[left];
            Arrays.setAll(some, i -> table[(i / inner * axis.size() + index) * inner + i % inner]);
            chosen.put(unknown, some);
        });
        return new GridSolution(kept, chosen);
    }

    private int timeIndex(double time) {
        GridAxis axis = axis("t");
        int index = axis.indexOf(time);
        if (index < 0) {
            throw new UserError("The reference has no output at t = " + time + "; its times go from " + axis.at(0)
                    + " to " + axis.at(axis.size() - 1) + " in " + axis.size() + " outputs.");
        }
        return index;
    }

    /**
     * {@return the solution on another number of points of an axis: the values of its trigonometric interpolant} Where
     * the new points are among the old ones, the values are the same.
     *
     * @param coordinate a periodic axis
     * @param size number of points wanted, at least 1
     */
    public GridSolution resample(String coordinate, int size) {
        int position = position(coordinate);
        GridAxis old = axes.get(position);
        List<GridAxis> changed = new ArrayList<>(axes);
        changed.set(position, GridAxis.periodic(coordinate, old.at(0), old.period(), size));
        int inner = GridAxis.count(axes.subList(position + 1, axes.size()));
        Map<String, double[]> resampled = new LinkedHashMap<>();
        values.forEach((unknown, table) -> resampled.put(unknown, Resampling.of(table, old.size(), size, inner)));
        return new GridSolution(changed, resampled);
    }

    /**
     * {@return the relative distance ||other - this|| / ||this|| of another solution in the mean square over the grid}
     *
     * @param unknown its name
     * @param other a solution with the same axes
     */
    public double relativeError(String unknown, GridSolution other) {
        requireSameGrid(other);
        return RelativeError.of(table(unknown), other.table(unknown)).value();
    }

    private void requireSameGrid(GridSolution other) {
        if (!other.axes.equals(axes)) {
            throw new IllegalArgumentException("the solutions are on different grids");
        }
    }

    /** {@return the name of a reference's values beside those they are compared with, {@code u_reference} for u} */
    public static String reference(String unknown) {
        return unknown + REFERENCE;
    }

    /** {@return whether values of this name are those of a reference, as {@code u_reference} are} */
    public static boolean isReference(String name) {
        return name.endsWith(REFERENCE);
    }

    /** {@return this with values {@code u_reference} of a reference on this grid, NaN where the first unknown is} */
    public GridSolution with(GridSolution reference) {
        requireSameGrid(reference);
        Map<String, double[]> more = new LinkedHashMap<>(values);
        double[] mask = values.values().iterator().next();
        reference.values.forEach((unknown, truth) -> {
            double[] masked = new double[truth.length];
            Arrays.setAll(masked, i -> Double.isNaN(mask[i]) ? Double.NaN : truth[i]);
            more.put(reference(unknown), masked);
        });
        return new GridSolution(axes, more);
    }

    /**
     * Writes the solution as NPZ, readable by NumPy: an array for each axis and each unknown under its name, and the
     * arrays {@code axes}, {@code unknowns} and {@code periods} that say which is which.
     *
     * @param file the target, written atomically
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        SolutionFile.write(file, this);
    }

    /**
     * {@return the solution of a file}
     *
     * @param file written by {@link #write}
     * @throws IOException if it cannot be read
     * @throws UserError if it is not such a file
     */
    public static GridSolution read(Path file) throws IOException {
        return SolutionFile.read(file);
    }
}
