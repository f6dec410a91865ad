package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.pde.jet.Derivative;
import io.fieldwork.pde.jet.Slots;
import java.util.Arrays;

/**
 * The exact continuation of an earlier time window: u = u_before(t_k, x) + (t - t_k) N. The state at the hand-over time t_k is
 * that of the earlier window, with all its spatial derivatives.
 */
final class HandOver implements Lift {
    private final Model before;
    private final double time;

    /**
     * A continuation.
     *
     * @param before the earlier window, no longer trained
     * @param time of the hand-over
     */
    HandOver(Model before, double time) {
        this.before = before;
        this.time = time;
    }

    @Override
    public NDArray[] at(Points points, Slots slots) {
        int n = points.size();
        int c = before.unknowns();
        Slots spatial = new Slots(slots.derivatives().stream()
                .filter(d -> d.orders().getFirst() == 0)
                .toList());
        double[][] then = Arrays.stream(points.host())
                .map(p -> {
                    double[] q = p.clone();
                    q[0] = time;
                    return q;
                })
                .toArray(double[][]::new);
        double[] state = before.jets(then, spatial);
        double[] offset = new double[slots.size() * n * c];
        double[] factor = new double[slots.size() * n * c];
        for (int s = 0; s < slots.size(); s++) {
            Derivative d = slots.derivatives().get(s);
            if (d.orders().getFirst() == 0) {
                System.arraycopy(state, spatial.of(d) * n * c, offset, s * n * c, n * c);
            }
            if (d.order() == 1 && d.orders().getFirst() == 1) {
                Arrays.fill(factor, s * n * c, (s + 1) * n * c, 1);
            }
        }
        for (int i = 0; i < n * c; i++) {
            factor[i] = points.host()[i / c][0] - time;
        }
        Shape shape = new Shape(slots.size(), n, c);
        return new NDArray[] {points.array(offset, shape), points.array(factor, shape)};
    }
}
