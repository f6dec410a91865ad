package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.domain.BoundarySample;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The residuals at points that were not trained on, also close to the first time and the boundary, where a solution that
 * meets its conditions and is trivial elsewhere hides its jump. They are relative to the residuals of arbitrary
 * functions of the same size. Measurements have noise, and where a reference is known it says more; there a larger residual
 * passes.
 */
record HeldOut(
        NDManager manager, Problem problem, Scales scales, TimeWindows windows, Map<String, NDArray> coefficients) {
    private static final int POINTS = 2048;
    private static final double NEAREST = 1e-5;
    private static final double SOLVED = 1e-3;
    private static final double MEASURED = 1e-2;
    private static final double HIDDEN = 1e4;

    /** The root of the sum of the groups' mean squares, relative to those of an arbitrary function. */
    double relative(List<Group.Bound> trained) {
        return Math.sqrt(relative(trained, ScaleEstimate.estimated(manager, problem)));
    }

    private double relative(List<Group.Bound> trained, Scales sizes) {
        return trained.stream().mapToDouble(bound -> relative(bound, sizes)).sum();
    }

    /**
     * A sentence that says why the groups, those of the interior first, are not solved; empty if they are.
     *
     * @param before what the worst of the time windows before was left with, relative to an arbitrary function
     */
    Optional<String> doubt(List<Group.Bound> trained, double before, boolean stalled) {
        Scales sizes = ScaleEstimate.estimated(manager, problem);
        double known = Math.max(before * before, relative(trained, sizes));
        List<Group.Bound> exact = trained.stream()
                .filter(bound -> !(bound.group().place() instanceof Place.Measured))
                .toList();
        boolean solved = known <= MEASURED
                && (!problem.truths().isEmpty() || Math.max(before * before, relative(exact, sizes)) <= SOLVED);
        boolean early = before * before > SOLVED;
        if (!solved) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "This is no solution%s where the residuals still are %.0f %% of those of an arbitrary function."
                            + " %s train.optimizer.type adam first and a quasi-Newton method then (phases),"
                            + " field.precision double, a larger network, or other ranges of the unknowns%s.",
                    early ? ": an earlier time window ended" : stalled ? ": training stalled" : " yet: training ended",
                    100 * Math.sqrt(known),
                    early ? "Train anew and longer, or try" : stalled ? "Try" : "Train longer (--resume), or try",
                    problem.domain().time() == null ? "" : "; for a long time windows.count, time windows"));
        }
        Group.Bound equations = trained.getFirst();
        double seen = relative(equations, sizes);
        double hidden = hidden(sizes, equations);
        return hidden > 1 && hidden > HIDDEN * seen
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "This is no solution: the equations hold where they were trained, but between these points their"
                                + " residuals are %.1e times as large, as those of a trivial solution that jumps to meet"
                                + " its conditions. Try more collocation.points, a larger weight or another range of the"
                                + " unknowns.",
                        Math.sqrt(hidden / Math.max(seen, Double.MIN_NORMAL))))
                : Optional.empty();
    }

    /** The largest mean square of the equations over a set of points that were not trained on. */
    private double hidden(Scales sizes, Group.Bound equations) {
        double most = 0;
        for (double[][] places : sets(windows.domain())) {
            try (NDManager own = manager.newSubManager()) {
                PointSet at = new PointSet(
                        own, equations.model().type(), problem.domain().coordinates(), places);
                most = Math.max(most, relative(equations.at(at), sizes));
            }
        }
        return most;
    }

    /** The sum over terms of mean squares relative to their sizes. */
    private double relative(Group.Bound bound, Scales sizes) {
        try (NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            double sum = 0;
            List<NDArray> residuals = bound.residuals(off, coefficients);
            for (int k = 0; k < residuals.size(); k++) {
                String name = bound.group().names().get(k);
                double size = sizes.terms().getOrDefault(name, sizes.term(name)) / scales.term(name);
                sum += Arrays.stream(residuals
                                        .get(k)
                                        .toType(DataType.FLOAT64, false)
                                        .toDoubleArray())
                                .map(r -> r * r)
                                .average()
                                .orElse(0)
                        / (size * size);
            }
            return sum;
        }
    }

    /** Points inside, at the beginning, and near the boundary. */
    private static List<double[][]> sets(Domain domain) {
        Draws draws = Draws.of(0, "held out", 0);
        List<double[][]> sets = new ArrayList<>();
        sets.add(domain.points(POINTS, Sampling.UNIFORM, draws));
        if (domain.time() != null) {
            double[][] first = domain.initial(POINTS, Sampling.UNIFORM, draws);
            sets.add(moved(domain, first, i -> unit(domain.dimensions())));
        }
        if (!domain.boundaryParts().isEmpty()) {
            BoundarySample wall = domain.boundary(POINTS, draws);
            sets.add(moved(domain, wall.points(), i -> inward(wall.normals()[i], domain)));
        }
        return sets;
    }

    private static double[] unit(int dimensions) {
        double[] forward = new double[dimensions];
        forward[0] = 1;
        return forward;
    }

    private static double[] inward(double[] normal, Domain domain) {
        double[] direction = new double[domain.dimensions()];
        for (int k = 0; k < normal.length; k++) {
            direction[domain.axis(domain.space().get(k))] = -normal[k];
        }
        return direction;
    }

    /** Points moved by distances of all orders of magnitude, relative to the domain; those that stay inside. */
    private static double[][] moved(Domain domain, double[][] points, IntFunction<double[]> direction) {
        double[] lower = domain.lower();
        double[] upper = domain.upper();
        return IntStream.range(0, points.length)
                .mapToObj(i -> {
                    double distance = Math.pow(NEAREST, (i + 0.5) / points.length);
                    double[] there = points[i].clone();
                    double[] along = direction.apply(i);
                    Arrays.setAll(there, k -> points[i][k] + distance * along[k] * (upper[k] - lower[k]));
                    return there;
                })
                .filter(domain::contains)
                .toArray(double[][]::new);
    }
}
