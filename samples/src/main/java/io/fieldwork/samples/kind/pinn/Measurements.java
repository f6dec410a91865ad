package io.fieldwork.samples.kind.pinn;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.npz.ArrayFile;
import io.fieldwork.samples.kind.PredictOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes inverse problems: adds measured values of a file, or noisy values of the reference, as data. */
final class Measurements {
    private Measurements() {}

    /**
     * With conditions {@code data_UNKNOWN}: values of the file, or of every unknown that the first reference knows, at
     * points of its grid that belong to the domain; a {@link UserError} if there is neither.
     */
    static Problem of(Problem problem, MeasurementOptions options, long seed) {
        return options.path() == null ? madeUp(problem, options, seed) : read(problem, options.path());
    }

    /** NaN in place of a value says that the unknown was not measured there. */
    private static Problem read(Problem problem, String path) {
        ArrayFile file = ArrayFile.open(Path.of(path));
        PredictOptions input = new PredictOptions(path, file, null, null, List.of(), note -> {});
        List<String> coordinates = problem.domain().coordinates();
        double[][] points = PredictOptions.points(input.coordinates(coordinates));
        List<String> measured =
                problem.unknowns().stream().filter(file.names()::contains).toList();
        if (measured.isEmpty()) {
            throw new UserError("The file " + path + " has " + file.names() + "; expected measured values of "
                    + String.join(" or ", problem.unknowns()) + " beside the coordinates.");
        }
        Problem all = problem;
        for (String unknown : measured) {
            double[] values = file.array(unknown).numbers();
            UserError.require(
                    values.length == points.length,
                    "The array '" + unknown + "' of the file " + path,
                    values.length + " numbers long",
                    points.length + " as for the coordinates");
            int[] there = IntStream.range(0, values.length)
                    .filter(i -> !Double.isNaN(values[i]))
                    .toArray();
            double[][] places = Arrays.stream(there).mapToObj(i -> points[i]).toArray(double[][]::new);
            all = all.condition(Condition.data(
                    unknown,
                    places,
                    Arrays.stream(there).mapToDouble(i -> values[i]).toArray()));
        }
        return all;
    }

    private static Problem madeUp(Problem problem, MeasurementOptions options, long seed) {
        if (problem.truths().isEmpty()) {
            throw new UserError("problem.data takes values of a reference, but there is none for " + problem.name()
                    + " with these coefficients; problem.data.path names a file of measured ones.");
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
