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
    private PinnChecks() {}

    /** Rejects inconsistent options by a {@link UserError} that names the key or the condition. */
    static void check(Problem problem, PinnOptions options) {
        if (problem.domain().time() == null) {
            steady(problem, options);
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
