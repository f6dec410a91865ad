package io.fieldwork.pde.pinn;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.reference.GridSolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How far a solution is from a reference: relative L2 over all grid points of the domain, space and time alike. */
final class Errors {
    private Errors() {}

    /**
     * The errors of all unknowns that the reference has.
     *
     * @param problem names
     * @param solution what was found
     * @param reference what is true
     * @param suffix of the metric's names
     * @return {@code relativeL2} of all unknowns together and, where there are several, {@code relativeL2.u} of each
     */
    static Map<String, Double> of(Problem problem, Solution solution, GridSolution reference, String suffix) {
        check(problem, reference);
        Map<String, Double> errors = new LinkedHashMap<>();
        List<double[]> found = solution.on(reference);
        int[] inside = inside(problem, reference);
        double error = 0;
        double size = 0;
        for (int k = 0; k < found.size(); k++) {
            String unknown = problem.unknowns().get(k);
            if (!reference.unknowns().contains(unknown)) {
                continue;
            }
            double[] truth = reference.values(unknown);
            double own = difference(inside, found.get(k), truth);
            double norm = difference(inside, new double[truth.length], truth);
            error += own;
            size += norm;
            if (found.size() > 1) {
                errors.put("relativeL2." + unknown + suffix, Math.sqrt(own / norm));
            }
        }
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("relativeL2" + suffix, Math.sqrt(error / size));
        all.putAll(errors);
        return all;
    }

    private static void check(Problem problem, GridSolution reference) {
        List<String> coordinates = problem.domain().coordinates();
        if (!reference.coordinates().equals(coordinates)) {
            throw new UserError("Its coordinates are " + String.join(", ", reference.coordinates()) + "; expected "
                    + String.join(", ", coordinates) + ".");
        }
        if (problem.unknowns().stream().noneMatch(reference.unknowns()::contains)) {
            throw new UserError("Its unknowns are " + String.join(", ", reference.unknowns()) + "; expected "
                    + String.join(", ", problem.unknowns()) + ".");
        }
        if (inside(problem, reference).length == 0) {
            throw new UserError("None of its points belongs to the domain.");
        }
    }

    /** The grid points that belong to the domain. */
    private static int[] inside(Problem problem, GridSolution reference) {
        double[][] points = Solution.points(reference.axes());
        return IntStream.range(0, points.length)
                .filter(i -> problem.domain().contains(points[i]))
                .toArray();
    }

    /** Sum of squared differences. */
    private static double difference(int[] inside, double[] a, double[] b) {
        double sum = 0;
        for (int i : inside) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
