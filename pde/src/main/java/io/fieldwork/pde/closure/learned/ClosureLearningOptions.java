package io.fieldwork.pde.closure.learned;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.ActiveFluidBuilder;
import io.fieldwork.pde.closure.data.Recording;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a closure learns from: single frames first, then its own consequences over longer and longer times.
 *
 * @param loss of single frames: {@code fourth} (default), the relative squared error of m₄; {@code coupling}, that of m₄τ*, all that
 * the equations see; or {@code stress}, the mean squared error of S:T, as published
 * @param frames of a step that learns from single ones; default 4
 * @param alone share of the training that learns from single frames; default 0.7; 1 for never solving the equations
 * @param horizons over how many frames the equations are solved after that, an equal share of the steps each; default [1, 2, 4]
 * @param weight of the loss of single frames while the equations are solved; default 0.1
 * @param from time of the first frame that counts, in training and test; default 4
 * @param step time step of the coarse equations, a whole part of the interval of the data; default 0.125
 * @param iterations of the flow in each stage before the closure is asked anew, and after it; default 2
 * @param over time over which test runs are followed for the trajectory error; default 2
 * @param estimate numbers of the fluid that are not known but learned, with first guesses, such as {@code {zeta: 1.5}}: of alpha, beta,
 * zeta, translation and rotation; default none
 */
@Buildable
public record ClosureLearningOptions(
        @Nullable String loss,
        @Nullable Integer frames,
        @Nullable Double alone,
        @Nullable List<Integer> horizons,
        @Nullable Double weight,
        @Nullable Double from,
        @Nullable Double step,
        @Nullable Integer iterations,
        @Nullable Double over,
        @Nullable Map<String, Double> estimate) {
    /** The loss of m₄. */
    public static final String FOURTH = "fourth";
    /** The loss of S:T. */
    public static final String STRESS = "stress";

    /** The numbers of a fluid in the order of {@link ClosureModel}. */
    static final List<String> NUMBERS = List.of("alpha", "beta", "zeta", "translation", "rotation");

    private static final List<String> LOSSES = List.of(FOURTH, "coupling", STRESS);

    /** Fills in defaults and rejects values outside their range. */
    public ClosureLearningOptions {
        loss = loss == null ? FOURTH : loss;
        frames = frames == null ? 4 : frames;
        alone = alone == null ? 0.7 : alone;
        horizons = horizons == null ? List.of(1, 2, 4) : List.copyOf(horizons);
        weight = weight == null ? 0.1 : weight;
        from = from == null ? 4 : from;
        step = step == null ? 0.125 : step;
        iterations = iterations == null ? 2 : iterations;
        over = over == null ? 2 : over;
        estimate = estimate == null ? Map.of() : Map.copyOf(estimate);
        UserError.oneOf("learning.loss", loss, LOSSES);
        require(frames >= 1 && frames <= 1024, "learning.frames", frames, "1 to 1024");
        require(alone >= 0 && alone <= 1, "learning.alone", alone, "a share from 0 to 1");
        boolean rising = !horizons.isEmpty() && horizons.stream().allMatch(k -> k >= 1 && k <= 1024);
        require(rising, "learning.horizons", horizons, "a list of numbers of frames, 1 to 1024 each");
        require(weight >= 0 && weight <= 1e6, "learning.weight", weight, "0 or more");
        require(from >= 0, "learning.from", from, "a time of at least 0");
        require(step > 0 && step <= 1, "learning.step", step, "a time above 0, at most 1");
        require(iterations >= 1 && iterations <= 50, "learning.iterations", iterations, "1 to 50");
        require(over > 0, "learning.over", over, "a time above 0");
        estimate.forEach((name, guess) -> {
            UserError.oneOf("learning.estimate", name, NUMBERS);
            boolean fine = Double.isFinite(guess) && guess != 0;
            require(
                    fine,
                    "learning.estimate." + name,
                    guess,
                    "a first guess other than 0, with the sign of the number");
            inRange(name, guess);
        });
    }

    /** A guess is refused as the number of a fluid is. */
    private static void inRange(String name, double guess) {
        double[] numbers = Recording.numbers(ActiveFluidBuilder.builder().build());
        numbers[NUMBERS.indexOf(name)] = guess;
        try {
            ActiveFluid.of(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        } catch (UserError e) {
            throw new UserError("learning.estimate." + e.getMessage(), e);
        }
    }

    /** {@return the default options} */
    public static ClosureLearningOptions defaults() {
        return ClosureLearningOptionsBuilder.builder().build();
    }

    /** {@return over how many frames the equations are solved when a share of training is done; 0 for not at all} */
    int horizon(double fraction) {
        if (fraction < alone || alone == 1) {
            return 0;
        }
        int stage = (int) ((fraction - alone) / (1 - alone) * horizons.size());
        return horizons.get(Math.min(stage, horizons.size() - 1));
    }

    /**
     * {@return steps between two frames at some interval}
     *
     * @throws UserError if that is no whole number
     */
    int steps(double interval) {
        long steps = Math.round(interval / step);
        boolean whole = steps >= 1 && Math.abs(steps * step - interval) < 1e-6 * interval;
        require(whole, "learning.step", step, "a whole part of the interval " + (float) interval + " of the data");
        return (int) steps;
    }
}
