package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Equation;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Scaling.Range;
import io.fieldwork.pde.equation.Unknown;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Residuals of a problem for made-up unknowns, such as constants and waves across the domain, at a few fixed points. */
final class TrialResiduals {
    private static final int POINTS = 256;

    private final NDManager manager;
    private final Problem problem;
    private final Collocation collocation;
    private final Map<Place, PointSet> points = new HashMap<>();
    private final Map<String, NDArray> coefficients = new HashMap<>();

    /** Those of a problem, with arrays that the manager owns. */
    TrialResiduals(NDManager manager, Problem problem) {
        this.manager = manager;
        this.problem = problem;
        CollocationOptions few = CollocationOptionsBuilder.builder()
                .points(POINTS)
                .initial(POINTS)
                .boundary(POINTS)
                .sampling("uniform")
                .build();
        this.collocation = new Collocation(few, problem.domain(), 1, DataType.FLOAT64);
        problem.coefficients().forEach((name, c) -> coefficients.put(name, manager.create(c.value())));
    }

    /** The problem that they belong to. */
    Problem problem() {
        return problem;
    }

    /** Made-up unknowns: a derivative of one of them at a point of an index. */
    interface State {
        double at(String unknown, int point, Derivative derivative);
    }

    /** Unknowns that are constant. */
    static State constant(ToDoubleFunction<String> value) {
        return (u, p, d) -> d.order() == 0 ? value.applyAsDouble(u) : 0;
    }

    /** A wave of one unknown, the others zero. */
    State alone(String unknown) {
        return (u, p, d) -> u.equals(unknown) ? wave(Range.UNIT, u, p, d) : 0;
    }

    /** A derivative of half a wave across the domain with a phase of its own at each point. */
    double wave(Range range, String unknown, int point, Derivative derivative) {
        double phase = 2 * Math.PI * Draws.of(0, unknown, 0).uniform(point) + derivative.order() * Math.PI / 2;
        double size = range.size() * Math.sin(phase);
        for (int k = 0; k < derivative.dimensions(); k++) {
            size *= Math.pow(Math.PI / length(unknown, k), derivative.orders().get(k));
        }
        return derivative.order() == 0 ? range.offset() + size : size;
    }

    /** The length of a coordinate, in the region of an unknown that has one. */
    private double length(String unknown, int axis) {
        double whole = problem.domain().upper()[axis] - problem.domain().lower()[axis];
        Shape region = problem.extent(unknown).region();
        int own = problem.domain().time() == null ? axis : axis - 1;
        return region == null || own < 0 || own >= region.dimensions()
                ? whole
                : Math.min(whole, region.upper()[own] - region.lower()[own]);
    }

    /** An equation as a condition on all of the domain. */
    static Condition inside(Equation equation) {
        return new Condition(equation.name(), new Place.Interior(), equation.residual(), 1);
    }

    /** The residuals [n] of a term for made-up unknowns. */
    double[] of(Condition term, State state) {
        PointSet at = PinnChecks.named("For " + term.name(), () -> points(term.place()));
        return PinnChecks.named("In the residual '" + term.name() + "'", () -> {
            Residual residual = term.residual();
            Reads reads = DerivativeProbe.reads(problem, manager, term.place(), residual);
            NDArray[] columns = columns(reads.slots(), at.size(), state);
            Evaluated.Integrals integrals = (integral, outer) -> {
                Slots inner = reads.of(integral);
                Nodes nodes = Nodes.of(problem, integral, inner, at);
                State same = (u, p, d) -> state.at(u, p % at.size(), d);
                return nodes.sum(problem, columns(inner, nodes.points().size(), same), outer);
            };
            Evaluated values = new Evaluated(problem.unknowns(), at, reads.slots(), columns, coefficients, integrals);
            return residual.of(new Unknown(problem, values))
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
        });
    }

    private NDArray[] columns(Slots slots, int n, State state) {
        return slots.derivatives().stream()
                .flatMap(d -> problem.unknowns().stream().map(u -> column(n, p -> state.at(u, p, d))))
                .toArray(NDArray[]::new);
    }

    private NDArray column(int n, IntToDoubleFunction value) {
        double[] column = new double[n];
        Arrays.setAll(column, value);
        return manager.create(column);
    }

    /** The points of a place. */
    PointSet points(Place place) {
        return points.computeIfAbsent(place, p -> collocation.draw(manager, p, Draws.of(0, "scales", 0)));
    }

    /** The differences of what belongs together. */
    static double[] difference(double[] a, double... b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    /** The root mean square. */
    static double rms(double... values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElse(0));
    }
}
