package io.fieldwork.pde.equation;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.grid.GridSolution;
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
 */
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
        Scaling scaling) {
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
        coefficients = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
        truths = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(truths));
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
                Scaling.DERIVED);
    }

    /** {@return the problem with a name, lower-case words joined by hyphens, and its equation in one line} */
    public Problem named(String name, String statement) {
        return new Problem(
                name, statement, domain, unknowns, equations, conditions, coefficients, exact, truths, scaling);
    }

    /** {@return the problem with other unknowns, in the order of the network's outputs} */
    public Problem unknowns(String... names) {
        return new Problem(
                name, statement, domain, List.of(names), equations, conditions, coefficients, exact, truths, scaling);
    }

    /**
     * {@return the problem with one more equation}
     *
     * @param term its name in logs and weights
     * @param residual vanishes inside
     */
    public Problem equation(String term, Residual residual) {
        List<Equation> all = with(equations, new Equation(term, residual));
        return new Problem(name, statement, domain, unknowns, all, conditions, coefficients, exact, truths, scaling);
    }

    /** {@return the problem with one more condition} */
    public Problem condition(Condition condition) {
        return conditions(with(conditions, condition));
    }

    /** {@return the problem with these conditions instead of its own} */
    public Problem conditions(List<Condition> all) {
        return new Problem(name, statement, domain, unknowns, equations, all, coefficients, exact, truths, scaling);
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

    private Problem coefficient(String coefficient, Coefficient value) {
        Map<String, Coefficient> all = new LinkedHashMap<>(coefficients);
        all.put(coefficient, value);
        return new Problem(name, statement, domain, unknowns, equations, conditions, all, exact, truths, scaling);
    }

    /**
     * {@return the problem with hard constraints; the soft conditions they replace are not to be given}
     *
     * @param ansatz the unknowns as functions of the network
     */
    public Problem exact(@Nullable Exact ansatz) {
        return new Problem(
                name, statement, domain, unknowns, equations, conditions, coefficients, ansatz, truths, scaling);
    }

    /** {@return the problem with one more reference solution of this name, computed when it is needed} */
    public Problem truth(String truth, Supplier<GridSolution> solution) {
        SequencedMap<String, Supplier<GridSolution>> all = new LinkedHashMap<>(truths);
        all.put(truth, solution);
        return new Problem(name, statement, domain, unknowns, equations, conditions, coefficients, exact, all, scaling);
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
        return new Problem(
                name, statement, domain, unknowns, equations, conditions, coefficients, exact, truths, other);
    }

    private static <T> List<T> with(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
