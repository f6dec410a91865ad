package io.fieldwork.fields.train;

/**
 * The progress of training before a step.
 *
 * @param step steps already taken, from 0
 * @param seconds training time already spent
 * @param fraction of the whole run, max(step/steps, seconds/limit), in [0, 1]; what every schedule follows
 * @param seed the run's seed
 */
public record Progress(long step, double seconds, double fraction, long seed) {}
