package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;

/** The recipe of {@link MultiscaleDarcyOptions}. */
record MultiscaleDarcyRecipe(int grid, long seed) implements Recipe {
    private static final int SCALES = 6;

    @Override
    public Format format() {
        return Format.square("darcy-multiscale", Boundary.DIRICHLET, grid);
    }

    @Override
    public Maker maker() {
        return DarcyRecipe.maker(grid, sample -> coefficient(draws(seed, sample)));
    }

    double[] coefficient(Draws draws) {
        double[] a = new double[grid * grid];
        Arrays.fill(a, 1);
        for (int k = 0; k < SCALES; k++) {
            double rate = Math.PI * (1 << k) * (1 + 0.5 * draws.uniform(k));
            for (int i = 0; i < a.length; i++) {
                double x = (double) (i % grid) / (grid - 1);
                int row = i / grid;
                double y = (double) row / (grid - 1);
                a[i] *= (1 + 0.5 * Math.cos(rate * (x + y))) * (1 + 0.5 * Math.sin(rate * (y - 3 * x)));
            }
        }
        return a;
    }
}
