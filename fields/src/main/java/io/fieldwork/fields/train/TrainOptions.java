package io.fieldwork.fields.train;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Duration, learning-rate schedule and optimiser of training; block {@code train} of a configuration.
 *
 * @param steps number of steps, default 5000; a run that is limited by time alone needs none
 * @param minutes limit on training time, pictures and checkpoints in between included, default none; whichever limit comes first ends the run, and schedules follow
 * max(step/steps, seconds/limit)
 * @param seed of everything random, default 1
 * @param rate learning rate at its peak, default 0.01
 * @param finalRate learning rate at the end as a fraction of the peak, default 0.01
 * @param warmup fraction of the run over which the rate rises, default 0.01
 * @param schedule the decay of the rate from its peak to its end: {@code cosine} (default), {@code exponential}, {@code
 * constant}, which stays at the peak, or {@code onecycle}, see {@link #rateAt} and {@link #momentumAt}
 * @param checkpointSeconds training time between checkpoints, default 30
 * @param optimizer how parameters are updated, default Adam
 */
@Buildable
public record TrainOptions(
        @Nullable Long steps,
        @Nullable Double minutes,
        @Nullable Long seed,
        @Nullable Double rate,
        @Nullable Double finalRate,
        @Nullable Double warmup,
        @Nullable String schedule,
        @Nullable Double checkpointSeconds,
        @Nullable OptimizerOptions optimizer) {
    /** A cycle starts at this share of its peak. */
    private static final double CYCLE_START = 0.5;
    /** The first moment's decay at the ends of a cycle and at its peak. */
    private static final double CYCLE_SLOW = 0.95;

    private static final double CYCLE_FAST = 0.85;

    private static final List<String> SCHEDULES = List.of("cosine", "exponential", "constant", "onecycle");

    /** Fills in defaults and rejects values outside their range. */
    public TrainOptions {
        steps = steps == null ? (minutes == null ? 5000L : Long.MAX_VALUE) : steps;
        minutes = minutes == null ? Double.POSITIVE_INFINITY : minutes;
        seed = seed == null ? 1L : seed;
        rate = rate == null ? 0.01 : rate;
        finalRate = finalRate == null ? 0.01 : finalRate;
        warmup = warmup == null ? 0.01 : warmup;
        schedule = schedule == null ? "cosine" : schedule;
        checkpointSeconds = checkpointSeconds == null ? 30.0 : checkpointSeconds;
        optimizer = optimizer == null ? AdamOptions.defaults() : optimizer;
        require(steps > 0, "train.steps", steps, "a positive whole number");
        boolean ends = steps < Long.MAX_VALUE || minutes < Double.POSITIVE_INFINITY;
        require(minutes > 0 && ends, "train.minutes", minutes, "a positive number, or a limit on train.steps");
        require(rate > 0 && rate < Double.POSITIVE_INFINITY, "train.rate", rate, "a positive number");
        require(finalRate > 0 && finalRate <= 1, "train.finalRate", finalRate, "a fraction in (0, 1]");
        require(warmup >= 0 && warmup < 1, "train.warmup", warmup, "a fraction in [0, 1)");
        require(SCHEDULES.contains(schedule), "train.schedule", schedule, String.join(", ", SCHEDULES));
        require(checkpointSeconds > 0, "train.checkpointSeconds", checkpointSeconds, "a positive number");
    }

    /** {@return the default options: 5000 steps, seed 1} */
    public static TrainOptions defaults() {
        return TrainOptionsBuilder.builder().build();
    }

    /** {@return the share of the run that is done, max(step/steps, seconds of training/limit) in [0, 1]} */
    public double fraction(long step, double seconds) {
        return fraction(step, seconds, 60 * minutes);
    }

    /** The same where time ends training after so many seconds. */
    double fraction(long step, double seconds, double end) {
        return Math.min(1, Math.max((double) step / steps, seconds / end));
    }

    /**
     * The learning rate: linear warm-up, then down to the final rate along a half cosine, or by equal factors in equal shares
     * of the run, or not at all. A decay by d every k steps is the exponential schedule with a final rate of d^(steps / k). One
     * cycle (Smith, Topin 2018) rises along a half cosine from half the peak during the warm-up and falls along another; it moves
     * with every step, where some published recipes move with every epoch.
     *
     * @param fraction share of the run that is done
     * @return the rate
     */
    public double rateAt(double fraction) {
        if (schedule.equals("onecycle")) {
            return rate * cycle(fraction, CYCLE_START, 1, finalRate);
        }
        if (fraction < warmup) {
            return rate * Math.max(fraction / warmup, 0.01);
        }
        double rest = (fraction - warmup) / (1 - warmup);
        return switch (schedule) {
            case "exponential" -> rate * Math.pow(finalRate, rest);
            case "constant" -> rate;
            default -> rate * cosine(1, finalRate, rest);
        };
    }

    /**
     * {@return the decay of the first moment, which one cycle moves against the rate, from 0.95 to 0.85 at the peak and back}
     * Empty if the schedule leaves it to the optimiser.
     *
     * @param fraction share of the run that is done
     */
    public OptionalDouble momentumAt(double fraction) {
        return schedule.equals("onecycle")
                ? OptionalDouble.of(cycle(fraction, CYCLE_SLOW, CYCLE_FAST, CYCLE_SLOW))
                : OptionalDouble.empty();
    }

    private double cycle(double fraction, double start, double peak, double end) {
        return fraction < warmup
                ? cosine(start, peak, fraction / warmup)
                : cosine(peak, end, (fraction - warmup) / (1 - warmup));
    }

    /** From a at 0 to b at 1 along a half cosine. */
    private static double cosine(double a, double b, double share) {
        return b + (a - b) * 0.5 * (1 + Math.cos(Math.PI * share));
    }
}
