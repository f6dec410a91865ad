package io.fieldwork.fields.train;

import static io.fieldwork.fields.tensor.UserError.require;

import java.util.List;

/**
 * How long and how fast to train; block {@code train} of a configuration.
 *
 * @param steps number of steps, default 5000; a run that is limited by time alone needs none
 * @param minutes limit on training time, default none; whichever limit comes first ends the run, and schedules follow
 *     max(step/steps, seconds/limit)
 * @param seed of everything random, default 1
 * @param rate learning rate at its peak, default 0.01
 * @param finalRate learning rate at the end as a fraction of the peak, default 0.01
 * @param warmup fraction of the run over which the rate rises from 0, default 0.01
 * @param schedule how the rate falls from its peak to its end: {@code cosine} (default), {@code exponential} or
 *     {@code constant}, which stays at the peak
 * @param checkpointSeconds training time between checkpoints, default 30
 * @param optimizer how parameters are updated, default Adam
 */
public record TrainOptions(
        Long steps,
        Double minutes,
        Long seed,
        Double rate,
        Double finalRate,
        Double warmup,
        String schedule,
        Double checkpointSeconds,
        OptimizerOptions optimizer) {
    private static final List<String> SCHEDULES = List.of("cosine", "exponential", "constant");

    /** Fills in defaults and rejects what cannot be run. */
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
        require(minutes > 0, "train.minutes", minutes, "a positive number");
        require(rate > 0 && rate < Double.POSITIVE_INFINITY, "train.rate", rate, "a positive number");
        require(finalRate > 0 && finalRate <= 1, "train.finalRate", finalRate, "a fraction in (0, 1]");
        require(warmup >= 0 && warmup < 1, "train.warmup", warmup, "a fraction in [0, 1)");
        require(SCHEDULES.contains(schedule), "train.schedule", schedule, String.join(", ", SCHEDULES));
        require(checkpointSeconds > 0, "train.checkpointSeconds", checkpointSeconds, "a positive number");
    }

    /**
     * All defaults.
     *
     * @return 5000 steps, seed 1
     */
    public static TrainOptions defaults() {
        return new TrainOptions(null, null, null, null, null, null, null, null, null);
    }

    /**
     * Share of the run that is done.
     *
     * @param step steps taken
     * @param seconds training time spent
     * @return max(step/steps, seconds/limit), at most 1
     */
    public double fraction(long step, double seconds) {
        return Math.min(1, Math.max((double) step / steps, seconds / (60 * minutes)));
    }

    /**
     * The learning rate: linear warm-up, then down to the final rate along a half cosine, or by equal factors in equal shares
     * of the run, or not at all. A decay by d every k steps is the exponential schedule with a final rate of d^(steps / k).
     *
     * @param fraction share of the run that is done
     * @return the rate
     */
    public double rateAt(double fraction) {
        if (fraction < warmup) {
            return rate * Math.max(fraction / warmup, 0.01);
        }
        double rest = (fraction - warmup) / (1 - warmup);
        return switch (schedule) {
            case "exponential" -> rate * Math.pow(finalRate, rest);
            case "constant" -> rate;
            default -> rate * (finalRate + (1 - finalRate) * 0.5 * (1 + Math.cos(Math.PI * rest)));
        };
    }
}
