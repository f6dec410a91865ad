package io.fieldwork.fields.kernel;

/**
 * The constants of one RMSprop update.
 *
 * @param rate learning rate
 * @param beta decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay L2 coefficient added to the gradient where it is not zero
 */
public record RmsPropStep(double rate, double beta, double epsilon, double weightDecay) {}
