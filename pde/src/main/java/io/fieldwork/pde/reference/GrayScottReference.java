package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;

/**
 * The Gray-Scott reaction of two substances on [-1, 1]², periodic:
 * u_t = 0.2 Δu + 40 (1 - u) - 1000 u v², v_t = 0.1 Δv - 100 v + 1000 u v²,
 * from a hole in u and a bump in v beside each other. Rings spread and break up into spots by t = 2.
 *
 * @param points along each axis, even
 * @param step longest time step
 */
public record GrayScottReference(int points, double step) implements Reference {
    private static final double DIFFUSION_U = 0.2;
    private static final double DIFFUSION_V = 0.1;
    private static final double FEED = 40;
    private static final double DECAY = 100;
    private static final double REACTION = 1000;
    private static final double SHARPNESS = 10;

    /** {@return the settings of 128 points along each axis, converged to about 3e-5 up to t = 2} */
    public static GrayScottReference converged() {
        return new GrayScottReference(128, 5e-4);
    }

    @Override
    public String name() {
        return "gray-scott";
    }

    @Override
    public GridSolution solve(double... times) {
        FourierGrid grid = FourierGrid.square(-1, 2, points);
        double[] rates = Etdrk4.real(grid, k -> -DIFFUSION_U * k - FEED, k -> -DIFFUSION_V * k - DECAY);
        double[] u = Evolution.sample(grid.axes(), p -> 1 - bump(p[0] + 0.05, p[1] + 0.02));
        double[] v = Evolution.sample(grid.axes(), p -> bump(p[0] - 0.05, p[1] - 0.02));
        Etdrk4 flow = new Etdrk4(rates, reaction(grid));
        return Evolution.solve(name(), times, grid, List.of("u", "v"), flow, step, u, v);
    }

    private static Etdrk4.Nonlinearity reaction(FourierGrid grid) {
        int length = 2 * grid.modes();
        double[] u = new double[grid.points()];
        double[] v = new double[grid.points()];
        double[] kept = grid.twoThirds();
        return (state, result) -> {
            grid.inverse(state, 0, u);
            grid.inverse(state, length, v);
            for (int i = 0; i < u.length; i++) {
                u[i] *= REACTION * v[i] * v[i];
            }
            grid.forward(u, result, 0);
            for (int m = 0; m < length; m++) {
                double gain = kept[m / 2] * result[m];
                result[length + m] = gain;
                result[m] = -gain;
            }
            result[0] += FEED * grid.points();
        };
    }

    private static double bump(double x, double y) {
        return Math.exp(-SHARPNESS * (x * x + y * y));
    }
}
