package io.fieldwork.pde.reference;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The time integration of a state over the output times, with the observation of each. */
final class Evolution {
    private Evolution() {}

    /** A time stepper that advances a state in place. */
    @FunctionalInterface
    interface Flow {
        /** Advances the state from one time to a later one. */
        void advance(double[] state, double from, double to);
    }

    /**
     * The solution at output times on the other axes, from a state at time 0, which is overwritten. The name is that of
     * the problem, for messages; the view gives the values [unknowns][grid points] of a state.
     */
    static GridSolution solve(
            String name,
            double[] times,
            List<GridAxis> grid,
            List<String> unknowns,
            double[] start,
            Flow flow,
            Function<double[], double[][]> view) {
        List<GridAxis> axes = new ArrayList<>(List.of(timeAxis(name, times)));
        axes.addAll(grid);
        int points = GridAxis.count(grid);
        Map<String, double[]> values = new LinkedHashMap<>();
        unknowns.forEach(unknown -> values.put(unknown, new double[times.length * points]));
        double now = 0;
        for (int i = 0; i < times.length; i++) {
            if (times[i] > now) {
                flow.advance(start, now, times[i]);
                now = times[i];
            }
            double[][] seen = view.apply(start);
            for (int k = 0; k < seen.length; k++) {
                requireFinite(name, unknowns.get(k), now, seen[k]);
                System.arraycopy(seen[k], 0, values.get(unknowns.get(k)), i * points, points);
            }
        }
        return new GridSolution(axes, values);
    }

    /** Solves for real fields whose spectra are joined in the state, one after the other. */
    static GridSolution solve(
            String name,
            double[] times,
            FourierGrid grid,
            List<String> unknowns,
            Etdrk4 flow,
            double step,
            double[]... initial) {
        int length = 2 * grid.modes();
        double[] state = new double[initial.length * length];
        double[][] seen = new double[initial.length][grid.points()];
        for (int k = 0; k < initial.length; k++) {
            grid.forward(initial[k], state, k * length);
        }
        return solve(name, times, grid.axes(), unknowns, state, steps(flow, step), spectra -> {
            for (int k = 0; k < seen.length; k++) {
                grid.inverse(spectra, k * length, seen[k]);
            }
            return seen;
        });
    }

    /** An exponential integrator with a longest step. */
    static Flow steps(Etdrk4 integrator, double longest) {
        return (state, from, to) -> integrator.advance(state, to - from, longest);
    }

    /** The values of a function of the coordinates at the points of a grid. */
    static double[] sample(List<GridAxis> grid, ToDoubleFunction<double[]> function) {
        double[] values = new double[GridAxis.count(grid)];
        Arrays.setAll(values, i -> function.applyAsDouble(GridAxis.point(grid, i)));
        return values;
    }

    /** The axis of output times, which must increase from 0 or later. */
    static GridAxis timeAxis(String name, double[] times) {
        for (int i = 0; i < times.length; i++) {
            double earliest = i == 0 ? -Double.MIN_VALUE : times[i - 1];
            if (!(times[i] > earliest) || !Double.isFinite(times[i])) {
                throw new UserError("The output times of the reference '" + name
                        + "' must be finite, start at 0 or later and increase; entry " + i + " is " + times[i] + ".");
            }
        }
        if (times.length == 0) {
            throw new UserError("The reference '" + name + "' needs at least one output time.");
        }
        return GridAxis.of("t", times);
    }

    private static void requireFinite(String name, String unknown, double time, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new UserError("The reference '" + name + "' has the value " + value + " for " + unknown
                        + " at t = " + time + "; a shorter time step or a finer grid is needed.");
            }
        }
    }
}
