package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;

/**
 * Burgers' equation u_t + u u_x = viscosity u_xx on [-1, 1] from u = -sin πx, which stays odd, so that u = 0 at both
 * ends. At viscosity 0.01/π a layer of width 0.005 forms at x = 0 by t = 0.4.
 *
 * @param viscosity positive; 0.01/π in the classical benchmark
 * @param points on the x axis, even
 * @param step longest time step
 * @see ColeHopfReference
 */
public record BurgersReference(double viscosity, int points, double step) implements Reference {
    /** {@return the benchmark with viscosity 0.01/π on 4096 points, converged to about 1e-12 up to t = 1} */
    public static BurgersReference converged() {
        return new BurgersReference(0.01 / Math.PI, 4096, 1e-4);
    }

    @Override
    public String name() {
        return "burgers";
    }

    @Override
    public GridSolution solve(double... times) {
        FourierGrid grid = new FourierGrid(GridAxis.periodic("x", -1, 2, points));
        double[] rates = grid.squaredWavenumbers();
        for (int m = 0; m < rates.length; m++) {
            rates[m] *= -viscosity;
        }
        double[] start = Evolution.sample(grid.axes().getFirst(), x -> -Math.sin(Math.PI * x));
        Etdrk4 flow = new Etdrk4(Etdrk4.real(rates), new SquareFlux(grid, 1));
        return Evolution.solve(name(), times, grid, List.of("u"), new double[][] {start}, flow, step);
    }
}
