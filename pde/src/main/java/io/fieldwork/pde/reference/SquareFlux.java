package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;

/** The conservative transport term -(strength / 2) (u²)_x on one periodic axis, dealiased by the two-thirds rule. */
public final class SquareFlux implements Etdrk4.Nonlinearity {
    private final FourierGrid grid;
    private final double[] factors;
    private final double[] values;

    /** The flux on a grid of one axis, with its work space. */
    public SquareFlux(FourierGrid grid, double strength) {
        this.grid = grid;
        values = new double[grid.points()];
        factors = grid.oddWavenumbers(0);
        double[] kept = grid.twoThirds();
        for (int m = 0; m < factors.length; m++) {
            factors[m] *= -0.5 * strength * kept[m];
        }
    }

    @Override
    public void evaluate(double[] state, double[] result) {
        grid.inverse(state, 0, values);
        for (int i = 0; i < values.length; i++) {
            values[i] *= values[i];
        }
        grid.forward(values, result, 0);
        for (int m = 0; m < factors.length; m++) {
            double re = result[2 * m];
            result[2 * m] = -factors[m] * result[2 * m + 1];
            result[2 * m + 1] = factors[m] * re;
        }
    }
}
