package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Tables of solutions that are known in closed form. */
public final class AnalyticSolution {
    private AnalyticSolution() {}

    /**
     * {@return one unknown on a grid}
     *
     * @param unknown its name
     * @param formula its value at a point, which is given as its coordinates in the order of the axes
     * @param axes the coordinates, time first if there is one
     * @throws io.fieldwork.fields.tensor.UserError if a value is not finite, naming the unknown and where
     */
    public static GridSolution of(String unknown, ToDoubleFunction<double[]> formula, GridAxis... axes) {
        return of(Map.of(unknown, formula), axes);
    }

    /**
     * {@return several unknowns on a grid}
     *
     * @param formulas for each unknown its value at a point
     * @param axes the coordinates, time first if there is one
     * @throws io.fieldwork.fields.tensor.UserError if a value is not finite, naming the unknown and where
     */
    public static GridSolution of(Map<String, ToDoubleFunction<double[]>> formulas, GridAxis... axes) {
        Map<String, double[]> values = new LinkedHashMap<>();
        List<GridAxis> grid = List.of(axes);
        formulas.forEach((unknown, formula) -> values.put(unknown, Evolution.sample(grid, formula)));
        return new GridSolution(grid, values).finite();
    }
}
