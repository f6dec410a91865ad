package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Integral;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The terms of a problem's loss, grouped by place, with their weights. The group of the interior comes first. */
final class Terms {
    private final Problem problem;
    private final NDManager manager;
    private final Scales scales;
    private final Map<String, Double> weights = new LinkedHashMap<>();

    /**
     * The terms of a problem, residuals over their sizes, which are probed in the manager. In later time windows some conditions of
     * continuity are added; given weights replace the problem's own. A {@link UserError} if one belongs to no term.
     */
    Terms(Problem problem, NDManager manager, Scales scales, List<String> continuity, Map<String, Double> given) {
        this.problem = problem;
        this.scales = scales;
        this.manager = manager;
        problem.equations().forEach(e -> weights.put(e.name(), 1.0));
        problem.conditions().forEach(c -> weights.put(c.name(), c.weight()));
        continuity.forEach(name -> weights.putIfAbsent(name, 1.0));
        for (String name : new TreeSet<>(given.keySet())) {
            if (!weights.containsKey(name)) {
                throw new UserError("weights." + name + " belongs to no term; the terms of " + problem.name() + " are "
                        + String.join(", ", weights.keySet()) + ".");
            }
            weights.put(name, given.get(name));
        }
    }

    /** Weight of each term by name. */
    Map<String, Double> weights() {
        return weights;
    }

    /**
     * The group of the interior and one for each other place of the present conditions. A {@link UserError} if there is
     * no equation, or a residual reads unknown names.
     */
    List<Group> groups(List<Condition> conditions) {
        if (problem.equations().isEmpty()) {
            throw new UserError("The problem " + problem.name() + " has no equation.");
        }
        Map<Place, Map<String, Residual>> places = new LinkedHashMap<>();
        problem.equations()
                .forEach(e -> terms(places, new Place.Interior()).put(e.name(), scales.scaled(e.name(), e.residual())));
        conditions.forEach(c -> terms(places, c.place()).put(c.name(), scales.scaled(c.name(), c.residual())));
        List<Group> groups = new ArrayList<>();
        places.forEach((place, terms) -> groups.add(new Group(place, terms, reads(place, terms))));
        return groups;
    }

    private static Map<String, Residual> terms(Map<Place, Map<String, Residual>> places, Place place) {
        return places.computeIfAbsent(place, p -> new LinkedHashMap<>());
    }

    private Reads reads(Place place, Map<String, Residual> terms) {
        Set<Derivative> wanted = new LinkedHashSet<>();
        Map<Integral, Slots> integrals = new LinkedHashMap<>();
        terms.forEach((name, residual) -> {
            Reads own = PinnChecks.named(
                    "In the residual '" + name + "'", () -> DerivativeProbe.reads(problem, manager, place, residual));
            wanted.addAll(own.slots().derivatives());
            integrals.putAll(own.integrals());
        });
        return new Reads(Slots.covering(problem.domain().dimensions(), wanted), integrals);
    }
}
