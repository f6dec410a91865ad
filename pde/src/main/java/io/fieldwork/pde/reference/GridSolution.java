package io.fieldwork.pde.reference;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The unknowns of an equation on a grid over its coordinates: an immutable table in double precision. The coordinates
 * are in the order [t, x, y], those that the equation has; values are stored with the last coordinate running fastest.
 * All values are finite.
 */
public final class GridSolution {
    private final List<GridAxis> axes;
    private final Map<String, double[]> values;

    /**
     * @param axes the coordinates, time first if there is one
     * @param values for each unknown its values [points], the last axis running fastest; not copied
     * @throws UserError if a value is not finite, naming the unknown and where
     */
    GridSolution(List<GridAxis> axes, Map<String, double[]> values) {
        this.axes = List.copyOf(axes);
        this.values = new LinkedHashMap<>(values);
        this.values.forEach(this::check);
    }

    private void check(String unknown, double[] table) {
        if (table.length != size()) {
            throw new IllegalArgumentException(
                    "'" + unknown + "' has " + table.length + " values for " + size() + " grid points");
        }
        for (int i = 0; i < table.length; i++) {
            if (!Double.isFinite(table[i])) {
                throw new UserError("The reference has the value " + table[i] + " for " + unknown + " at " + place(i)
                        + "; it must be finite.");
            }
        }
    }

    /** Where a grid point lies, such as {@code t = 0.5, x = -1.0}. */
    private String place(int index) {
        List<String> words = new ArrayList<>();
        for (int axis = axes.size() - 1, rest = index; axis >= 0; axis--) {
            GridAxis a = axes.get(axis);
            words.addFirst(a.name() + " = " + a.at(rest % a.size()));
            rest /= a.size();
        }
        return String.join(", ", words);
    }

    /**
     * The coordinates.
     *
     * @return in storage order
     */
    public List<GridAxis> axes() {
        return axes;
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

    /**
     * Names of the coordinates.
     *
     * @return in storage order
     */
    public List<String> coordinates() {
        return axes.stream().map(GridAxis::name).toList();
    }

    /**
     * Names of the unknowns.
     *
     * @return at least one
     */
    public List<String> unknowns() {
        return List.copyOf(values.keySet());
    }

    /**
     * Number of grid points, all axes together.
     *
     * @return product of the sizes of the axes
     */
    public int size() {
        return axes.stream().mapToInt(GridAxis::size).reduce(1, Math::multiplyExact);
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
     * All grid points.
     *
     * @return coordinates [points, axes] in the order of the values
     */
    public double[] points() {
        int d = axes.size();
        double[] points = new double[size() * d];
        for (int i = 0; i < size(); i++) {
            for (int axis = d - 1, rest = i; axis >= 0; axis--) {
                int n = axes.get(axis).size();
                points[i * d + axis] = axes.get(axis).at(rest % n);
                rest /= n;
            }
        }
        return points;
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
        int inner = axes.subList(position + 1, axes.size()).stream()
                .mapToInt(GridAxis::size)
                .reduce(1, (a, b) -> a * b);
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
     * @param points where, [n, space axes]; the axes must be periodic
     * @return values [n]
     * @throws UserError if the time is not among the output times
     */
    public double[] interpolate(String unknown, double time, double[] points) {
        boolean timed = axes.getFirst().name().equals("t");
        List<GridAxis> space = axes.subList(timed ? 1 : 0, axes.size());
        int block = space.stream().mapToInt(GridAxis::size).reduce(1, (a, b) -> a * b);
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
        return relativeError(table(unknown), other, 0, size());
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
            errors[i] = relativeError(table(unknown), other, i * block, (i + 1) * block);
        }
        return errors;
    }

    private static double relativeError(double[] truth, double[] other, int from, int to) {
        if (other.length != truth.length) {
            throw new IllegalArgumentException(other.length + " values compared with " + truth.length);
        }
        double difference = 0;
        double norm = 0;
        for (int i = from; i < to; i++) {
            difference += (other[i] - truth[i]) * (other[i] - truth[i]);
            norm += truth[i] * truth[i];
        }
        return Math.sqrt(difference / norm);
    }

    /**
     * Writes the solution as NPZ, readable by NumPy: an array for each axis and each unknown under its name, and the
     * arrays {@code axes}, {@code unknowns} and {@code periods} that say which is which.
     *
     * @param file where to; it is whole or not there
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        write(file, axes, values);
    }

    /**
     * Writes any table in the form of {@link #write(Path)}; its values need not be finite.
     *
     * @param file where to; it is whole or not there
     * @param axes the coordinates
     * @param values by name [points], the last axis running fastest
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, List<GridAxis> axes, Map<String, double[]> values) throws IOException {
        SolutionFile.write(file, axes, values);
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
        SolutionFile found = SolutionFile.read(file);
        try {
            return new GridSolution(found.axes(), found.values());
        } catch (UserError e) {
            throw new UserError("The file " + file + " cannot be used. " + e.getMessage(), e);
        }
    }
}
