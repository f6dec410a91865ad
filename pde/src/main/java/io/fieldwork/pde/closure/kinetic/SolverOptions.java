package io.fieldwork.pde.closure.kinetic;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * How the equations are solved.
 *
 * @param points a side of the square, a power of two or three times one; default 64
 * @param length of a side; default 10
 * @param modes moments m₂, m₄, ... that the kinetic solver keeps, up to m of twice their number; default 32
 * @param step longest time step; default 0.01
 * @param tolerance relative error of the velocity's iteration; default 1e-8
 * @param tail largest size of the last moment kept, as a share of c; default 0.02
 * @param audit steps between audits of entropy and positivity; default 200
 */
@Buildable
public record SolverOptions(
        @Nullable Integer points,
        @Nullable Double length,
        @Nullable Integer modes,
        @Nullable Double step,
        @Nullable Double tolerance,
        @Nullable Double tail,
        @Nullable Integer audit) {
    /** Fills in defaults and rejects values outside their range. */
    public SolverOptions {
        points = points == null ? 64 : points;
        length = length == null ? 10 : length;
        modes = modes == null ? 32 : modes;
        step = step == null ? 0.01 : step;
        tolerance = tolerance == null ? 1e-8 : tolerance;
        tail = tail == null ? 0.02 : tail;
        audit = audit == null ? 200 : audit;
        require(
                points >= 8 && points <= 4096 && RowTransform.suits(points),
                "points",
                points,
                "a power of two or three times one, 8 to 4096");
        require(length > 0 && length < 1e6, "length", length, "a positive number");
        require(modes >= 2 && modes <= 1024, "modes", modes, "a whole number from 2 to 1024");
        require(step > 0 && step <= 1, "step", step, "a positive time up to 1");
        require(tolerance > 0 && tolerance <= 1e-3, "tolerance", tolerance, "a positive number up to 1e-3");
        require(tail > 0 && tail <= 1, "tail", tail, "a positive number up to 1");
        require(audit >= 2, "audit", audit, "a whole number of at least 2");
    }
}
