package io.fieldwork.pde.pinn;

import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The solution found by training: the unknowns and their derivatives at any point, across all time windows. */
public final class Solution {
    private static final int CHUNK = 1 << 16;

    private final Problem problem;
    private final List<TimeWindow> windows;

    /** A solution of one or more windows in the order of time; points after the last belong to the last. */
    Solution(Problem problem, List<TimeWindow> windows) {
        this.problem = problem;
        this.windows = List.copyOf(windows);
    }

    /** {@return the values [n] of an unknown at points [n][d]} */
    public double[] at(String unknown, double[]... points) {
        return at(unknown, "", points);
    }

    /**
     * {@return a derivative [n] of an unknown at points [n][d], by an index such as {@code xx}; empty for the value}
     */
    public double[] at(String unknown, String index, double[][] points) {
        Derivative wanted = Derivative.of(index, problem.domain().coordinates());
        Slots slots = Slots.covering(wanted.dimensions(), List.of(wanted));
        int which = problem.unknowns().indexOf(unknown);
        if (which < 0) {
            throw new IllegalArgumentException("no unknown '" + unknown + "' among " + problem.unknowns());
        }
        double[] values = new double[points.length];
        for (TimeWindow window : windows) {
            int[] rows = rows(window, points);
            double[][] own = Arrays.stream(rows).mapToObj(row -> points[row]).toArray(double[][]::new);
            double[] jets = window.model().jets(own, slots);
            int c = problem.unknowns().size();
            for (int i = 0; i < rows.length; i++) {
                values[rows[i]] = jets[(slots.of(wanted) * rows.length + i) * c + which];
            }
        }
        return values;
    }

    private int[] rows(TimeWindow window, double[][] points) {
        boolean first = window == windows.getFirst();
        boolean last = window == windows.getLast();
        return IntStream.range(0, points.length)
                .filter(i -> windows.size() == 1
                        || (first || points[i][0] > window.from()) && (last || points[i][0] <= window.to()))
                .toArray();
    }

    /** {@return the values [points] of each unknown on the grid of another solution, the last axis running fastest} */
    public List<double[]> on(GridSolution like) {
        double[][] points =
                IntStream.range(0, like.size()).mapToObj(like::point).toArray(double[][]::new);
        return problem.unknowns().stream().map(u -> at(u, points)).toList();
    }

    /**
     * {@return the solution on a grid that may cover places outside the domain, such as a hole, with NaN there}
     *
     * @param axes the grid, one axis for each coordinate of the domain
     * @param names of unknowns such as {@code u}, and derivatives such as {@code u_xx}
     * @throws UserError if there is no such unknown or derivative
     */
    public GridSolution on(List<GridAxis> axes, List<String> names) {
        List<Quantity> wanted =
                names.stream().map(name -> Quantity.of(problem, name)).toList();
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            values.put(names.get(i), inside(GridAxis.count(axes), k -> GridAxis.point(axes, k), wanted.get(i)));
        }
        return new GridSolution(axes, values);
    }

    /**
     * {@return the values [n] of an unknown such as {@code u}, or of a derivative such as {@code u_xx}, at points [n][d] that
     * may lie outside the domain, with NaN there}
     *
     * @throws UserError if there is no such unknown or derivative
     */
    public double[] within(String name, double[][] points) {
        return inside(points.length, i -> points[i], Quantity.of(problem, name));
    }

    private double[] inside(int count, IntFunction<double[]> place, Quantity wanted) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        for (int first = 0; first < values.length; first += CHUNK) {
            int[] inside = IntStream.range(first, Math.min(first + CHUNK, values.length))
                    .filter(i -> problem.domain().touches(place.apply(i))
                            && problem.isWanted(wanted.unknown(), place.apply(i)))
                    .toArray();
            double[][] points = Arrays.stream(inside).mapToObj(place).toArray(double[][]::new);
            double[] found = at(wanted.unknown(), wanted.index(), points);
            for (int i = 0; i < inside.length; i++) {
                values[inside[i]] = found[i];
            }
        }
        return values;
    }
}
