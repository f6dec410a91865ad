package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;

/**
 * Decaying two-dimensional turbulence: w_t + (u, v)·∇w = viscosity Δw with w = v_x - u_y and u_x + v_y = 0 on the torus
 * [0, 2π]², from a random field with its energy around wavenumber 4. Unknowns u, v and w. The initial field is our own
 * and reproducible from its seed, so errors cannot be set beside those for other fields.
 *
 * @param seed of the initial field
 * @param speed highest speed of the initial field
 * @param viscosity 0 or more
 * @param points along each axis, even
 * @param step longest time step
 */
public record NavierStokesReference(long seed, double speed, double viscosity, int points, double step)
        implements Reference {
    /**
     * {@return viscosity 1/100 and highest speed 5 from the field of a seed, the setting of Wang, Sankaran and
     * Perdikaris ("Respecting causality for training physics-informed neural networks", Comput. Methods Appl. Mech.
     * Eng. 421, 2024), converged to about 5e-7 in the velocity and 1e-5 in the vorticity up to t = 1}
     */
    public static NavierStokesReference converged(long seed) {
        return new NavierStokesReference(seed, 5, 0.01, 256, 5e-3);
    }

    @Override
    public String name() {
        return "navier-stokes";
    }

    @Override
    public GridSolution solve(double... times) {
        FourierGrid grid = FourierGrid.square(0, 2 * Math.PI, points);
        return solve(grid, new RandomFlow(seed, speed).vorticity(grid), times);
    }

    /** From any vorticity, given as its spectrum; overwritten. */
    GridSolution solve(FourierGrid grid, double[] vorticity, double... times) {
        double[] rates = Etdrk4.real(grid, k -> -viscosity * k);
        TorusFlow transport = new TorusFlow(grid);
        Evolution.Flow flow = Evolution.steps(new Etdrk4(rates, transport), step);
        return Evolution.solve(
                name(), times, grid.axes(), List.of("u", "v", "w"), vorticity, flow, transport::velocity);
    }
}
