package io.fieldwork.fields.kernel;

/**
 * The constants of one Adam update.
 *
 * @param rate learning rate
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay L2 coefficient added to the gradient (only where the gradient is not skipped)
 * @param count number of this update of the tensor, from 1; where entries are counted one by one, no entry has had more
 */
public record AdamStep(double rate, double beta1, double beta2, double epsilon, double weightDecay, long count) {}
