package io.fieldwork.fields.mesh;

import io.fieldwork.fields.kernel.HostChunks;

/** A function of space whose zeros are a surface, negative inside: a signed distance, or a threshold less a density. */
@FunctionalInterface
public interface LevelFunction {
    /**
     * Finds the values at many points at once.
     *
     * @param points [count, 3]; the array may be longer
     * @param count number of points
     * @param values takes the value at each point
     */
    void at(double[] points, int count, double[] values);

    /** A function that knows one point at a time. */
    @FunctionalInterface
    interface Pointwise {
        /** {@return the value at a point} It is called from several threads. */
        double at(double x, double y, double z);
    }

    /** {@return a function that asks another one point by point, on all cores} */
    static LevelFunction of(Pointwise function) {
        return (points, count, values) -> new HostChunks(count, 1024).each((first, length) -> {
            for (int i = (int) first; i < first + length; i++) {
                values[i] = function.at(points[3 * i], points[3 * i + 1], points[3 * i + 2]);
            }
        });
    }
}
