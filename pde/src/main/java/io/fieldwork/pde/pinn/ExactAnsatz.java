package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.pde.equation.Exact;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** The ansatz of a problem's hard constraints, given by formulas. */
record ExactAnsatz(Exact exact, List<String> unknowns) implements Ansatz {
    /** One of the two functions g and phi. */
    interface Part {
        DerivativeStructure of(String unknown, DerivativeStructure... x);
    }

    @Override
    public NDArray[] at(PointSet points, Slots slots) {
        return new NDArray[] {
            jets(points, points.host(), slots, unknowns, exact::offset),
            jets(points, points.host(), slots, unknowns, exact::factor)
        };
    }

    /** The jets [slots, n, c] of a formula of c unknowns at arguments [n][d], kept with the points. */
    static NDArray jets(PointSet points, double[][] at, Slots slots, List<String> unknowns, Part part) {
        int n = at.length;
        int c = unknowns.size();
        double[] jets = new double[slots.size() * n * c];
        List<int[]> orders =
                slots.derivatives().stream().map(ExactAnsatz::orders).toList();
        IntStream.range(0, n).parallel().forEach(p -> {
            double[] point = at[p];
            DerivativeStructure[] x = IntStream.range(0, point.length)
                    .mapToObj(k -> new DerivativeStructure(point.length, slots.order(), k, point[k]))
                    .toArray(DerivativeStructure[]::new);
            for (int u = 0; u < c; u++) {
                DerivativeStructure value = part.of(unknowns.get(u), x);
                for (int s = 0; s < orders.size(); s++) {
                    jets[(s * n + p) * c + u] = value.getPartialDerivative(orders.get(s));
                }
            }
        });
        return points.array(jets, new Shape(slots.size(), n, c));
    }

    private static int[] orders(Derivative derivative) {
        return derivative.orders().stream().mapToInt(Integer::intValue).toArray();
    }
}
