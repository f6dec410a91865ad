package io.fieldwork.pde.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import java.util.function.Supplier;

/** Consistency checks of problem and options, before anything is built. */
final class PinnChecks {
    /** The largest part of a coordinate's range by which single precision may round it. */
    private static final double ROUNDING = 1e-4;

    private PinnChecks() {}

    /** Rejects inconsistent options by a {@link UserError} that names the key or the condition. */
    static void check(Problem problem, PinnOptions options) {
        if (problem.domain().time() == null) {
            steady(problem, options);
        }
        if (options.field().precision().equals("float")) {
            resolved(problem.domain());
        }
        if (options.causal() != null) {
            int least = options.causal().chunks();
            int points = options.collocation().points();
            require(points >= least, "collocation.points", points, "at least causal.chunks, " + least);
        }
        for (String unknown : problem.unknowns()) {
            boolean constant = !problem.extent(unknown).coordinates().contains(Domain.TIME);
            if (options.windows().count() > 1 && constant) {
                throw new UserError("windows.count is " + options.windows().count() + ", but " + unknown
                        + " does not depend on t and would be another function in every window; expected 1.");
            }
        }
        for (Condition condition : problem.conditions()) {
            if (condition.place() instanceof Place.Measured measured) {
                named("For " + condition.name(), () -> measured.within(problem.domain()));
            }
        }
    }

    /** Rejects coordinates that are so large beside their range that single precision moves points of them. */
    private static void resolved(Domain domain) {
        for (int axis = 0; axis < domain.dimensions(); axis++) {
            double from = domain.lower()[axis];
            double to = domain.upper()[axis];
            double rounding = Math.ulp((float) Math.max(Math.abs(from), Math.abs(to))) / 2;
            if (rounding > ROUNDING * (to - from)) {
                throw new UserError(
                        "The coordinate %s runs from %s to %s, where single precision moves points by up to %s; write field.precision: double, or measure it from %s."
                                .formatted(domain.coordinates().get(axis), from, to, rounding, from));
            }
        }
    }

    private static void steady(Problem problem, PinnOptions options) {
        int windows = options.windows().count();
        if (windows > 1) {
            throw new UserError(
                    "windows.count is " + windows + ", but the problem " + problem.name() + " has no time.");
        }
        if (options.causal() != null) {
            throw new UserError("causal weights follow time, but the problem " + problem.name()
                    + " has none; expected causal.enabled: false.");
        }
        if (options.collocation().sampling().equals("slices")) {
            throw new UserError("collocation.sampling is slices, but the problem " + problem.name()
                    + " has no time; expected one of sobol, uniform, lhs, grid.");
        }
    }

    /** Runs work and puts a place such as "For u" before the message of its {@link UserError}. */
    static <T> T named(String where, Supplier<T> work) {
        try {
            return work.get();
        } catch (UserError e) {
            throw new UserError(where + ": " + e.getMessage(), e);
        }
    }
}
