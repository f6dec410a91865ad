package io.fieldwork.pde.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of a curriculum from easy to hard (Krishnapriyan et al., NeurIPS 2021): a coefficient of the equation takes
 * one value after another while the network goes on from one to the next, such as the Reynolds numbers 100, 400, 1000;
 * block {@code curriculum} of a configuration. In time windows each window goes through all values, in causal training
 * each value through all stages, as long as the optimiser lowers the loss.
 *
 * @param coefficient its name; one that is known, not learned
 * @param values in order; the last is the problem's own, that of the reference
 * @param shares of the run (of a time window's part of it), one for each value, together 1; default equal. Where the
 * optimiser finds no lower loss at points that stay, the next one begins earlier
 */
@Buildable
public record CurriculumOptions(
        String coefficient, List<Double> values, @Nullable List<Double> shares) {
    private static final double ROUNDING = 1e-6;

    /** Fills in defaults and rejects values outside their range. */
    public CurriculumOptions {
        if (coefficient == null) {
            throw new UserError(
                    "curriculum.coefficient is missing; expected the name of a coefficient of the problem.");
        }
        values = values == null ? List.of() : List.copyOf(values);
        require(
                !values.isEmpty() && values.stream().allMatch(Double::isFinite),
                "curriculum.values",
                values,
                "a list of numbers");
        shares = shares == null ? Collections.nCopies(values.size(), 1.0 / values.size()) : List.copyOf(shares);
        require(
                shares.size() == values.size() && shares.stream().allMatch(share -> share > 0),
                "curriculum.shares",
                shares,
                "a positive number for each of the " + values.size() + " values");
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        require(Math.abs(sum - 1) < ROUNDING, "curriculum.shares", shares, "shares that add up to 1, not " + sum);
    }

    /** Rejects a problem that has no such coefficient, learns it, or has another value than the last. */
    void check(Problem problem) {
        Problem.Coefficient own = problem.coefficients().get(coefficient);
        if (own == null) {
            throw new UserError("curriculum.coefficient is '" + coefficient + "'; the coefficients of " + problem.name()
                    + " are "
                    + (problem.coefficients().isEmpty()
                            ? "none"
                            : String.join(", ", problem.coefficients().keySet()))
                    + ".");
        }
        if (own.learned()) {
            throw new UserError(
                    "curriculum.coefficient is '" + coefficient + "', which is learned; expected one that is known.");
        }
        if (values.getLast() != own.value()) {
            throw new UserError("curriculum.values ends with " + values.getLast() + ", but " + coefficient + " is "
                    + own.value() + " in the problem that is to be solved; expected that value last.");
        }
    }

    /** The fraction of a time window's share of the run at which a value takes its place. */
    double start(int index) {
        return shares.subList(0, index).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
