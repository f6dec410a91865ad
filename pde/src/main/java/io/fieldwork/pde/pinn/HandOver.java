package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.pde.jet.Derivative;
import io.fieldwork.pde.jet.Slots;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The exact continuation of an earlier time window: u = u_before(t_k, x) + phi(t - t_k, x) / length N. The state at the hand-over time
 * t_k is that of the earlier window, with all its spatial derivatives. The factor phi is that of the problem's own exact
 * conditions, so that they go on to hold, or the time since the hand-over.
 */
final class HandOver implements Lift {
    private final Model before;
    private final double time;
    private final double length;
    private final Problem problem;

    /**
     * A continuation.
     *
     * @param before the earlier window, no longer trained
     * @param time of the hand-over
     * @param length of the window that begins there, so that N is as large as the change of u within it
     * @param problem whose first time and exact conditions count
     */
    HandOver(Model before, double time, double length, Problem problem) {
        this.problem = problem;
        this.before = before;
        this.time = time;
        this.length = length;
    }

    @Override
    public NDArray[] at(Points points, Slots slots) {
        int n = points.size();
        int c = before.unknowns();
        Slots spatial = new Slots(slots.derivatives().stream()
                .filter(d -> d.orders().getFirst() == 0)
                .toList());
        double[] state = before.jets(moved(points, p -> time), spatial);
        double[] offset = new double[slots.size() * n * c];
        for (Derivative d : spatial.derivatives()) {
            System.arraycopy(state, spatial.of(d) * n * c, offset, slots.of(d) * n * c, n * c);
        }
        return new NDArray[] {points.array(offset, new Shape(slots.size(), n, c)), factor(points, slots)};
    }

    private NDArray factor(Points points, Slots slots) {
        double first = problem.domain().lower()[0];
        ExactLift.Part since = (unknown, x) -> x[0].subtract(first);
        ExactLift.Part factor = problem.exact() == null ? since : problem.exact()::factor;
        double[][] shifted = moved(points, t -> t - time + first);
        ExactLift.Part scaled = (unknown, x) -> factor.of(unknown, x).divide(length);
        return ExactLift.jets(points, shifted, slots, problem.unknowns(), scaled);
    }

    /** The points with other times. */
    private static double[][] moved(Points points, DoubleUnaryOperator clock) {
        return Arrays.stream(points.host())
                .map(p -> {
                    double[] q = p.clone();
                    q[0] = clock.applyAsDouble(p[0]);
                    return q;
                })
                .toArray(double[][]::new);
    }
}
