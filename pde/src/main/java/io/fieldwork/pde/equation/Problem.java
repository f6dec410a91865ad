package io.fieldwork.pde.equation;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.ParameterRange;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A problem of differential equations: equations with domain, conditions, coefficients and, where known, reference
 * solutions. Immutable; built step by step:
 *
 * <pre>{@code
 * Problem.on(Domain.interval("x", -1, 1).time(0, 1)).named("burgers", "u_t + u u_x = nu u_xx")
 *     .equation("burgers", u -> u.t().add(u.value().mul(u.x())).sub(u.xx().mul(u.coefficient("nu"))))
 *     .coefficient("nu", 0.01 / Math.PI)
 *     .condition(Condition.initial("u", p -> -Math.sin(Math.PI * p[1])))
 *     .condition(Condition.dirichlet("u", p -> 0))
 * }</pre>
 *
 * <p>Families of problems have parameters ({@link Domain#parameter}); integrals are read by equations and conditions
 * ({@link Integral}); functions of some coordinates are learned ({@link #function}); unknowns of their own in parts of
 * the domain ({@link #only}) meet at interfaces ({@link Condition#across}).
 *
 * @param name lower-case words joined by hyphens
 * @param statement the equation in one line
 * @param domain of the equations
 * @param unknowns names of the unknowns
 * @param equations residuals inside the domain
 * @param conditions residuals at other places
 * @param coefficients by name
 * @param exact conditions that hold by construction, or null for none
 * @param truths reference solutions by name; the first is the main one
 * @param scaling how its units are made those of a network
 * @param extents of those unknowns that do not depend on all coordinates, or are wanted in a region only
 */
@Buildable
public record Problem(
        String name,
        String statement,
        Domain domain,
        List<String> unknowns,
        List<Equation> equations,
        List<Condition> conditions,
        Map<String, Coefficient> coefficients,
        @Nullable Exact exact,
        SequencedMap<String, Supplier<GridSolution>> truths,
        Scaling scaling,
        Map<String, Extent> extents) {
    /**
     * A coefficient of an equation.
     *
     * @param value the number, or the initial guess of a learned one
     * @param learned whether training changes it
     */
    public record Coefficient(double value, boolean learned) {}

    /** Copies everything. */
    public Problem {
        unknowns = List.copyOf(unknowns);
        equations = List.copyOf(equations);
        conditions = List.copyOf(conditions);
        coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
        truths = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(truths));
        extents = Collections.unmodifiableMap(new LinkedHashMap<>(extents));
        if (Set.copyOf(unknowns).size() != unknowns.size()) {
            throw new UserError("The unknowns need different names, but are " + String.join(", ", unknowns) + ".");
        }
        for (Map.Entry<String, Extent> extent : extents.entrySet()) {
            extent.getValue().check(extent.getKey(), unknowns, domain);
        }
        for (String coefficient : coefficients.keySet()) {
            if (domain.isParameter(coefficient)) {
                throw new UserError("'" + coefficient + "' is a coefficient of problem " + name
                        + " and a parameter of its domain; expected one of both.");
            }
        }
        List<String> terms = Stream.concat(
                        equations.stream().map(Equation::name),
                        conditions.stream().map(Condition::name))
                .toList();
        if (Set.copyOf(terms).size() != terms.size()) {
            throw new UserError("The terms of problem " + name + " need different names, but are "
                    + String.join(", ", terms) + "; rename a condition with named(...).");
        }
    }

    /** {@return a problem on a domain with one unknown u, and no equation yet} */
    public static Problem on(Domain domain) {
        return new Problem(
                "custom",
                "",
                domain,
                List.of("u"),
                List.of(),
                List.of(),
                Map.of(),
                null,
                new LinkedHashMap<>(),
                Scaling.DERIVED,
                Map.of());
    }

    private ProblemBuilder changed() {
        return ProblemBuilder.builder(this);
    }

    /** {@return the problem with a name, lower-case words joined by hyphens, and its equation in one line} */
    public Problem named(String name, String statement) {
        return changed().name(name).statement(statement).build();
    }

    /** {@return the problem with other unknowns, in the order of the network's outputs} */
    public Problem unknowns(String... names) {
        return changed().unknowns(List.of(names)).build();
    }

    /**
     * {@return the problem with one more unknown, a function of some coordinates alone, such as a conductivity k(x) that is
     * learned from data} It needs no equation of its own.
     *
     * @throws UserError if there is no such coordinate, or the name is taken
     */
    public Problem function(String unknown, String... coordinates) {
        return changed()
                .unknowns(with(unknowns, unknown))
                .extents(with(extents, unknown, new Extent(List.of(coordinates), null)))
                .build();
    }

    /**
     * {@return the problem in which an unknown is wanted in a region of space only, as the temperature of one of two
     * materials} Elsewhere it counts for nothing.
     *
     * @throws UserError if there is no such unknown, or the shape is none of this space
     */
    public Problem only(String unknown, Shape region) {
        Extent own = new Extent(extent(unknown).coordinates(), region);
        return changed().extents(with(extents, unknown, own)).build();
    }

    /** {@return where an unknown is wanted; everywhere if nothing else is said} */
    public Extent extent(String unknown) {
        return extents.getOrDefault(unknown, new Extent(domain.coordinates(), null));
    }

    /** {@return whether an unknown is wanted at a point [d] of the domain, up to rounding} */
    public boolean isWanted(String unknown, double... point) {
        Shape region = extent(unknown).region();
        return region == null || region.contains(domain.spatial(point));
    }

    /**
     * {@return the problem with one more equation}
     *
     * @param term its name in logs and weights
     * @param residual vanishes inside
     */
    public Problem equation(String term, Residual residual) {
        return changed()
                .equations(with(equations, new Equation(term, residual)))
                .build();
    }

    /**
     * {@return the problem with one more equation that holds in a region of space only} Its residual is read everywhere
     * and counts there.
     *
     * @param term its name in logs and weights
     * @param region in the coordinates of space
     * @param residual vanishes in it
     * @throws UserError if the region does not meet the domain
     */
    public Problem equation(String term, Shape region, Residual residual) {
        Formula within = Within.of(term, domain, region);
        return equation(term, u -> residual.of(u).mul(u.given(within)));
    }

    /** {@return the problem with one more condition} */
    public Problem condition(Condition condition) {
        return conditions(with(conditions, condition));
    }

    /** {@return the problem with these conditions instead of its own} */
    public Problem conditions(List<Condition> all) {
        return changed().conditions(all).build();
    }

    /** {@return the problem with one more known coefficient, or another value of it} */
    public Problem coefficient(String coefficient, double value) {
        return coefficient(coefficient, new Coefficient(value, false));
    }

    /**
     * {@return the inverse problem with a coefficient that is learned together with the unknowns, from data}
     *
     * @param coefficient its name
     * @param guess its initial value
     */
    public Problem learned(String coefficient, double guess) {
        return coefficient(coefficient, new Coefficient(guess, true));
    }

    /**
     * {@return the number that a learned coefficient is a multiple of in training, so that what is learned is of order one:
     * its guess, if that is neither zero nor of order one already, and else 1} So is every other coefficient's, and all
     * of a problem that is solved as it is written ({@link #unscaled}).
     *
     * @param coefficient its name
     */
    public double unit(String coefficient) {
        Coefficient known = coefficients.get(coefficient);
        double guess = Math.abs(known.value());
        boolean helped = known.learned() && scaling.derived() && guess > 0 && (guess < 0.1 || guess > 10);
        return helped ? guess : 1;
    }

    private Problem coefficient(String coefficient, Coefficient value) {
        return changed().coefficients(with(coefficients, coefficient, value)).build();
    }

    /**
     * {@return the problem with hard constraints; the soft conditions they replace are not to be given}
     *
     * @param ansatz the unknowns as functions of the network
     */
    public Problem exact(@Nullable Exact ansatz) {
        return changed().exact(ansatz).build();
    }

    /** {@return the problem with one more reference solution of this name, computed when it is needed} */
    public Problem truth(String truth, Supplier<GridSolution> solution) {
        SequencedMap<String, Supplier<GridSolution>> all = new LinkedHashMap<>(truths);
        all.put(truth, solution);
        return changed().truths(all).build();
    }

    /**
     * {@return the problem of a family with the reference of one of its members, a solution over space and time alone}
     *
     * @param at values of all parameters of the domain by name
     * @throws UserError if these are not its parameters
     */
    public Problem truth(String truth, Map<String, Double> at, Supplier<GridSolution> solution) {
        List<String> names =
                domain.parameters().stream().map(ParameterRange::name).toList();
        if (!at.keySet().equals(Set.copyOf(names))) {
            throw new UserError(
                    "The reference " + truth + " is one for " + at + "; expected a value of each parameter of"
                            + " the domain, which are " + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
        }
        return truth(truth, () -> {
            GridSolution alone = solution.get();
            Stream<GridAxis> own = names.stream().map(name -> GridAxis.of(name, at.get(name)));
            return new GridSolution(Stream.concat(alone.axes().stream(), own).toList(), alone.values());
        });
    }

    /**
     * {@return the problem with a known range of an unknown: that from offset - size to offset + size becomes the range
     * of a network's output} What is not said is derived from the problem's data.
     *
     * @throws UserError if the size is not positive
     */
    public Problem scaled(String unknown, double offset, double size) {
        return scaling(scaling.with(unknown, new Scaling.Range(offset, size)));
    }

    /** {@return the problem as it is written: neither unknowns nor residuals are scaled} */
    public Problem unscaled() {
        return scaling(Scaling.NONE);
    }

    private Problem scaling(Scaling other) {
        return changed().scaling(other).build();
    }

    private static <T> List<T> with(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
        Map<String, T> all = new LinkedHashMap<>(map);
        all.put(key, value);
        return all;
    }
}
