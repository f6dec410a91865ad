package io.fieldwork.fields.kernel;

/**
 * The box and the step of ray marching, and what a cell of the value {@link #THIN} means.
 *
 * <p>With more levels than one, level k has cells for the box 2^k times as large around the same middle, and a point looks at the first level whose
 * box holds it (the cascades of instant-ngp; Mueller et al. 2022, supplement E.2). With a cone, intervals grow with the distance t from the
 * camera: they are as long as max(step, cone t).
 *
 * @param min lower corner of the box [3]
 * @param size sides of the box [3]
 * @param near least distance from the origin
 * @param step interval length, positive, in world units
 * @param thinned whether neighbouring samples of a ray in one thin cell are represented by a random one of them
 * @param levels nested boxes, at least 1
 * @param cone length of an interval over its distance where that is more than the step, 0 for even intervals
 */
public record MarchRegion(float[] min, float[] size, float near, float step, boolean thinned, int levels, float cone) {
    /** The value of occupied cells that are known to be almost empty. */
    public static final int THIN = 2;

    /** Intervals of a ray from a multiple of this number up to the next are represented apart. */
    static final int RUN = 32;

    /** The golden ratio without its whole part: its multiples fill the unit interval evenly. */
    public static final double GOLDEN = 0.6180339887498949;

    /** Rejects steps that are not positive, no levels and cones that shrink. */
    public MarchRegion {
        if (levels < 1 || levels > 16 || !(cone >= 0)) {
            throw new IllegalArgumentException("a march needs 1 to 16 levels and a cone of 0 or more");
        }
        if (!(step > 0) || min.length != 3 || size.length != 3) {
            throw new IllegalArgumentException(
                    "a march needs a positive step and corners of 3 numbers, not step " + step);
        }
    }

    /** A region of one level with even intervals. */
    public MarchRegion(float[] min, float[] size, float near, float step, boolean thinned) {
        this(min, size, near, step, thinned, 1, 0);
    }

    /** A region in which every sample is taken. */
    public MarchRegion(float[] min, float[] size, float near, float step) {
        this(min, size, near, step, false);
    }

    /** {@return the lower corner [3] of the largest box} */
    float[] outerMin() {
        float[] low = new float[3];
        for (int k = 0; k < 3; k++) {
            low[k] = min[k] - size[k] * 0.5f * (outer() - 1);
        }
        return low;
    }

    /** {@return the sides [3] of the largest box} */
    float[] outerSize() {
        float[] sides = new float[3];
        for (int k = 0; k < 3; k++) {
            sides[k] = size[k] * outer();
        }
        return sides;
    }

    private float outer() {
        return 1 << levels - 1;
    }

    /** {@return where even intervals of length one, counted from the camera, are at a distance: t / step, and beyond 1 / cone as its logarithm} */
    float place(float distance) {
        double t = distance / step;
        return (float) (t * cone <= 1 ? t : (1 + Math.log(t * cone)) / cone);
    }

    /** {@return the distance of a {@link #place}} */
    float distance(float place) {
        double s = place;
        return (float) (step * (s * cone <= 1 ? s : Math.exp(s * cone - 1) / cone));
    }

    /** {@return which of so many intervals, the first of them a ray's interval number {@code first}, stands for all} */
    static int pick(float jitter, int first, int count) {
        float turn = jitter + first * (float) GOLDEN;
        turn -= (float) Math.floor(turn);
        return Math.min((int) (turn * count), count - 1);
    }
}
