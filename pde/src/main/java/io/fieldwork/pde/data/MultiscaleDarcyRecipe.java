package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;

/**
 * The recipe of Darcy flow, -∇·(a ∇u) = 1 in the unit square, u = 0 on its edge, with a coefficient of six scales, a =
 * Π_{k=1..6} (1 + cos(a_k π (x + y)) / 2) (1 + sin(a_k π (y - 3x)) / 2), a_k uniform in [2^(k-1), 1.5 · 2^(k-1)]. From
 * a to u.
 */
record MultiscaleDarcyRecipe(int grid, long seed) implements Recipe {
    private static final int SCALES = 6;

    @Override
    public String name() {
        return "darcy-multiscale";
    }

    @Override
    public Grid domain() {
        return new Grid(1, 1, Boundary.DIRICHLET);
    }

    @Override
    public int[] inputShape() {
        return new int[] {1, grid, grid};
    }

    @Override
    public int[] outputShape() {
        return inputShape();
    }

    @Override
    public Maker maker() {
        return DarcyRecipe.maker(grid, sample -> coefficient(Draws.of(seed, name(), sample)));
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
