package io.fieldwork.pde.pinn;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import java.util.List;
import java.util.function.Supplier;

/** Consistency checks of problem and options, before anything is built. */
final class PinnChecks {
    private PinnChecks() {}

    /**
     * Rejects inconsistent options.
     *
     * @param problem to be solved
     * @param options of the training
     * @throws UserError naming the key or the condition
     */
    static void check(Problem problem, PinnOptions options) {
        CollocationOptions collocation = options.collocation();
        if (problem.domain().time() == null) {
            steady(problem, options);
        }
        if (options.causal() != null && collocation.points() < options.causal().chunks()) {
            throw new UserError("collocation.points is " + collocation.points() + "; expected at least causal.chunks, "
                    + options.causal().chunks() + ".");
        }
        for (Condition condition : problem.conditions()) {
            if (condition.place() instanceof Place.Measured measured) {
                named(List.of(condition.name()), () -> measured.within(problem.domain()));
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

    /**
     * Runs work for terms of a problem.
     *
     * @param terms their names
     * @param work to be run
     * @return its result
     * @throws UserError that of the work, with the names before it
     */
    static <T> T named(List<String> terms, Supplier<T> work) {
        try {
            return work.get();
        } catch (UserError e) {
            throw new UserError("For " + String.join(", ", terms) + ": " + e.getMessage(), e);
        }
    }
}
