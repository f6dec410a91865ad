package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;

/**
 * Flow through a medium of two phases: -∇·(a ∇u) = 1 in the unit square, u = 0 on its edge, a = high where a {@link CosineField} is not negative
 * and low elsewhere. From a to u. The field is taken at the vertices themselves; nothing is interpolated.
 */
record DarcyRecipe(int grid, double alpha, double tau, double high, double low, long seed) implements Recipe {
    @Override
    public String name() {
        return "darcy";
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
        CosineSeries series = new CosineSeries(grid);
        DarcySolver solver = new DarcySolver(grid);
        double[] deviations = new CosineField(alpha, tau).deviations(grid);
        double[] a = new double[grid * grid];
        double[] u = new double[grid * grid];
        double[] one = new double[grid * grid];
        Arrays.fill(one, 1);
        return (sample, input, output) -> {
            series.evaluate(CosineField.draw(deviations, grid, Draws.of(seed, name(), sample)), a);
            Arrays.setAll(a, i -> a[i] >= 0 ? high : low);
            solver.solve(a, one, u);
            Recipe.copy(a, input, 0);
            Recipe.copy(u, output, 0);
        };
    }
}
