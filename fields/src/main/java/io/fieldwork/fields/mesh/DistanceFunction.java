package io.fieldwork.fields.mesh;

/** A signed distance with its gradient, the direction away from the surface. */
public interface DistanceFunction extends LevelFunction {
    /**
     * Finds distances and gradients at many points at once.
     *
     * @param points [count, 3]; the array may be longer
     * @param count number of points
     * @param values takes the distance of each point, negative inside
     * @param gradients takes its gradient, [count, 3]
     */
    void at(double[] points, int count, double[] values, double[] gradients);
}
