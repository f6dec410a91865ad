package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;

/**
 * Burgers' equation u_t + u u_x = viscosity u_xx on [-1, 1] from u = -sin πx, which stays odd, so that u = 0 at both
 * ends. At viscosity 0.01/π a layer of width 0.005 forms at x = 0 by t = 0.4; 4096 points and
 * a step of 1e-4 are then converged to about 1e-12 up to t = 1.
 *
 * @param viscosity positive; 0.01/π in the classical benchmark
 * @param points on the x axis, even
 * @param step longest time step
 * @see ColeHopfReference
 */
public record BurgersReference(double viscosity, int points, double step) implements Reference {
    @Override
    public String name() {
        return "burgers";
    }

    @Override
    public GridSolution solve(double... times) {
        FourierGrid grid = new FourierGrid(GridAxis.periodic("x", -1, 2, points));
        double[] start = Evolution.sample(grid.axes(), x -> -Math.sin(Math.PI * x[0]));
        Etdrk4 flow = new Etdrk4(Etdrk4.real(grid, k -> -viscosity * k), new SquareFlux(grid, 1));
        return Evolution.solve(name(), times, grid, List.of("u"), flow, step, start);
    }
}
