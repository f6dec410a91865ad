package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.domain.BoundarySample;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Integral;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Quadrature;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Source;
import io.fieldwork.pde.equation.Unknown;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** What residuals leave when known functions are put in for the unknowns. */
public final class Substitution {
    private Substitution() {}

    /** Functions put in for the unknowns. */
    @FunctionalInterface
    public interface Known {
        /** A derivative, written as its index, at a point. */
        double at(String unknown, String index, double[] point);
    }

    /** Functions in derivative algebra. */
    @FunctionalInterface
    public interface Formulas {
        /** An unknown with its derivatives at a point [d]. */
        DerivativeStructure of(String unknown, DerivativeStructure... x);
    }

    /** Known functions from formulas of the coordinates. */
    public static Known formulas(List<String> coordinates, Formulas formulas) {
        return (unknown, index, point) -> {
            int order = Math.max(1, index.length());
            DerivativeStructure[] x = new DerivativeStructure[point.length];
            Arrays.setAll(x, k -> new DerivativeStructure(point.length, order, k, point[k]));
            return formulas.of(unknown, x)
                    .getPartialDerivative(Derivative.of(index, coordinates).orders().stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        };
    }

    /** All equations at points: [equations][n]. */
    public static double[][] equations(Problem problem, Known known, double[]... points) {
        return problem.equations().stream()
                .map(e -> residual(problem, e.residual(), known, points, new double[0][]))
                .toArray(double[][]::new);
    }

    /** A condition at points of its place. */
    public static double[] condition(Problem problem, Condition condition, Known known, int n, Draws draws) {
        return switch (condition.place()) {
            case Place.Initial first ->
                residual(
                        problem,
                        condition.residual(),
                        known,
                        problem.domain().initial(n, Sampling.SOBOL, draws),
                        new double[0][]);
            case Place.Boundary(var parts) -> {
                BoundarySample sample = problem.domain().boundary(n, draws, parts.toArray(String[]::new));
                yield residual(problem, condition.residual(), known, sample.points(), sample.normals());
            }
            case Place.Interface(var region, var beyond) -> {
                BoundarySample sample = problem.domain().interfaceOf(region, beyond, n, draws);
                yield residual(problem, condition.residual(), known, sample.points(), sample.normals());
            }
            case Place.At(var values) ->
                at(problem, condition, known, problem.domain().at(values, n, draws));
            case Place.Across across ->
                at(problem, condition, known, problem.domain().points(n, Sampling.SOBOL, draws));
            default -> throw new IllegalArgumentException(condition.name());
        };
    }

    /** A condition at given points. */
    public static double[] at(Problem problem, Condition condition, Known known, double[]... points) {
        return residual(problem, condition.residual(), known, points, new double[0][]);
    }

    private static double[] residual(
            Problem problem, Residual residual, Known known, double[][] points, double[][] normals) {
        try (NDManager manager = Compute.choose("cpu").newManager()) {
            return residual.of(new Unknown(problem, new Values(manager, problem, known, points, normals)))
                    .toDoubleArray();
        }
    }

    private record Values(NDManager manager, Problem problem, Known known, double[][] points, double[][] normals)
            implements Source {
        private NDArray column(double[][] rows, ToDoubleFunction<double[]> value) {
            return manager.create(Arrays.stream(rows).mapToDouble(value).toArray());
        }

        @Override
        public NDArray derivative(String unknown, Derivative derivative) {
            String index = derivative.index(problem.domain().coordinates());
            return column(points, p -> known.at(unknown, index, p));
        }

        @Override
        public NDArray coordinate(String name) {
            int axis = problem.domain().axis(name);
            return column(points, p -> p[axis]);
        }

        @Override
        public NDArray normal(String coordinate) {
            int axis = problem.domain().space().indexOf(coordinate);
            return column(normals, v -> v[axis]);
        }

        @Override
        public NDArray coefficient(String name) {
            return manager.create(problem.coefficients().get(name).value());
        }

        /** Node by node, for each point by itself. */
        @Override
        public NDArray integral(Integral integral) {
            Quadrature rule = new Quadrature(integral, problem.domain());
            return column(points, p -> {
                double[][] nodes = rule.nodes(p);
                double[][] same = Collections.nCopies(nodes.length, p).toArray(double[][]::new);
                Source inner = new Values(manager, problem, known, nodes, rule.normals());
                Source outer = new Values(manager, problem, known, same, normals);
                double[] values = integral.integrand()
                        .of(new Unknown(problem, inner, outer))
                        .toDoubleArray();
                double[] weights = rule.weights(p);
                return IntStream.range(0, values.length)
                        .mapToDouble(i -> values[i] * weights[i])
                        .sum();
            });
        }

        @Override
        public NDArray given(Formula formula) {
            return column(points, formula::at);
        }
    }
}
