package io.fieldwork.pde.pinn;

import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.reference.GridAxis;
import io.fieldwork.pde.reference.GridSolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What training found: the unknowns and their derivatives at any point, whatever time window they fall into. */
public final class Solution {
    private final Problem problem;
    private final List<TimeWindow> windows;

    /**
     * A solution of some windows.
     *
     * @param problem names
     * @param windows in the order of time; at least one; points after the last belong to the last
     */
    Solution(Problem problem, List<TimeWindow> windows) {
        this.problem = problem;
        this.windows = List.copyOf(windows);
    }

    /**
     * An unknown at points.
     *
     * @param unknown its name
     * @param points [n][d]
     * @return [n]
     */
    public double[] at(String unknown, double[]... points) {
        return at(unknown, "", points);
    }

    /**
     * A derivative at points.
     *
     * @param unknown its name
     * @param index which derivative, such as {@code xx}; empty for the value
     * @param points [n][d]
     * @return [n]
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

    /**
     * The solution on the grid of another.
     *
     * @param like whose axes are taken
     * @return values of each unknown [points], the last axis running fastest
     */
    public List<double[]> on(GridSolution like) {
        double[][] points = points(like.axes());
        return problem.unknowns().stream().map(u -> at(u, points)).toList();
    }

    /** All grid points, the last axis running fastest. */
    static double[][] points(List<GridAxis> axes) {
        List<double[]> points = new ArrayList<>();
        points.add(new double[0]);
        for (GridAxis axis : axes) {
            List<double[]> longer = new ArrayList<>(points.size() * axis.size());
            for (double[] point : points) {
                for (int i = 0; i < axis.size(); i++) {
                    double[] next = Arrays.copyOf(point, point.length + 1);
                    next[point.length] = axis.at(i);
                    longer.add(next);
                }
            }
            points = longer;
        }
        return points.toArray(double[][]::new);
    }

    /**
     * What was solved for.
     *
     * @return names of the unknowns
     */
    public List<String> unknowns() {
        return problem.unknowns();
    }

    /**
     * Where the solution holds.
     *
     * @return the problem's domain
     */
    public Domain domain() {
        return problem.domain();
    }
}
