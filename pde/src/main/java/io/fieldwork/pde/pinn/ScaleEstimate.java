package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Equation;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Scaling.Range;
import io.fieldwork.pde.equation.Unknown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of scales from a problem's own data. The range of an unknown is that of its initial, boundary and measured
 * values; where these are zero or absent, its size is the one at which its terms in the equations balance the others, or
 * those in the conditions. Unknowns that are equal at an interface share their values. The size of a residual is its root
 * mean square for waves of these ranges, half a wave across the domain or the region of the unknown.
 */
final class ScaleEstimate {
    private static final int POINTS = 256;
    private static final double UNIT_TERM = 30;
    private static final double CONSTANT = 1e-3;
    private static final double SATURATION = 20;
    private static final double QUADRATIC = 1e-4;
    private static final double ROUNDING = 1e-9;

    private final NDManager manager;
    private final Problem problem;
    private final Collocation collocation;
    private final Map<Place, PointSet> points = new HashMap<>();
    private final Map<String, NDArray> coefficients = new HashMap<>();

    private ScaleEstimate(NDManager manager, Problem problem) {
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

    /** The scales that a problem asks for; a {@link UserError} if it gives the range of what is no unknown. */
    static Scales of(NDManager owner, Problem problem) {
        for (String name : problem.scaling().ranges().keySet()) {
            if (!problem.unknowns().contains(name)) {
                throw new UserError("The range of '" + name + "' is given, but the unknowns of " + problem.name()
                        + " are " + String.join(", ", problem.unknowns()) + ".");
            }
        }
        return problem.scaling().derived() ? estimated(owner, problem) : Scales.UNIT;
    }

    /** The scales of a problem, whether it asks for them or not. */
    static Scales estimated(NDManager owner, Problem problem) {
        try (NDManager manager = owner.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return new ScaleEstimate(manager, problem).scales();
        }
    }

    private Scales scales() {
        Map<String, Double> factors = new LinkedHashMap<>();
        if (problem.exact() != null) {
            problem.unknowns()
                    .forEach(u ->
                            factors.put(u, positive(largest(x -> problem.exact().factor(u, x)))));
        }
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (String unknown : problem.unknowns()) {
            Range known = known(unknown);
            ranges.put(
                    unknown,
                    known == null ? near(new Range(0, positive(balanced(linked(unknown), 0, ranges)))) : known);
        }
        Map<String, Double> terms = new LinkedHashMap<>();
        Map<String, Double> slopes = slopes(ranges);
        problem.equations().forEach(e -> terms.put(e.name(), size(inside(e), ranges, slopes)));
        problem.conditions().forEach(c -> terms.put(c.name(), size(c, ranges, slopes)));
        boolean unit = ranges.values().stream().allMatch(Range.UNIT::equals)
                && terms.values().stream().allMatch(size -> size >= 1 / UNIT_TERM && size <= UNIT_TERM);
        return new Scales(ranges, factors, terms, unit);
    }

    private static Condition inside(Equation equation) {
        return new Condition(equation.name(), new Place.Interior(), equation.residual(), 1);
    }

    private static double positive(double size) {
        return size > 0 && Double.isFinite(size) ? size : 1;
    }

    /** The greatest absolute value of a function in the domain. */
    private double largest(Function<DerivativeStructure[], DerivativeStructure> function) {
        int d = problem.domain().dimensions();
        return Arrays.stream(points(new Place.Interior()).host())
                .map(p -> Arrays.stream(p)
                        .mapToObj(x -> new DerivativeStructure(d, 1, x))
                        .toArray(DerivativeStructure[]::new))
                .mapToDouble(x -> Math.abs(function.apply(x).getValue()))
                .max()
                .orElse(0);
    }

    /** The range that is given or follows from values; null if there is none, or they are zero. */
    private @Nullable Range known(String unknown) {
        List<String> linked = linked(unknown);
        for (String member : linked) {
            Range given = problem.scaling().ranges().get(member);
            if (given != null) {
                return given;
            }
        }
        DoubleSummaryStatistics values = new DoubleSummaryStatistics();
        if (problem.exact() == null) {
            problem.conditions().stream()
                    .flatMapToDouble(condition ->
                            linked.stream().flatMapToDouble(member -> Arrays.stream(values(condition, member))))
                    .forEach(values::accept);
        } else {
            values.accept(largest(x -> problem.exact().offset(unknown, x)));
        }
        double most = Math.max(Math.abs(values.getMin()), Math.abs(values.getMax()));
        if (values.getCount() == 0 || !(most > 0) || Double.isInfinite(most)) {
            return null;
        }
        double half = (values.getMax() - values.getMin()) / 2;
        double middle = (values.getMax() + values.getMin()) / 2;
        if (half > CONSTANT * most) {
            return near(Math.abs(middle) > half ? new Range(middle, half) : new Range(0, most));
        }
        double change = isShifted(linked, most) ? balanced(linked, middle, Map.of()) : 0;
        if (change > 0) {
            return near(new Range(middle, change));
        }
        Range whole = new Range(0, Math.max(most, saturation(unknown, most)));
        return near(finite(unknown, whole) ? whole : new Range(middle, change(unknown, middle)));
    }

    /** Whether equations do not change if some unknowns are shifted by a constant of their size, and conditions are linear. */
    private boolean isShifted(List<String> linked, double constant) {
        State wave = (u, p, d) -> wave(linked.contains(u) ? new Range(0, constant) : Range.UNIT, u, p, d);
        State shifted = (u, p, d) -> wave.at(u, p, d) + (d.order() == 0 && linked.contains(u) ? constant : 0);
        State twice = (u, p, d) -> 2 * wave.at(u, p, d);
        for (Equation e : problem.equations()) {
            double[] more = residuals(inside(e), shifted);
            double[] less = residuals(inside(e), wave);
            if (rms(difference(more, less)) > ROUNDING * rms(less)) {
                return false;
            }
        }
        for (Condition condition : problem.conditions()) {
            double[] zero = residuals(condition, (u, p, d) -> 0);
            double[] one = difference(residuals(condition, wave), zero);
            double[] two = difference(residuals(condition, twice), zero);
            if (rms(difference(difference(two, one), one)) > ROUNDING * (rms(one) + rms(zero))) {
                return false;
            }
        }
        return true;
    }

    private static double[] difference(double[] a, double... b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    /** An unknown, and those that interfaces make equal to it. */
    private List<String> linked(String unknown) {
        List<String> all = new ArrayList<>(List.of(unknown));
        for (int i = 0; i < all.size(); i++) {
            String member = all.get(i);
            problem.unknowns().stream()
                    .filter(other -> !all.contains(other)
                            && problem.conditions().stream()
                                    .anyMatch(condition -> isContinuity(condition, member, other)))
                    .toList()
                    .forEach(all::add);
        }
        return all;
    }

    /** Whether a condition at an interface asks for the difference of two unknowns, whatever their values are. */
    private boolean isContinuity(Condition condition, String one, String other) {
        if (!(condition.place() instanceof Place.Interface)) {
            return false;
        }
        double[] zero = residuals(condition, (u, p, d) -> 0);
        double[] first = residuals(condition, constant(u -> u.equals(one) ? 1 : 0));
        double[] both = residuals(condition, constant(u -> u.equals(one) || u.equals(other) ? 1 : 0));
        return IntStream.range(0, zero.length)
                .allMatch(i -> Math.abs(both[i] - zero[i]) < 1e-6 * Math.abs(first[i] - zero[i]));
    }

    /** Whether the equations have finite values for waves of a range, and not those of a steep reaction at absolute zero. */
    private boolean finite(String unknown, Range range) {
        return problem.equations().stream()
                .allMatch(e -> Double.isFinite(
                        rms(residuals(inside(e), (u, p, d) -> u.equals(unknown) ? wave(range, u, p, d) : 0))));
    }

    /** The size of a wave about a constant that is as large in the equations as the constant itself, 1 to 10 % of it. */
    private double change(String unknown, double constant) {
        double least = 0.01 * Math.abs(constant);
        double most = problem.equations().stream()
                .mapToDouble(e -> {
                    double[] rest = residuals(inside(e), constant(u -> u.equals(unknown) ? constant : 0));
                    double[] added = residuals(
                            inside(e), (u, p, d) -> u.equals(unknown) ? wave(new Range(constant, least), u, p, d) : 0);
                    Arrays.setAll(added, i -> added[i] - rest[i]);
                    return rms(added) > 0 ? least * rms(rest) / rms(added) : 0;
                })
                .max()
                .orElse(0);
        return Math.clamp(most, least, 10 * least);
    }

    /**
     * The size at which terms of second order of an unknown, whose only known value is a constant, balance those of
     * first order, such as the capacity of a growing population; 0 if it is not within a few times the constant, or there
     * are terms of higher order, such as radiation.
     */
    private double saturation(String unknown, double constant) {
        double linear = 0;
        double second = 0;
        for (Equation e : problem.equations()) {
            double[][] values = IntStream.range(0, 4)
                    .mapToObj(k -> residuals(inside(e), multiple(unknown, k * constant)))
                    .toArray(double[][]::new);
            int n = values[0].length;
            double[] bend = new double[n];
            double[] slope = new double[n];
            double[] higher = new double[n];
            for (int i = 0; i < n; i++) {
                bend[i] = (values[2][i] - 2 * values[1][i] + values[0][i]) / 2;
                slope[i] = values[1][i] - values[0][i] - bend[i];
                higher[i] = values[3][i] - 3 * values[2][i] + 3 * values[1][i] - values[0][i];
            }
            if (rms(higher) > QUADRATIC * rms(bend)) {
                return 0;
            }
            linear = Math.max(linear, rms(slope));
            second = Math.max(second, rms(bend));
        }
        double size = constant * linear / second;
        return size <= SATURATION * constant ? size : 0;
    }

    private State multiple(String unknown, double factor) {
        return (u, p, d) -> u.equals(unknown) ? factor * wave(Range.UNIT, u, p, d) : 0;
    }

    private static Range near(Range range) {
        return range.near() ? Range.UNIT : range;
    }

    /** The values [n] that a condition asks of one unknown, if it is linear in that one's value and reads no other. */
    private double[] values(Condition condition, String unknown) {
        if (condition.place() instanceof Place.Opposite) {
            return new double[0];
        }
        double[] zero = residuals(condition, (u, p, d) -> 0);
        double step = Math.max(1, rms(zero));
        double[] one = residuals(condition, constant(u -> u.equals(unknown) ? step : 0));
        double[] two = residuals(condition, constant(u -> u.equals(unknown) ? 2 * step : 0));
        double[] others = residuals(condition, constant(u -> u.equals(unknown) ? 0 : step));
        DoubleStream.Builder roots = DoubleStream.builder();
        for (int i = 0; i < zero.length; i++) {
            double slope = (one[i] - zero[i]) / step;
            if (slope == 0 && zero[i] == 0 && others[i] == 0) {
                continue;
            }
            boolean linear = Math.abs(two[i] - 2 * one[i] + zero[i]) <= 1e-6 * Math.abs(one[i] - zero[i]);
            if (slope == 0 || !linear || others[i] != zero[i]) {
                return new double[0];
            }
            roots.accept(-zero[i] / slope);
        }
        return roots.build().toArray();
    }

    /**
     * The size at which what unknowns that are linked add to the equations, or to the conditions, is as large as the rest of
     * them, on whichever side of an interface it is larger; 0 if nothing is known. They are counted from a base.
     */
    private double balanced(List<String> linked, double base, Map<String, Range> ranges) {
        State rest = constant(u -> linked.contains(u) ? base : 0);
        double most = 0;
        for (String member : linked) {
            double own = balance(member, rest, ranges);
            most = Math.max(most, own);
            for (Condition condition : problem.conditions()) {
                if (condition.place() instanceof Place.Interface) {
                    double flux = added(condition, member);
                    for (String other : linked) {
                        double answer = added(condition, other);
                        most = answer > 0 ? Math.max(most, own * flux / answer) : most;
                    }
                }
            }
        }
        return most;
    }

    /** The size of what a wave of an unknown alone adds to a condition. */
    private double added(Condition condition, String unknown) {
        double[] zero = residuals(condition, (u, p, d) -> 0);
        return rms(difference(residuals(condition, alone(unknown)), zero));
    }

    private State alone(String unknown) {
        return (u, p, d) -> u.equals(unknown) ? wave(Range.UNIT, u, p, d) : 0;
    }

    private double balance(String unknown, State base, Map<String, Range> ranges) {
        State without = (u, p, d) -> u.equals(unknown) ? 0 : wave(ranges.getOrDefault(u, Range.UNIT), u, p, d);
        State with = (u, p, d) -> u.equals(unknown) ? wave(Range.UNIT, u, p, d) : without.at(u, p, d);
        double size = problem.equations().stream()
                .mapToDouble(e -> balance(inside(e), without, with))
                .max()
                .orElse(0);
        return size > 0
                ? size
                : problem.conditions().stream()
                        .mapToDouble(c -> balance(
                                c,
                                base,
                                (u, p, d) -> base.at(u, p, d) + alone(unknown).at(u, p, d)))
                        .max()
                        .orElse(0);
    }

    private double balance(Condition term, State without, State with) {
        double[] rest = residuals(term, without);
        double[] added = residuals(term, with);
        double change = rms(difference(added, rest));
        return change > 0 ? rms(rest) / change : 0;
    }

    /**
     * How much unknowns vary in their regions. One whose own equation is balanced by less than its range, as in a good
     * conductor beside a bad one, is nearly constant.
     */
    private Map<String, Double> slopes(Map<String, Range> ranges) {
        Map<String, Double> slopes = new LinkedHashMap<>();
        ranges.forEach((unknown, range) -> {
            List<String> linked = linked(unknown);
            double own = linked.size() == 1
                    ? 0
                    : balance(unknown, constant(u -> linked.contains(u) ? range.offset() : 0), ranges);
            slopes.put(unknown, own > 0 ? Math.min(own, range.size()) : range.size());
        });
        return slopes;
    }

    /** The size of a residual; where unknowns meet, which agree in the end, that of the one that adds least. */
    private double size(Condition term, Map<String, Range> ranges, Map<String, Double> slopes) {
        State varying =
                (u, p, d) -> wave(new Range(0, d.order() == 0 ? ranges.get(u).size() : slopes.get(u)), u, p, d);
        State state = (u, p, d) ->
                varying.at(u, p, d) + (d.order() == 0 ? ranges.get(u).offset() : 0);
        if (term.place() instanceof Place.Interface) {
            double[] zero = residuals(term, (u, p, d) -> 0);
            double[] sides = problem.unknowns().stream()
                    .mapToDouble(one -> rms(difference(
                            residuals(term, (u, p, d) -> u.equals(one) ? varying.at(u, p, d) : 0), zero)))
                    .filter(side -> side > 0)
                    .toArray();
            if (sides.length > 1) {
                return Math.max(Arrays.stream(sides).min().orElseThrow(), rms(zero));
            }
        }
        return positive(rms(residuals(term, state)));
    }

    private static double rms(double... values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElse(0));
    }

    /** Made-up unknowns: a derivative of one of them at a point of an index. */
    private interface State {
        double at(String unknown, int point, Derivative derivative);
    }

    private static State constant(ToDoubleFunction<String> value) {
        return (u, p, d) -> d.order() == 0 ? value.applyAsDouble(u) : 0;
    }

    /** A derivative of half a wave across the domain with a phase of its own at each point. */
    private double wave(Range range, String unknown, int point, Derivative derivative) {
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

    private double[] residuals(Condition term, State state) {
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

    private PointSet points(Place place) {
        return points.computeIfAbsent(place, p -> collocation.draw(manager, p, Draws.of(0, "scales", 0)));
    }
}
