package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.data.solver.CosineField;
import io.fieldwork.pde.data.solver.CosineSeries;
import io.fieldwork.pde.data.solver.DarcySolver;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The recipe of flow through a medium of two phases: -∇·(a ∇u) = 1 in the unit square, u = 0 on its edge, a = high
 * where a {@link CosineField} is not negative and low elsewhere. From a to u. The field is taken at the vertices
 * themselves; nothing is interpolated.
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
        double[] deviations = new CosineField(alpha, tau).deviations(grid);
        double[] a = new double[grid * grid];
        return maker(grid, sample -> {
            series.evaluate(CosineField.draw(deviations, grid, Draws.of(seed, name(), sample)), a);
            Arrays.setAll(a, i -> a[i] >= 0 ? high : low);
            return a;
        });
    }

    /**
     * Makes samples of flow under a uniform source, from the coefficient to the solution with f = 1.
     *
     * @param size vertices along each side
     * @param coefficient of each sample, [size, size]; the array may be the same each time
     */
    static Maker maker(int size, IntFunction<double[]> coefficient) {
        DarcySolver solver = new DarcySolver(size);
        double[] u = new double[size * size];
        double[] one = new double[size * size];
        Arrays.fill(one, 1);
        return (sample, input, output) -> {
            double[] a = coefficient.apply(sample);
            solver.solve(a, one, u);
            Recipe.copy(a, input, 0);
            Recipe.copy(u, output, 0);
        };
    }
}
