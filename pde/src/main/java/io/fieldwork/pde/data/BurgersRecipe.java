package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.data.solver.PeriodicField;
import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.reference.Etdrk4;
import io.fieldwork.pde.reference.SquareFlux;

/**
 * The recipe of Burgers' equation u_t + u u_x = viscosity u_xx on the unit circle from a random field with covariance
 * sigma² (-Δ + τ²)^-γ: from u(0) to u(time). Pseudo-spectral by the two-thirds rule and {@link Etdrk4}.
 */
record BurgersRecipe(
        int grid, double viscosity, double time, double step, double gamma, double tau, double sigma, long seed)
        implements Recipe {
    @Override
    public String name() {
        return "burgers";
    }

    @Override
    public Grid domain() {
        return new Grid(0, 1, Boundary.PERIODIC);
    }

    @Override
    public int[] inputShape() {
        return new int[] {1, 1, grid};
    }

    @Override
    public int[] outputShape() {
        return inputShape();
    }

    @Override
    public Maker maker() {
        FourierGrid circle = new FourierGrid(GridAxis.periodic("x", 0, 1, grid));
        double[] rates = circle.squaredWavenumbers();
        for (int m = 0; m < rates.length; m++) {
            rates[m] *= -viscosity;
        }
        Etdrk4 flow = new Etdrk4(Etdrk4.real(rates), new SquareFlux(circle, 1));
        PeriodicField start = new PeriodicField(gamma, tau, sigma);
        double[] u = new double[grid];
        return (sample, input, output) -> {
            double[] spectrum = start.draw(circle, false, Draws.of(seed, name(), sample));
            circle.inverse(spectrum, 0, u);
            Recipe.copy(u, input, 0);
            flow.advance(spectrum, time, step);
            circle.inverse(spectrum, 0, u);
            Recipe.copy(u, output, 0);
        };
    }
}
