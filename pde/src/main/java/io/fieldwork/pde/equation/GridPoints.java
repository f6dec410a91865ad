package io.fieldwork.pde.equation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.pde.grid.Differentiation;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The points of a regular grid on which residuals are evaluated from values of the unknowns instead of a network.
 * Derivatives follow from the values along the axes by differentiation matrices, so that residuals are differentiable
 * in the values. Arrays that do not depend on the values are computed once and live as long as the manager. There are
 * no normals and no measurements.
 */
public final class GridPoints {
    private final NDManager manager;
    private final Problem problem;
    private final List<GridAxis> axes;
    private final Differentiation differentiation;
    private final DataType type;
    private final Map<List<Integer>, NDArray> matrices = new HashMap<>();
    private final GivenArrays given = new GivenArrays();
    private final Map<String, NDArray> coordinates = new HashMap<>();
    private final Map<String, NDArray> coefficients = new HashMap<>();

    /**
     * A grid without values.
     *
     * @param manager owner of the arrays computed once
     * @param problem whose coordinates are those of the grid, in order
     * @param axes the grid
     * @param differentiation along each axis
     * @param type precision of the values
     */
    public GridPoints(
            NDManager manager, Problem problem, List<GridAxis> axes, Differentiation differentiation, DataType type) {
        List<String> names = axes.stream().map(GridAxis::name).toList();
        if (!names.equals(problem.domain().coordinates())) {
            throw new IllegalArgumentException("a grid over " + names + " does not fit the problem " + problem.name());
        }
        this.manager = manager;
        this.problem = problem;
        this.axes = List.copyOf(axes);
        this.differentiation = differentiation;
        this.type = type;
    }

    /**
     * {@return the first unknown at all points; residuals of it have the shape of the values}
     *
     * @param values of each unknown [..., n_1, ..., n_d], with any axes of samples before those of the grid
     */
    public Unknown of(Map<String, NDArray> values) {
        if (!values.keySet().containsAll(problem.unknowns())) {
            throw new IllegalArgumentException(
                    "values of " + values.keySet() + " do not fit the problem " + problem.name());
        }
        return new Unknown(problem, new Values(values));
    }

    /** {@return the first unknown at all points of a solution on this grid} */
    public Unknown of(GridSolution solution) {
        Map<String, NDArray> values = new LinkedHashMap<>();
        solution.values().forEach((unknown, table) -> values.put(unknown, array(table, shape())));
        return of(values);
    }

    private Shape shape() {
        return new Shape(axes.stream().mapToLong(GridAxis::size).toArray());
    }

    private NDArray array(double[] numbers, Shape shape) {
        NDArray array = manager.create(numbers, shape);
        if (type == DataType.FLOAT64) {
            Scopes.keep(array);
            return array;
        }
        NDArray typed = array.toType(type, false);
        Scopes.keep(typed);
        array.close();
        return typed;
    }

    private NDArray table(Formula formula) {
        double[] table = new double[GridAxis.count(axes)];
        Arrays.setAll(table, i -> formula.at(GridAxis.point(axes, i)));
        return array(table, shape());
    }

    /** The transposed matrix, because it is applied from the right. */
    private NDArray matrix(int axis, int order) {
        return matrices.computeIfAbsent(List.of(axis, order), key -> {
            double[][] rows = differentiation.matrix(axes.get(axis), order);
            int n = rows.length;
            double[] transposed = new double[n * n];
            Arrays.setAll(transposed, i -> rows[i % n][i / n]);
            return array(transposed, new Shape(n, n));
        });
    }

    /** The values as a source. */
    private final class Values implements Source {
        private final Map<String, NDArray> values;

        private Values(Map<String, NDArray> values) {
            this.values = Map.copyOf(values);
        }

        @Override
        public NDArray derivative(String unknown, Derivative derivative) {
            NDArray result = values.get(unknown);
            int last = result.getShape().dimension() - 1;
            for (int k = 0; k < axes.size(); k++) {
                int order = derivative.orders().get(k);
                if (order > 0) {
                    int at = last - axes.size() + 1 + k;
                    result = result.swapAxes(at, last).matMul(matrix(k, order)).swapAxes(at, last);
                }
            }
            return result;
        }

        @Override
        public NDArray coordinate(String name) {
            int axis = problem.domain().axis(name);
            return coordinates.computeIfAbsent(name, key -> table(point -> point[axis]));
        }

        @Override
        public NDArray coefficient(String name) {
            double value = problem.coefficients().get(name).value();
            return coefficients.computeIfAbsent(name, key -> array(new double[] {value}, new Shape()));
        }

        @Override
        public NDArray given(Formula formula) {
            return given.of(formula, GridPoints.this::table);
        }
    }
}
