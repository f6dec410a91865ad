package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.FourierSeries;
import io.fieldwork.pde.grid.GridAxis;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The exact continuation of an earlier time window: u = u_before(t_k, x) + phi(t - t_k, x) / length N. The state at the
 * start time t_k is that of the earlier window, with all its spatial derivatives. The factor phi is that of the
 * problem's own exact conditions, so that they go on to hold, or t - t_k.
 *
 * <p>The earlier window was built on the one before it in the same way, so that evaluating its state costs as much as
 * all windows so far. In one periodic coordinate of space, and double precision, the state is stored as the Fourier
 * series through its values instead.
 */
final class WindowContinuation implements Ansatz {
    /** Points of the series; waves shorter than twice their distance are lost. */
    private static final int POINTS = 1024;

    /** A state with its derivatives in space: jets [slots, n, c] at points whose time does not matter. */
    private interface State {
        double[] jets(PointSet points, Slots spatial);
    }

    private final State state;
    private final int unknowns;
    private final double time;
    private final double length;
    private final Problem problem;
    private final Scales scales;

    /**
     * A continuation of the earlier window, no longer trained, from the time t_k at which this one starts. Its length
     * makes N as large as the change of u within it, in the scale of u; the problem has the first time and the hard constraints.
     */
    WindowContinuation(TrialFunction before, double time, double length, Problem problem, Scales scales) {
        this.problem = problem;
        this.scales = scales;
        this.unknowns = before.unknowns();
        this.time = time;
        this.length = length;
        Domain domain = problem.domain();
        boolean series = domain.dimensions() == 2 && domain.periods()[1] > 0 && before.type() == DataType.FLOAT64;
        this.state =
                series ? series(before, time, domain) : (points, slots) -> before.jets(moved(points, p -> time), slots);
    }

    private static State series(TrialFunction before, double time, Domain domain) {
        double low = domain.lower()[1];
        GridAxis axis = GridAxis.periodic(domain.coordinates().get(1), low, domain.periods()[1], POINTS);
        int c = before.unknowns();
        double[][] grid = new double[POINTS][];
        Arrays.setAll(grid, i -> new double[] {time, axis.at(i)});
        double[] values = before.jets(grid, Slots.covering(2, List.of()));
        List<FourierSeries> all = IntStream.range(0, c)
                .mapToObj(u -> FourierSeries.through(
                        List.of(axis),
                        IntStream.range(0, POINTS)
                                .mapToDouble(i -> values[i * c + u])
                                .toArray()))
                .toList();
        return (points, slots) -> {
            int[][] orders = slots.derivatives().stream()
                    .map(d -> new int[] {d.orders().get(1)})
                    .toArray(int[][]::new);
            int n = points.size();
            double[] jets = new double[orders.length * n * c];
            IntStream.range(0, n).parallel().forEach(i -> {
                for (int u = 0; u < c; u++) {
                    double[] derivatives = all.get(u).derivatives(orders, points.host()[i][1]);
                    for (int s = 0; s < orders.length; s++) {
                        jets[(s * n + i) * c + u] = derivatives[s];
                    }
                }
            });
            return jets;
        };
    }

    @Override
    public NDArray[] at(PointSet points, Slots slots) {
        int n = points.size();
        int c = unknowns;
        Slots spatial = new Slots(slots.derivatives().stream()
                .filter(d -> d.orders().getFirst() == 0)
                .toList());
        double[] then = state.jets(points, spatial);
        double[] offset = new double[slots.size() * n * c];
        for (Derivative d : spatial.derivatives()) {
            System.arraycopy(then, spatial.of(d) * n * c, offset, slots.of(d) * n * c, n * c);
        }
        return new NDArray[] {points.array(offset, new Shape(slots.size(), n, c)), factor(points, slots)};
    }

    private NDArray factor(PointSet points, Slots slots) {
        double first = problem.domain().lower()[0];
        ExactAnsatz.Part since = (unknown, x) -> x[0].subtract(first);
        ExactAnsatz.Part factor = problem.exact() == null ? since : problem.exact()::factor;
        double[][] shifted = moved(points, t -> t - time + first);
        ExactAnsatz.Part scaled =
                (unknown, x) -> factor.of(unknown, x).divide(length).multiply(scales.change(unknown, problem.domain()));
        return ExactAnsatz.jets(points, shifted, slots, problem.unknowns(), scaled);
    }

    /** The points at transformed times. */
    private static double[][] moved(PointSet points, DoubleUnaryOperator clock) {
        return Arrays.stream(points.host())
                .map(p -> {
                    double[] q = p.clone();
                    q[0] = clock.applyAsDouble(p[0]);
                    return q;
                })
                .toArray(double[][]::new);
    }
}
