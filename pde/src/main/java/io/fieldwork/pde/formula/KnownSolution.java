package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** The solution of a problem as functions of the coordinates, by unknown. */
record KnownSolution(Problem problem, SequencedMap<String, Formula> known) {
    private static final double POINTS = 1 << 16;
    private static final int MOST = 401;

    /** Its values on a regular grid, finer where there are fewer coordinates, NaN where an unknown is not wanted. */
    GridSolution table() {
        Domain region = problem.domain();
        int points = (int) Math.min(MOST, Math.rint(Math.pow(POINTS, 1.0 / region.dimensions())));
        List<GridAxis> axes = IntStream.range(0, region.dimensions())
                .mapToObj(k -> axis(region, k, points))
                .toList();
        SequencedMap<String, double[]> values = new LinkedHashMap<>();
        known.forEach((unknown, formula) -> values.put(
                unknown,
                IntStream.range(0, GridAxis.count(axes))
                        .mapToObj(i -> GridAxis.point(axes, i))
                        .mapToDouble(p -> region.touches(p) && problem.isWanted(unknown, p)
                                ? finite(unknown, formula, p, region)
                                : Double.NaN)
                        .toArray()));
        return new GridSolution(axes, values);
    }

    private static double finite(String unknown, Formula formula, double[] point, Domain region) {
        double value = formula.at(point);
        UserError.require(
                Double.isFinite(value),
                "The solution of " + unknown + " at " + Domain.place(region.coordinates(), point),
                value,
                "a finite number");
        return value;
    }

    private static GridAxis axis(Domain region, int k, int points) {
        String name = region.coordinates().get(k);
        double period = region.periods()[k];
        return period > 0
                ? GridAxis.periodic(name, region.lower()[k], period, points)
                : GridAxis.interval(name, region.lower()[k], region.upper()[k], points);
    }
}
