package io.fieldwork.samples.kind.pinn;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.ProblemBuilder;
import io.fieldwork.pde.problem.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which equation is solved; block {@code problem}.
 *
 * @param name as {@code fieldwork list problems} shows it
 * @param exact whether conditions hold by construction where the problem knows how, default false: they are terms of
 *     the loss
 * @param coefficients numbers that replace the problem's own, by name
 * @param learned first guesses of coefficients that are learned together with the solution, by name; they need data
 * @param data measurements of the solution, or null for none
 */
@Buildable
public record ProblemOptions(
        String name,
        @Nullable Boolean exact,
        @Nullable Map<String, Double> coefficients,
        @Nullable Map<String, Double> learned,
        @Nullable MeasurementOptions data) {
    /** Fills in defaults and rejects what is unknown. */
    public ProblemOptions {
        if (name == null) {
            throw new UserError("problem.name is missing: it names the equation, as 'fieldwork list problems' does.");
        }
        if (!Problems.names().contains(name)) {
            throw Nearest.error("problem.name", name, Problems.names());
        }
        exact = exact != null && exact;
        coefficients = finite("problem.coefficients.", numbers(coefficients));
        learned = finite("problem.learned.", numbers(learned));
        if (!learned.isEmpty() && data == null) {
            throw new UserError("problem.learned needs measurements; expected a block problem.data.");
        }
    }

    /**
     * {@return the equation with its conditions, without measurements} Where a coefficient is replaced, the solutions
     * that the problem knows are none of this equation, so there is nothing to measure against.
     *
     * @throws UserError if it has no coefficient of a given name, or its conditions have no exact form
     */
    public Problem problem() {
        Problem problem = Problems.named(name, exact);
        Map<String, Problem.Coefficient> known = problem.coefficients();
        for (Map.Entry<String, Double> entry : coefficients.entrySet()) {
            Problem.Coefficient own = coefficient("problem.coefficients.", entry.getKey(), known);
            if (!Objects.equals(own.value(), entry.getValue())) {
                problem = withoutTruths(problem);
            }
            problem = problem.coefficient(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, Double> entry : learned.entrySet()) {
            coefficient("problem.learned.", entry.getKey(), known);
            problem = problem.learned(entry.getKey(), entry.getValue());
        }
        return problem;
    }

    /**
     * The block of own keys, sorted by name, so that a configuration is always written alike; a key without a value is
     * as good as absent.
     */
    static Map<String, Double> numbers(@Nullable Map<String, Double> block) {
        SortedMap<String, Double> numbers = new TreeMap<>(block == null ? Map.<String, Double>of() : block);
        numbers.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(numbers);
    }

    private Problem.Coefficient coefficient(String block, String key, Map<String, Problem.Coefficient> known) {
        Problem.Coefficient found = known.get(key);
        if (found == null) {
            throw new UserError(block + key + " is unknown; the coefficients of " + name + " are "
                    + (known.isEmpty() ? "none" : String.join(", ", known.keySet())) + ".");
        }
        return found;
    }

    private static Map<String, Double> finite(String block, Map<String, Double> numbers) {
        numbers.forEach(
                (key, value) -> UserError.require(Double.isFinite(value), block + key, value, "a finite number"));
        return numbers;
    }

    private static Problem withoutTruths(Problem problem) {
        return ProblemBuilder.builder(problem).truths(new LinkedHashMap<>()).build();
    }
}
