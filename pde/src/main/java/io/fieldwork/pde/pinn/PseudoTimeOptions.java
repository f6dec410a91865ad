package io.fieldwork.pde.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.fields.train.optimizer.PhasesOptions;
import io.fieldwork.fields.train.optimizer.SoapOptions;
import org.jspecify.annotations.Nullable;

/**
 * Options of implicit steps in a pseudo-time s, du/ds = -R(u), against wrong solutions whose residual is small at the
 * present points (Wang, Koohy, Lu, Perdikaris, arXiv 2604.23528); block {@code pseudoTime} of a configuration. The loss
 * of an equation is the mean square of R + w (u - u'), where u' is the network with its parameters of one step before,
 * a constant. Equation k relaxes unknown k, so there must be as many of both, in the same order, and the signs must be
 * such that du/ds = -R decays: time derivatives with a plus, diffusion with a minus. Needs new points in every step,
 * {@code collocation.resample: 1}, and an optimiser that follows gradients alone, Adam or SOAP.
 *
 * <p>Each equation has a weight of its own, at first 1. Now and then w becomes momentum w + (1 - momentum) |R - R'| /
 * |u - u'|, norms over the points of the step, the ratio clipped to [least, most]: the inverse of the largest stable
 * step. The start at 1, the times of updates and the baseline of the decay are our choice; coefficients that are
 * learned are the same in R and R'.
 *
 * @param enabled default true
 * @param start steps (of a time window) after which weights are first updated, default 100
 * @param every steps between two updates, default 1000
 * @param momentum default 0.9
 * @param least default 0.01
 * @param most default 100
 * @param decay whether the ratio of an equation is lowered as its mean square of R falls: times 1 until it has fallen
 * by two powers of ten from that of the first step, then along a half cosine of the power to 0.1 at six; default false
 */
@Buildable
public record PseudoTimeOptions(
        @Nullable Boolean enabled,
        @Nullable Integer start,
        @Nullable Integer every,
        @Nullable Double momentum,
        @Nullable Double least,
        @Nullable Double most,
        @Nullable Boolean decay) {
    /** Fills in defaults and rejects values outside their range. */
    public PseudoTimeOptions {
        enabled = enabled == null || enabled;
        start = start == null ? 100 : start;
        every = every == null ? 1000 : every;
        momentum = momentum == null ? 0.9 : momentum;
        least = least == null ? 0.01 : least;
        most = most == null ? 100 : most;
        decay = decay != null && decay;
        require(start >= 1, "pseudoTime.start", start, "a step, 1 or later");
        require(every >= 1, "pseudoTime.every", every, "a number of steps, 1 or more");
        require(
                momentum >= 0 && momentum < 1,
                "pseudoTime.momentum",
                momentum,
                "a number from 0 up to, not including, 1");
        require(least >= 0 && least <= most, "pseudoTime.least", least, "0 or more, and no more than most");
        require(most < 1e9, "pseudoTime.most", most, "a number below 1e9");
    }

    /**
     * Rejects collocation points that are not drawn anew in each step and optimisers that do not follow gradients
     * alone, by a {@link UserError}.
     */
    void check(CollocationOptions collocation, OptimizerOptions optimizer) {
        if (collocation.resample() != 1) {
            throw new UserError("collocation.resample is " + collocation.resample()
                    + ", but pseudoTime needs new points in every step; expected 1.");
        }
        if (!followsGradients(optimizer)) {
            throw new UserError(
                    "pseudoTime changes the objective in every step, which no quasi-Newton method can follow;"
                            + " expected train.optimizer.type adam or soap.");
        }
    }

    private static boolean followsGradients(OptimizerOptions optimizer) {
        return optimizer instanceof PhasesOptions phases
                ? followsGradients(phases.first()) && followsGradients(phases.then())
                : optimizer instanceof AdamOptions || optimizer instanceof SoapOptions;
    }
}
