package io.fieldwork.fields.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.DistanceFunction;
import io.fieldwork.fields.tensor.Tape;
import org.jspecify.annotations.Nullable;

/**
 * A trained distance field as a function of space, in single precision and with the parameters as they are when it is asked; for the thread that trains, or
 * while none does. Outside the box, which holds the whole surface, it is at least sqrt(a^2 + d^2) of the way a to the box and the
 * distance d there, which the true distance is never below: no point of the box is nearer than a, and none of the surface than d from where
 * the way enters it.
 *
 * @param manager of the field's device
 * @param field that is asked
 */
public record LearnedDistance(NDManager manager, DistanceField field) implements DistanceFunction {
    private static final int CHUNK = 1 << 17;

    /**
     * Distances with their gradients.
     *
     * @param values [n], in world units, negative inside
     * @param gradients [n, 3], of length about one
     */
    public record Query(float[] values, float[] gradients) {}

    /** {@return the distance of each point [n, 3]} */
    public float[] distance(float[] points) {
        return query(points, false).values();
    }

    /** {@return the distance of each point [n, 3] and its gradient} */
    public Query distanceWithGradient(float[] points) {
        return query(points, true);
    }

    @Override
    public void at(double[] points, int count, double[] values) {
        copy(query(single(points, 3 * count), false).values(), values);
    }

    @Override
    public void at(double[] points, int count, double[] values, double[] gradients) {
        Query found = query(single(points, 3 * count), true);
        copy(found.values(), values);
        copy(found.gradients(), gradients);
    }

    private static float[] single(double[] values, int count) {
        float[] rounded = new float[count];
        for (int i = 0; i < count; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    private static void copy(float[] from, double[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i];
        }
    }

    private Query query(float[] points, boolean slopes) {
        int n = points.length / 3;
        float[] values = new float[n];
        float[] gradients = new float[slopes ? 3 * n : 0];
        for (int first = 0; first < n; first += CHUNK) {
            int count = Math.min(CHUNK, n - first);
            float[] inside = inside(points, first, count);
            Query found = evaluate(inside, slopes);
            System.arraycopy(found.values(), 0, values, first, count);
            System.arraycopy(found.gradients(), 0, gradients, slopes ? 3 * first : 0, found.gradients().length);
            for (int i = 0; i < count; i++) {
                extend(points, inside, first, i, values, slopes ? gradients : null);
            }
        }
        return new Query(values, gradients);
    }

    /** The points of the box that are nearest to some points. */
    private float[] inside(float[] points, int first, int count) {
        Box box = field.box();
        float[] low = box.min();
        float[] high = {box.maxX(), box.maxY(), box.maxZ()};
        float[] inside = new float[3 * count];
        for (int i = 0; i < inside.length; i += 3) {
            for (int k = 0; k < 3; k++) {
                inside[i + k] = Math.min(Math.max(points[3 * first + i + k], low[k]), high[k]);
            }
        }
        return inside;
    }

    private Query evaluate(float[] points, boolean slopes) {
        try (NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            NDArray x = manager.create(points, new Shape(points.length / 3, 3));
            if (!slopes) {
                return new Query(field.evaluate(off, x).toFloatArray(), new float[0]);
            }
            NDArray[] found = field.slope(x);
            return new Query(found[0].toFloatArray(), found[1].toFloatArray());
        }
    }

    private static void extend(
            float[] points, float[] inside, int first, int i, float[] values, float @Nullable [] gradients) {
        double square = 0;
        for (int k = 0; k < 3; k++) {
            double away = points[3 * (first + i) + k] - inside[3 * i + k];
            square += away * away;
        }
        if (square > 0) {
            double there = Math.max(values[first + i], 0);
            double whole = Math.sqrt(square + there * there);
            values[first + i] = (float) whole;
            for (int k = 0; k < 3 && gradients != null; k++) {
                int at = 3 * (first + i) + k;
                double away = points[at] - inside[3 * i + k];
                gradients[at] = (float) ((away + (away == 0 ? there * gradients[at] : 0)) / whole);
            }
        }
    }
}
