package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.tensor.Tape;

/**
 * A ball of constant density around the origin, whose image is known: opacity 1 - exp(-density chord).
 *
 * @param box where it lies
 * @param radius of the ball
 * @param strength its density
 * @param paint its colour
 */
public record Ball(Box box, float radius, double strength, Paint paint) implements Medium {
    /** The colour of points [n, 3] of the ball. */
    @FunctionalInterface
    public interface Paint {
        /**
         * Paints points.
         *
         * @param x world coordinates [n, 3]
         * @param views of the points
         * @return colour [n, 3]
         */
        NDArray color(NDArray x, Views views);
    }

    /**
     * A ball of one colour in the box [-1, 1]^3.
     *
     * @param strength its density
     * @param color sRGB [3]
     */
    public Ball(double strength, float... color) {
        this(
                Box.cube(1),
                0.8f,
                strength,
                (x, views) -> x.mul(0).add(x.getManager().create(color)));
    }

    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        NDArray x = positions.x();
        NDArray inside = x.square().sum(new int[] {1}).lt(radius * radius);
        return new Geometry(inside.toType(DataType.FLOAT32, false).mul(strength), x);
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        return paint.color(geometry.features(), views);
    }
}
