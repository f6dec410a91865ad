package io.fieldwork.samples.kind.pinn;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridSolution;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Makes inverse problems: adds noisy values of the reference as data. */
final class Measurements {
    private Measurements() {}

    /**
     * With conditions {@code data_UNKNOWN}, measurements of every unknown that the first reference knows, at points of
     * its grid that belong to the domain; a problem without a reference is a {@link UserError}.
     */
    static Problem of(Problem problem, MeasurementOptions options, long seed) {
        if (problem.truths().isEmpty()) {
            throw new UserError("problem.data takes values of a reference, but there is none for " + problem.name()
                    + " with these coefficients.");
        }
        GridSolution truth = problem.truths().firstEntry().getValue().get();
        int[] inside = IntStream.range(0, truth.size())
                .filter(at -> problem.domain().touches(truth.point(at)))
                .toArray();
        Problem measured = problem;
        for (String unknown :
                problem.unknowns().stream().filter(truth.unknowns()::contains).toList()) {
            double[] all = truth.values(unknown);
            double size = Math.sqrt(Arrays.stream(all).map(v -> v * v).average().orElse(0));
            Draws places = Draws.of(seed, "places of " + unknown, 0);
            Draws noise = Draws.of(seed, "noise of " + unknown, 0);
            double[][] points = new double[options.points()][];
            double[] values = new double[options.points()];
            for (int i = 0; i < values.length; i++) {
                int at = inside[(int) places.below(i, inside.length)];
                points[i] = truth.point(at);
                values[i] = all[at] + options.noise() * size * noise.normal(i);
            }
            measured = measured.condition(Condition.data(unknown, points, values));
        }
        return measured;
    }
}
