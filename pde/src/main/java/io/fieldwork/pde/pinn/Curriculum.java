package io.fieldwork.pde.pinn;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;

/** The state of a curriculum, the sequence of values of a coefficient. */
final class Curriculum {
    private final CurriculumOptions options;
    private int stage;

    /**
     * At the first value.
     *
     * @param options coefficient and values
     * @param problem with the coefficient
     * @throws UserError if the problem has no such coefficient, learns it, or has another value than the last
     */
    Curriculum(CurriculumOptions options, Problem problem) {
        this.options = options;
        Problem.Coefficient own = problem.coefficients().get(name());
        if (own == null) {
            throw new UserError("curriculum.coefficient is '" + name() + "'; the coefficients of " + problem.name()
                    + " are "
                    + (problem.coefficients().isEmpty()
                            ? "none"
                            : String.join(", ", problem.coefficients().keySet()))
                    + ".");
        }
        if (own.learned()) {
            throw new UserError(
                    "curriculum.coefficient is '" + name() + "', which is learned; expected one that is known.");
        }
        if (options.values().getLast() != own.value()) {
            throw new UserError(
                    "curriculum.values ends with " + options.values().getLast() + ", but " + name() + " is "
                            + own.value() + " in the problem that is to be solved; expected that value last.");
        }
    }

    /** Name of the coefficient. */
    String name() {
        return options.coefficient();
    }

    /** The value of the present stage. */
    double value() {
        return options.values().get(stage);
    }

    /** Whether a value follows. */
    boolean more() {
        return stage < options.values().size() - 1;
    }

    /** Goes on to the next value. */
    void next() {
        stage++;
    }

    /** Back to the first value, for a new time window. */
    void restart() {
        stage = 0;
    }

    /**
     * Whether the present stage is over.
     *
     * @param fraction of the time window's share of the run that is over
     * @return true if a value follows and it is time for it
     */
    boolean due(double fraction) {
        return more() && fraction >= start(stage + 1);
    }

    /**
     * The elapsed fraction of the present stage.
     *
     * @param fraction of the time window's share of the run that is over
     * @return fraction of the stage; below 0 where the stage began before its time
     */
    double within(double fraction) {
        return (fraction - start(stage)) / options.shares().get(stage);
    }

    private double start(int index) {
        return options.shares().subList(0, index).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** The stage for checkpoints. */
    int stage() {
        return stage;
    }

    /** Restores the stage. */
    void restore(int earlier) {
        stage = earlier;
    }
}
