package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Integral;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Quadrature;
import io.fieldwork.pde.equation.Source;
import io.fieldwork.pde.equation.Unknown;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The nodes of an integral for n outer points: q n points, those of the first node first, kept with the outer points.
 *
 * @param integral what is integrated
 * @param slots derivatives that the integrand reads
 * @param points the nodes
 * @param weights [q, n]
 */
record Nodes(Integral integral, Slots slots, PointSet points, NDArray weights) {
    /** The nodes of an integral over a problem's domain for outer points. */
    static Nodes of(Problem problem, Integral integral, Slots slots, PointSet outer) {
        Quadrature rule = new Quadrature(integral, problem.domain());
        int q = rule.size();
        int n = outer.size();
        double[][] nodes = new double[q * n][];
        double[] weights = new double[q * n];
        for (int i = 0; i < n; i++) {
            double[][] own = rule.nodes(outer.host()[i]);
            double[] factors = rule.weights(outer.host()[i]);
            for (int k = 0; k < q; k++) {
                nodes[k * n + i] = own[k];
                weights[k * n + i] = factors[k];
            }
        }
        PointSet there = outer.others(nodes);
        double[][] normals = rule.normals();
        if (normals.length > 0) {
            double[][] each =
                    IntStream.range(0, q * n).mapToObj(row -> normals[row / n]).toArray(double[][]::new);
            there.normals(problem.domain().space(), each);
        }
        return new Nodes(integral, slots, there, outer.array(weights, new Shape(q, n)));
    }

    /** The integral [n] at outer points, given the columns of the unknowns at the nodes. */
    NDArray sum(Problem problem, NDArray[] columns, Evaluated outer) {
        Repeated repeated = new Repeated(outer, weights.getShape().get(0));
        Map<String, NDArray> coefficients = new HashMap<>();
        outer.coefficients().forEach((name, value) -> coefficients.put(name, repeated.of(value)));
        Source inner = new Evaluated(outer.unknowns(), points, slots, columns, coefficients, (other, at) -> {
            throw nested(other);
        });
        NDArray values = integral.integrand().of(new Unknown(problem, inner, repeated));
        return values.reshape(weights.getShape()).mul(weights).sum(new int[] {0});
    }

    /** The mistake of an integral that is read inside an integrand. */
    static UserError nested(Integral inner) {
        return new UserError("The integral '" + inner.name()
                + "' is read inside an integrand; expected one integral over all coordinates.");
    }

    /** The outer points, each repeated for its nodes. */
    private record Repeated(Source outer, long nodes) implements Source {
        private NDArray of(NDArray values) {
            return values.getShape().dimension() == 0 ? values : values.tile(nodes);
        }

        @Override
        public NDArray derivative(String unknown, Derivative derivative) {
            return of(outer.derivative(unknown, derivative));
        }

        @Override
        public NDArray coordinate(String name) {
            return of(outer.coordinate(name));
        }

        @Override
        public NDArray coefficient(String name) {
            return of(outer.coefficient(name));
        }

        @Override
        public NDArray given(Formula formula) {
            return of(outer.given(formula));
        }

        @Override
        public NDArray normal(String coordinate) {
            return of(outer.normal(coordinate));
        }

        @Override
        public NDArray measured() {
            return of(outer.measured());
        }

        @Override
        public NDArray integral(Integral integral) {
            throw nested(integral);
        }
    }
}
