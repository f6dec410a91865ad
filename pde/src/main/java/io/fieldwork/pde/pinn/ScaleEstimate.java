package io.fieldwork.pde.pinn;

import static io.fieldwork.pde.pinn.TrialResiduals.constant;
import static io.fieldwork.pde.pinn.TrialResiduals.difference;
import static io.fieldwork.pde.pinn.TrialResiduals.inside;
import static io.fieldwork.pde.pinn.TrialResiduals.rms;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Scaling.Range;
import io.fieldwork.pde.pinn.TrialResiduals.State;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An estimate of scales from a problem's own data. The range of an unknown is that of its initial, boundary and measured
 * values; where these are zero or absent, its size is the one at which its terms in the equations balance the others, or
 * those in the conditions. Unknowns that are equal at an interface share their values. The size of a residual is its root
 * mean square for waves of these ranges, half a wave across the domain or the region of the unknown.
 */
final class ScaleEstimate {
    private static final double UNIT_TERM = 30;

    private final Problem problem;
    private final TrialResiduals trial;
    private final LinkedUnknowns links;
    private final BalancedSize balance;
    private final KnownRange known;

    private ScaleEstimate(NDManager manager, Problem problem) {
        this.problem = problem;
        this.trial = new TrialResiduals(manager, problem);
        this.links = new LinkedUnknowns(trial);
        this.balance = new BalancedSize(trial);
        this.known = new KnownRange(trial, links, new ConstantRange(trial, balance));
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
                    .forEach(u -> factors.put(
                            u, positive(known.largest(x -> problem.exact().factor(u, x)))));
        }
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (String unknown : problem.unknowns()) {
            Range data = known.of(unknown);
            ranges.put(
                    unknown,
                    data == null
                            ? KnownRange.near(new Range(0, positive(balance.of(links.of(unknown), 0, ranges))))
                            : data);
        }
        Map<String, Double> terms = new LinkedHashMap<>();
        Map<String, Double> slopes = slopes(ranges);
        problem.equations().forEach(e -> terms.put(e.name(), size(inside(e), ranges, slopes)));
        problem.conditions().forEach(c -> terms.put(c.name(), size(c, ranges, slopes)));
        boolean unit = ranges.values().stream().allMatch(Range.UNIT::equals)
                && terms.values().stream().allMatch(size -> size >= 1 / UNIT_TERM && size <= UNIT_TERM);
        return new Scales(ranges, factors, terms, unit);
    }

    private static double positive(double size) {
        return size > 0 && Double.isFinite(size) ? size : 1;
    }

    /**
     * How much unknowns vary in their regions. One whose own equation is balanced by less than its range, as in a good
     * conductor beside a bad one, is nearly constant.
     */
    private Map<String, Double> slopes(Map<String, Range> ranges) {
        Map<String, Double> slopes = new LinkedHashMap<>();
        ranges.forEach((unknown, range) -> {
            List<String> linked = links.of(unknown);
            double own = linked.size() == 1
                    ? 0
                    : balance.balance(unknown, constant(u -> linked.contains(u) ? range.offset() : 0), ranges);
            slopes.put(unknown, own > 0 ? Math.min(own, range.size()) : range.size());
        });
        return slopes;
    }

    /** The size of a residual; where unknowns meet, which agree in the end, that of the one that adds least. */
    private double size(Condition term, Map<String, Range> ranges, Map<String, Double> slopes) {
        State varying = (u, p, d) ->
                trial.wave(new Range(0, d.order() == 0 ? ranges.get(u).size() : slopes.get(u)), u, p, d);
        State state = (u, p, d) ->
                varying.at(u, p, d) + (d.order() == 0 ? ranges.get(u).offset() : 0);
        if (term.place() instanceof Place.Interface) {
            double[] zero = trial.of(term, (u, p, d) -> 0);
            double[] sides = problem.unknowns().stream()
                    .mapToDouble(one ->
                            rms(difference(trial.of(term, (u, p, d) -> u.equals(one) ? varying.at(u, p, d) : 0), zero)))
                    .filter(side -> side > 0)
                    .toArray();
            if (sides.length > 1) {
                return Math.max(Arrays.stream(sides).min().orElseThrow(), rms(zero));
            }
        }
        return positive(rms(trial.of(term, state)));
    }
}
