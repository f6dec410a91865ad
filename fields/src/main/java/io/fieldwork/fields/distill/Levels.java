package io.fieldwork.fields.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;

/**
 * How far a student is from its teacher, on each level, as one number. What differs is a mean of squares, which does not depend on the size of the
 * batch, or as published the root of their sum.
 *
 * <p>Densities are compared as logarithms, of which those beyond a bound count as equal: what is empty enough need not be emptier. A student that is
 * beyond a bound where its teacher is not gets a gradient all the same; if it were clipped itself, as published, it could not come back.
 */
final class Levels {
    /** Weight in a pixel from which on a sample is one that counts. */
    private static final String COUNTS = "0.01";

    private static final String SCRIPT = """
            def mean(self, squares: Tensor) -> Tensor:
              return torch.mean(squares)

            def frobenius(self, squares: Tensor) -> Tensor:
              return torch.sqrt(torch.add(torch.sum(squares), 1e-12))

            def density(self, extinction: Tensor, known: Tensor, half: Tensor, low: Tensor, high: Tensor) -> Tensor:
              raw = torch.log(torch.clamp_min(torch.mul(extinction, half), %s))
              target = torch.minimum(torch.maximum(known, low), high)
              empty = torch.logical_and(torch.le(raw, low), torch.le(known, low))
              full = torch.logical_and(torch.ge(raw, high), torch.ge(known, high))
              error = torch.mul(torch.sub(raw, target), torch.logical_not(torch.logical_or(empty, full)))
              return torch.mul(error, error)

            def squares(self, values: Tensor, known: Tensor) -> Tensor:
              error = torch.sub(values, known)
              return torch.mul(error, error)

            def counting(self, squares: Tensor, weights: Tensor) -> Tensor:
              rows = torch.reshape(torch.nonzero(torch.ge(weights, %s)), [-1])
              return torch.index_select(squares, 0, rows)

            def pixels(self, color: Tensor, opacity: Tensor, known: Tensor, covered: Tensor, background: Tensor) -> Tensor:
              behind = torch.mul(torch.unsqueeze(torch.sub(covered, opacity), 1), background)
              error = torch.add(torch.sub(color, known), behind)
              return torch.mul(error, error)

            def rays(self, squares: Tensor) -> Tensor:
              return torch.mean(torch.detach(squares), 1)
            """.formatted(Teacher.LEAST, COUNTS);

    private final Script script;
    private final String norm;
    private final boolean active;
    private final NDArray half;
    private final NDArray low;
    private final NDArray high;

    /** Levels for boxes of a longest side, world units; the manager owns the few arrays that this needs. */
    Levels(NDManager manager, DistillOptions options, float side) {
        this.script = Script.compile(manager, SCRIPT);
        this.norm = options.published() ? "frobenius" : "mean";
        this.active = options.activePoints();
        this.half = manager.create(side / 2);
        this.low = manager.create(options.clip().getFirst().floatValue());
        this.high = manager.create(options.clip().getLast().floatValue());
        Scopes.keep(half, low, high);
    }

    /**
     * {@return the difference of log-densities}
     *
     * @param extinction [s] of the student, per world unit
     * @param known [s] of the teacher, logarithms per half side
     */
    NDArray density(NDArray extinction, NDArray known) {
        return norm(script.call("density", extinction, known, half, low, high)[0]);
    }

    /** {@return the difference of values [s, c] at samples, or at those whose weights [s] count} */
    NDArray values(NDArray values, NDArray known, NDArray weights) {
        NDArray squares = script.call("squares", values, known)[0];
        NDArray counted = active ? script.call("counting", squares, weights)[0] : squares;
        return counted.size() == 0 ? squares.sum().mul(0) : norm(counted);
    }

    /**
     * {@return the squares [rays, 3] of differences of rays' colours over their backgrounds}
     *
     * @param color [rays, 3] of the student, multiplied with its opacity [rays]
     */
    NDArray pixels(NDArray color, NDArray opacity, Lesson lesson) {
        return script.call("pixels", color, opacity, lesson.color(), lesson.opacity(), lesson.background())[0];
    }

    /** {@return the difference of which these are the squares} */
    NDArray norm(NDArray squares) {
        return script.call(norm, squares)[0];
    }

    /** {@return the mean squares [rays] of colours, without a history} */
    float[] rays(NDArray squares) {
        return script.call("rays", squares)[0].toFloatArray();
    }
}
