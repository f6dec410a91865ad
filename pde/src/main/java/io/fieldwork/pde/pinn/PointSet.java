package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.GivenArrays;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.util.MathArrays;
import org.jspecify.annotations.Nullable;

/** A set of points on the device, with normals, measured values and given functions, owned by a manager. */
final class PointSet {
    private final NDManager manager;
    private final DataType type;
    private final List<String> coordinates;
    private final double[][] host;
    private final NDArray x;
    private final GivenArrays given = new GivenArrays();
    private final Map<String, NDArray> columns = new HashMap<>();
    private final Map<String, NDArray> normals = new HashMap<>();
    private @Nullable NDArray measured;

    /** Points [n][d] of a domain. */
    PointSet(NDManager manager, DataType type, List<String> coordinates, double[][] points) {
        this.manager = manager;
        this.type = type;
        this.coordinates = coordinates;
        this.host = points;
        this.x = array(MathArrays.concatenate(points), new Shape(points.length, coordinates.size()));
    }

    /** The rows [n][width] of an array [n, width], or [width] for one row. */
    static double[][] rows(NDArray array) {
        int width = (int) array.getShape().get(array.getShape().dimension() - 1);
        double[] flat = array.toType(DataType.FLOAT64, false).toDoubleArray();
        double[][] rows = new double[flat.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }

    /** An array of values in storage order that lives as long as the points, in their precision. */
    NDArray array(double[] values, Shape shape) {
        NDArray array = manager.create(values, shape);
        if (type == DataType.FLOAT64) {
            Scopes.keep(array);
            return array;
        }
        NDArray typed = array.toType(type, false);
        Scopes.keep(typed);
        array.close();
        return typed;
    }

    /** Other points [m][d] that live as long as these. */
    PointSet others(double[][] points) {
        return new PointSet(manager, type, coordinates, points);
    }

    /** These points with the outward normals [n][spatial dimensions] of a boundary, in coordinates of space. */
    PointSet normals(List<String> space, double[][] vectors) {
        for (int axis = 0; axis < space.size(); axis++) {
            int k = axis;
            normals.put(space.get(axis), column(i -> vectors[i][k]));
        }
        return this;
    }

    /** These points with measured values [n]. */
    PointSet measured(double[] values) {
        measured = column(i -> values[i]);
        return this;
    }

    /** The points of some rows with their data, owned by another manager. */
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

    /** Indices that live as long as the points. */
    NDArray indices(long... values) {
        NDArray array = manager.create(values);
        Scopes.keep(array);
        return array;
    }

    /** Number of coordinates. */
    int dimensions() {
        return coordinates.size();
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
        return given.of(formula, f -> column(i -> finite(f.at(host[i]), host[i])));
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
