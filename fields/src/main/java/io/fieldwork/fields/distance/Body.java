package io.fieldwork.fields.distance;

/**
 * A rigid body as a set of balls that hold it.
 *
 * @param centers [balls, 3] in the body's own frame
 * @param radii [balls]
 */
public record Body(double[] centers, double[] radii) {
    /** Rejects arrays that do not fit, and radii that are negative. */
    public Body {
        if (radii.length == 0 || centers.length != 3 * radii.length) {
            throw new IllegalArgumentException(
                    centers.length + " coordinates are no centres of " + radii.length + " balls");
        }
        for (double radius : radii) {
            if (!(radius >= 0)) {
                throw new IllegalArgumentException("a radius is " + radius);
            }
        }
    }

    /** {@return one ball around the origin} */
    public static Body ball(double radius) {
        return new Body(new double[3], new double[] {radius});
    }

    /** {@return the number of balls} */
    public int size() {
        return radii.length;
    }

    /**
     * Places the body's balls.
     *
     * @param poses [n, 12], rows of 3x4 matrices from the body's frame to the world, one after another
     * @param pose number of one of them
     * @param points takes the centres in the world
     * @param at index of the first coordinate
     */
    void place(double[] poses, int pose, double[] points, int at) {
        int m = 12 * pose;
        for (int b = 0; b < size(); b++) {
            for (int row = 0; row < 3; row++) {
                int r = m + 4 * row;
                points[at + 3 * b + row] = poses[r] * centers[3 * b]
                        + poses[r + 1] * centers[3 * b + 1]
                        + poses[r + 2] * centers[3 * b + 2]
                        + poses[r + 3];
            }
        }
    }
}
