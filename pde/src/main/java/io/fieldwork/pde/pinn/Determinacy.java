package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether equations and conditions determine the unknowns, as far as counting tells: an equation for each, and at the
 * beginning as many conditions as the order in time.
 *
 * @param equations of each unknown the derivatives that equations read
 * @param conditions the unknowns that each condition reads
 */
record Determinacy(Problem problem, Map<String, Set<Derivative>> equations, Map<Condition, Set<String>> conditions) {
    /** What a problem reads; a {@link UserError} if an unknown stands nowhere. */
    static Determinacy of(Problem problem, NDManager manager) {
        Map<String, Set<Derivative>> equations = new LinkedHashMap<>();
        problem.equations()
                .forEach(e -> DerivativeProbe.unknowns(problem, manager, new Place.Interior(), e.residual())
                        .forEach((unknown, read) -> equations
                                .computeIfAbsent(unknown, u -> new HashSet<>())
                                .addAll(read)));
        Map<Condition, Set<String>> conditions = new LinkedHashMap<>();
        problem.conditions()
                .forEach(c -> conditions.put(
                        c,
                        DerivativeProbe.unknowns(problem, manager, c.place(), c.residual())
                                .keySet()));
        for (String unknown : problem.unknowns()) {
            boolean there = equations.containsKey(unknown)
                    || conditions.values().stream().anyMatch(read -> read.contains(unknown));
            if (!there) {
                throw new UserError("The unknown '" + unknown + "' stands in no equation and no condition of "
                        + problem.name() + "; expected an equation for each of "
                        + String.join(", ", problem.unknowns()) + ".");
            }
        }
        return new Determinacy(problem, equations, conditions);
    }

    /** What leaves the solution open, one sentence each. */
    List<String> notices() {
        List<String> all = new ArrayList<>();
        boolean data = conditions.keySet().stream().anyMatch(c -> c.place() instanceof Place.Measured);
        if (problem.exact() != null || data) {
            return all;
        }
        List<String> whole = problem.unknowns().stream()
                .filter(u ->
                        problem.extent(u).coordinates().equals(problem.domain().coordinates()))
                .toList();
        if (problem.equations().size() < whole.size()) {
            all.add("The number of equations is " + problem.equations().size() + ", but the unknowns are "
                    + String.join(", ", whole) + ": without more equations there are many solutions.");
        }
        boolean ends = problem.domain().time() != null
                || !problem.domain().boundaryParts().isEmpty();
        if (conditions.isEmpty() && ends) {
            all.add(
                    "There is no condition: whatever satisfies the equations is a solution, a trivial function as well.");
        } else if (problem.domain().time() != null) {
            whole.forEach(unknown -> beginning(unknown, all));
        }
        return all;
    }

    private void beginning(String unknown, List<String> notices) {
        int order = equations.getOrDefault(unknown, Set.of()).stream()
                .mapToInt(derivative -> derivative.orders().getFirst())
                .max()
                .orElse(0);
        long given = about(unknown, false);
        if (given < order && about(unknown, true) == 0) {
            notices.add("The equations are of order " + order + " in " + Domain.TIME + " for " + unknown
                    + ", but the number of conditions at its beginning (initial) is " + given
                    + ": there are many solutions.");
        }
    }

    /** The number of conditions on an unknown at the first time, or elsewhere but on the boundary. */
    private long about(String unknown, boolean elsewhere) {
        return conditions.entrySet().stream()
                .filter(entry -> entry.getValue().contains(unknown))
                .map(entry -> entry.getKey().place())
                .filter(place -> elsewhere
                        ? !(place instanceof Place.Initial
                                || place instanceof Place.Boundary
                                || place instanceof Place.Interface)
                        : place instanceof Place.Initial)
                .count();
    }
}
