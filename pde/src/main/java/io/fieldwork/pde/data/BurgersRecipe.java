package io.fieldwork.pde.data;

import io.fieldwork.pde.data.solver.PeriodicField;
import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.reference.Etdrk4;
import io.fieldwork.pde.reference.SquareFlux;

/**
 * The recipe of {@link BurgersOptions}, the random field having covariance sigma² (-Δ + τ²)^-γ. Pseudo-spectral by the
 * two-thirds rule and {@link Etdrk4}.
 */
record BurgersRecipe(
        int grid, double viscosity, double time, double step, double gamma, double tau, double sigma, long seed)
        implements Recipe {
    @Override
    public Format format() {
        int[] shape = {1, 1, grid};
        return new Format("burgers", new Grid(0, 1, Boundary.PERIODIC), shape, shape);
    }

    @Override
    public Maker maker() {
        FourierGrid circle = new FourierGrid(GridAxis.periodic("x", 0, 1, grid));
        Etdrk4 flow = new Etdrk4(Etdrk4.real(circle, k -> -viscosity * k), new SquareFlux(circle, 1));
        PeriodicField start = new PeriodicField(gamma, tau, sigma);
        double[] u = new double[grid];
        return (sample, input, output) -> {
            double[] spectrum = start.draw(circle, false, draws(seed, sample));
            circle.inverse(spectrum, 0, u);
            Recipe.copy(u, input, 0);
            flow.advance(spectrum, time, step);
            circle.inverse(spectrum, 0, u);
            Recipe.copy(u, output, 0);
        };
    }
}
