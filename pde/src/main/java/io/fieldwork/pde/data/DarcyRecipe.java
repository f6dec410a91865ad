package io.fieldwork.pde.data;

import io.fieldwork.pde.data.solver.CosineField;
import io.fieldwork.pde.data.solver.CosineSeries;
import io.fieldwork.pde.data.solver.DarcySolver;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The recipe of {@link DarcyOptions}: a = high where a {@link CosineField} is not negative and low elsewhere. The field
 * is taken at the vertices themselves; nothing is interpolated.
 */
record DarcyRecipe(int grid, double alpha, double tau, double high, double low, long seed) implements Recipe {
    @Override
    public Format format() {
        return Format.square("darcy", Boundary.DIRICHLET, grid);
    }

    @Override
    public Maker maker() {
        CosineSeries series = new CosineSeries(grid);
        double[] deviations = new CosineField(alpha, tau).deviations(grid);
        double[] a = new double[grid * grid];
        return maker(grid, sample -> {
            series.evaluate(CosineField.draw(deviations, grid, draws(seed, sample)), a);
            Arrays.setAll(a, i -> a[i] >= 0 ? high : low);
            return a;
        });
    }

    /**
     * A solver of flow under a uniform source, from the coefficient [size, size] of each sample, which may be the same
     * array each time, to the solution with f = 1.
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
