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
     * Rejects values that are not finite.
     *
     * @return this
     * @throws UserError naming the unknown and where
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

    /**
     * One coordinate.
     *
     * @param coordinate its name
     * @return the axis
     */
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

    /**
     * All values of one unknown.
     *
     * @param unknown its name
     * @return a copy [points], the last axis running fastest
     */
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

    /**
     * One value.
     *
     * @param unknown its name
     * @param index one for each axis
     * @return the value there
     */
    public double value(String unknown, int... index) {
        int at = 0;
        for (int axis = 0; axis < axes.size(); axis++) {
            at = at * axes.get(axis).size() + index[axis];
        }
        return table(unknown)[at];
    }

    /**
     * One grid point.
     *
     * @param index in the order of the values
     * @return its coordinates in the order of the axes
     */
    public double[] point(int index) {
        return GridAxis.point(axes, index);
    }

    /**
     * The solution at some of its times.
     *
     * @param times increasing times that are points of the time axis
     * @return a solution with these times only
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
     * The solution on another number of points of a periodic axis: the values of its trigonometric interpolant. Where
     * the new points are among the old ones, the values are the same.
     *
     * @param coordinate a periodic axis
     * @param size number of points wanted, at least 1
     * @return a solution with this axis replaced
     */
    public GridSolution resample(String coordinate, int size) {
        int position = position(coordinate);
        GridAxis old = axes.get(position);
        List<GridAxis> changed = new ArrayList<>(axes);
        changed.set(position, GridAxis.periodic(coordinate, old.at(0), old.period(), size));
        int inner = GridAxis.count(axes.subList(position + 1, axes.size()));
        Map<String, double[]> resampled = new LinkedHashMap<>();
        values.forEach((unknown, table) ->
                resampled.put(unknown, TrigonometricInterpolant.resample(table, old.size(), size, inner)));
        return new GridSolution(changed, resampled);
    }

    /**
     * The solution between the grid points, by trigonometric interpolation on all axes but time.
     *
     * @param unknown its name
     * @param time one of the output times; anything if there is no time axis
     * @param points [n, space axes]; the axes must be periodic
     * @return values [n]
     * @throws UserError if the time is not among the output times
     */
    public double[] interpolate(String unknown, double time, double[] points) {
        boolean timed = axes.getFirst().name().equals("t");
        List<GridAxis> space = axes.subList(timed ? 1 : 0, axes.size());
        int block = GridAxis.count(space);
        double[] slice = new double[block];
        System.arraycopy(table(unknown), timed ? timeIndex(time) * block : 0, slice, 0, block);
        return new TrigonometricInterpolant(space, slice).at(points);
    }

    /**
     * Relative distance of other values in the mean square over the whole grid.
     *
     * @param unknown its name
     * @param other values [points]
     * @return ||other - this|| / ||this||
     */
    public double relativeError(String unknown, double[] other) {
        return RelativeError.of(table(unknown), other).value();
    }

    /**
     * Relative distance of another solution on the same grid.
     *
     * @param unknown its name
     * @param other a solution with the same axes
     * @return ||other - this|| / ||this||
     */
    public double relativeError(String unknown, GridSolution other) {
        if (!other.axes.equals(axes)) {
            throw new IllegalArgumentException("the solutions are on different grids");
        }
        return relativeError(unknown, other.table(unknown));
    }

    /**
     * Relative distance of other values for each entry of the first axis, which is time where there is time.
     *
     * @param unknown its name
     * @param other values [points]
     * @return one relative error for each entry of the first axis
     */
    public double[] relativeErrors(String unknown, double[] other) {
        double[] errors = new double[axes.getFirst().size()];
        int block = size() / errors.length;
        for (int i = 0; i < errors.length; i++) {
            errors[i] = RelativeError.of(table(unknown), other, IntStream.range(i * block, (i + 1) * block))
                    .value();
        }
        return errors;
    }

    /**
     * The name of a reference's values beside those they are compared with.
     *
     * @param unknown its name
     * @return {@code u_reference} for u
     */
    public static String reference(String unknown) {
        return unknown + REFERENCE;
    }

    /**
     * Whether values are those of a reference.
     *
     * @param name of the values
     * @return true for {@code u_reference}
     */
    public static boolean isReference(String name) {
        return name.endsWith(REFERENCE);
    }

    /**
     * With its reference solution.
     *
     * @param reference on the same grid
     * @return further values {@code u_reference}, NaN where the first unknown is
     */
    public GridSolution with(GridSolution reference) {
        if (!reference.axes.equals(axes)) {
            throw new IllegalArgumentException("the reference is on another grid");
        }
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
     * Reads a solution back.
     *
     * @param file written by {@link #write}
     * @return the same solution
     * @throws IOException if it cannot be read
     * @throws UserError if it is not such a file
     */
    public static GridSolution read(Path file) throws IOException {
        return SolutionFile.read(file);
    }
}
