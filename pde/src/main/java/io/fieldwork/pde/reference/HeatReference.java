package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;

/**
 * The heat equation u_t = diffusivity u_xx on [0, 1] with u = 0 at both ends, from a sum of sine waves; exact:
 * u = Σ amplitude_n exp(-diffusivity (nπ)² t) sin nπx.
 *
 * @param diffusivity positive
 * @param amplitudes of sin πx, sin 2πx and so on
 * @param points on the x axis, both ends counted
 */
public record HeatReference(double diffusivity, List<Double> amplitudes, int points) implements Reference {
    /** Copies the amplitudes. */
    public HeatReference {
        amplitudes = List.copyOf(amplitudes);
    }

    @Override
    public String name() {
        return "heat";
    }

    @Override
    public GridSolution solve(double... times) {
        GridAxis axis = GridAxis.interval("x", 0, 1, points);
        return AnalyticSolution.of("u", p -> value(p[0], p[1]), Evolution.timeAxis(name(), times), axis);
    }

    private double value(double t, double x) {
        double sum = 0;
        for (int n = 1; n <= amplitudes.size(); n++) {
            double k = n * Math.PI;
            sum += amplitudes.get(n - 1) * Math.exp(-diffusivity * k * k * t) * Math.sin(k * x);
        }
        return sum;
    }
}
