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
import java.util.function.DoubleUnaryOperator;

/** The time integration of a state over the output times, with the observation of each. */
final class Evolution {
    private Evolution() {}

    /** The observation of a state. */
    @FunctionalInterface
    interface View {
        /** Values [unknowns][grid points] of a state. */
        double[][] of(double[] state);
    }

    /** A time stepper that advances a state in place. */
    @FunctionalInterface
    interface Flow {
        /** Advances the state from one time to a later one. */
        void advance(double[] state, double from, double to);
    }

    /**
     * The solution at output times.
     *
     * @param name of the problem, for messages
     * @param times output times
     * @param grid the other axes
     * @param unknowns names in the order of the view
     * @param start the state at time 0; overwritten
     * @param flow the time stepper
     * @param view the observation of a state
     */
    static GridSolution solve(
            String name,
            double[] times,
            List<GridAxis> grid,
            List<String> unknowns,
            double[] start,
            Flow flow,
            View view) {
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
            double[][] seen = view.of(start);
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
            double[][] initial,
            Etdrk4 flow,
            double step) {
        int length = 2 * grid.modes();
        double[] state = new double[unknowns.size() * length];
        for (int k = 0; k < initial.length; k++) {
            grid.forward(initial[k], state, k * length);
        }
        double[][] seen = new double[unknowns.size()][grid.points()];
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

    /** The values of a function on an axis. */
    static double[] sample(GridAxis axis, DoubleUnaryOperator function) {
        return Arrays.stream(axis.points()).map(function).toArray();
    }

    private static GridAxis timeAxis(String name, double[] times) {
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
