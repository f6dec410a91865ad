package io.fieldwork.pde.data;

import io.fieldwork.pde.data.solver.CosineField;
import io.fieldwork.pde.data.solver.CosineSeries;
import io.fieldwork.pde.data.solver.HelmholtzSolver;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The recipe of {@link HelmholtzOptions}, as de Hoop et al. set it: ∂u/∂n = 1 where |x - 0.5| ≤ 0.15 on the top edge,
 * and g is the sum of the 100 lowest cosines, without the constant one, of a {@link CosineField} with standard
 * deviations 1/(π²(k² + l²) + 9). Of equal wavenumbers those of lower l come first.
 */
record HelmholtzRecipe(int cells, double frequency, long seed) implements Recipe {
    private static final int LOWEST = 100;
    private static final double SPEED = 20;
    private static final double TAU = 3;
    private static final double MIDDLE = 0.5;
    private static final double HALF_WIDTH = 0.15;

    @Override
    public Format format() {
        return Format.square("helmholtz", Boundary.NEUMANN, cells + 1);
    }

    @Override
    public Maker maker() {
        int size = cells + 1;
        CosineSeries series = new CosineSeries(size);
        HelmholtzSolver solver = new HelmholtzSolver(cells);
        double[] load = solver.top(MIDDLE - HALF_WIDTH, MIDDLE + HALF_WIDTH);
        double[] deviations = deviations(size);
        double[] c = new double[size * size];
        double[] squared = new double[size * size];
        return (sample, input, output) -> {
            series.evaluate(CosineField.draw(deviations, size, draws(seed, sample)), c);
            Arrays.setAll(c, i -> SPEED + Math.tanh(c[i]));
            Arrays.setAll(squared, i -> frequency * frequency / (c[i] * c[i]));
            Recipe.copy(c, input, 0);
            Recipe.copy(solver.solve(squared, load), output, 0);
        };
    }

    private static double[] deviations(int size) {
        double[] all = new CosineField(2, TAU).deviations(size);
        double[] lowest = new double[all.length];
        IntStream.range(1, all.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> i / size * (i / size) + i % size * (i % size)))
                .limit(LOWEST)
                .forEach(i -> lowest[i] = all[i] / TAU);
        return lowest;
    }
}
