package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Formula;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A set of points on the device, with normals, measured values and given functions, owned by a manager. */
final class PointSet {
    private final NDManager manager;
    private final DataType type;
    private final List<String> coordinates;
    private final double[][] host;
    private final NDArray x;
    private final Map<Formula, NDArray> given = new HashMap<>();
    private final Map<String, NDArray> columns = new HashMap<>();
    private final Map<String, NDArray> normals = new HashMap<>();
    private @Nullable NDArray measured;

    /**
     * Points of a domain.
     *
     * @param manager owner
     * @param type precision
     * @param coordinates names [d]
     * @param points [n][d]
     */
    PointSet(NDManager manager, DataType type, List<String> coordinates, double[][] points) {
        this.manager = manager;
        this.type = type;
        this.coordinates = coordinates;
        this.host = points;
        this.x = array(flat(points), new Shape(points.length, coordinates.size()));
    }

    /**
     * Rows one after the other.
     *
     * @param rows [n][width]
     * @return [n * width]
     */
    static double[] flat(double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        double[] flat = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }

    /**
     * Rows as an array.
     *
     * @param manager owner
     * @param rows [n][width], at least one
     * @return [n, width]
     */
    static NDArray matrix(NDManager manager, double[][] rows) {
        return manager.create(flat(rows), new Shape(rows.length, rows[0].length));
    }

    /**
     * An array as rows.
     *
     * @param array [n, width], or [width] for one row
     * @return [n][width]
     */
    static double[][] rows(NDArray array) {
        int width = (int) array.getShape().get(array.getShape().dimension() - 1);
        double[] flat = array.toType(DataType.FLOAT64, false).toDoubleArray();
        double[][] rows = new double[flat.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }

    /**
     * An array that lives as long as the points, in their precision.
     *
     * @param values in storage order
     * @param shape of the array
     * @return it
     */
    NDArray array(double[] values, Shape shape) {
        NDArray array = manager.create(values, shape);
        NDArray typed = array.toType(type, false);
        Scopes.keep(array, typed);
        return typed;
    }

    /**
     * With the outward normals of a boundary.
     *
     * @param vectors [n][spatial dimensions]
     * @return this
     */
    PointSet normals(double[][] vectors) {
        List<String> space = coordinates.stream().filter(c -> !c.equals("t")).toList();
        for (int axis = 0; axis < space.size(); axis++) {
            int k = axis;
            normals.put(space.get(axis), column(i -> vectors[i][k]));
        }
        return this;
    }

    /**
     * With measured values.
     *
     * @param values [n]
     * @return this
     */
    PointSet measured(double[] values) {
        measured = column(i -> values[i]);
        return this;
    }

    /**
     * Some of the points, with their data.
     *
     * @param owner of the result
     * @param rows indices
     * @return in the order of the rows
     */
    PointSet some(NDManager owner, int... rows) {
        double[][] places = Arrays.stream(rows).mapToObj(row -> host[row]).toArray(double[][]::new);
        PointSet some = new PointSet(owner, type, coordinates, places);
        normals.forEach((axis, column) -> some.normals.put(axis, some.picked(column, rows)));
        if (measured != null) {
            some.measured = some.picked(measured, rows);
        }
        return some;
    }

    private NDArray picked(NDArray from, int... rows) {
        double[] all = from.toType(DataType.FLOAT64, false).toDoubleArray();
        return column(i -> all[rows[i]]);
    }

    private NDArray column(IntToDoubleFunction value) {
        double[] column = new double[host.length];
        Arrays.setAll(column, value);
        return array(column, new Shape(column.length));
    }

    /** Number of points. */
    int size() {
        return host.length;
    }

    /** The points on the host, [n][d]. */
    double[][] host() {
        return host;
    }

    /** The points on the device, [n, d]. */
    NDArray x() {
        return x;
    }

    /** One coordinate [n]. */
    NDArray coordinate(String name) {
        int axis = coordinates.indexOf(name);
        return columns.computeIfAbsent(name, c -> column(i -> host[i][axis]));
    }

    /** A component [n] of the normals. */
    NDArray normal(String coordinate) {
        return normals.get(coordinate);
    }

    /** A given function [n]. */
    NDArray given(Formula formula) {
        return given.computeIfAbsent(formula, f -> column(i -> finite(f.at(host[i]), host[i])));
    }

    private double finite(double value, double[] point) {
        if (!Double.isFinite(value)) {
            throw new UserError("A given function is " + value + " at " + Domain.place(coordinates, point)
                    + "; expected a finite number.");
        }
        return value;
    }

    /** The measured values [n]. */
    NDArray measured() {
        if (measured == null) {
            throw new IllegalStateException("nothing was measured at these points");
        }
        return measured;
    }
}
