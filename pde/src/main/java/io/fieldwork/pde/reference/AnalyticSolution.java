package io.fieldwork.pde.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Solutions that are known in closed form, as tables like all others. */
public final class AnalyticSolution {
    private AnalyticSolution() {}

    /**
     * One unknown on a grid.
     *
     * @param unknown its name
     * @param formula its value at a point, which is given as its coordinates in the order of the axes
     * @param axes the coordinates, time first if there is one
     * @return the table
     * @throws io.fieldwork.fields.tensor.UserError if a value is not finite, naming the unknown and where
     */
    public static GridSolution of(String unknown, ToDoubleFunction<double[]> formula, GridAxis... axes) {
        return of(Map.of(unknown, formula), axes);
    }

    /**
     * Several unknowns on a grid.
     *
     * @param formulas for each unknown its value at a point
     * @param axes the coordinates, time first if there is one
     * @return the table
     * @throws io.fieldwork.fields.tensor.UserError if a value is not finite, naming the unknown and where
     */
    public static GridSolution of(Map<String, ToDoubleFunction<double[]>> formulas, GridAxis... axes) {
        Map<String, double[]> values = new LinkedHashMap<>();
        formulas.forEach((unknown, formula) -> values.put(unknown, table(formula, axes)));
        return new GridSolution(List.of(axes), values);
    }

    private static double[] table(ToDoubleFunction<double[]> formula, GridAxis... axes) {
        int size = 1;
        for (GridAxis axis : axes) {
            size = Math.multiplyExact(size, axis.size());
        }
        double[] table = new double[size];
        double[] point = new double[axes.length];
        for (int i = 0; i < size; i++) {
            for (int axis = axes.length - 1, rest = i; axis >= 0; axis--) {
                point[axis] = axes[axis].at(rest % axes[axis].size());
                rest /= axes[axis].size();
            }
            table[i] = formula.applyAsDouble(point);
        }
        return table;
    }
}
