package io.fieldwork.fields.kernel;

/**
 * The box and the step of ray marching, and what a cell of the value {@link #THIN} means.
 *
 * @param min lower corner of the box [3]
 * @param size sides of the box [3]
 * @param near least distance from the origin
 * @param step interval length, positive, in world units
 * @param thinned whether neighbouring samples of a ray in one thin cell are represented by a random one of them
 */
public record MarchRegion(float[] min, float[] size, float near, float step, boolean thinned) {
    /** The value of occupied cells that are known to be almost empty. */
    public static final int THIN = 2;

    /** Intervals of a ray from a multiple of this number up to the next are represented apart. */
    static final int RUN = 32;

    /** The golden ratio without its whole part: its multiples fill the unit interval evenly. */
    public static final double GOLDEN = 0.6180339887498949;

    /** Rejects steps that are not positive. */
    public MarchRegion {
        if (!(step > 0) || min.length != 3 || size.length != 3) {
            throw new IllegalArgumentException(
                    "a march needs a positive step and corners of 3 numbers, not step " + step);
        }
    }

    /** A region in which every sample is taken. */
    public MarchRegion(float[] min, float[] size, float near, float step) {
        this(min, size, near, step, false);
    }

    /** {@return which of so many intervals, the first of them a ray's interval number {@code first}, stands for all} */
    static int pick(float jitter, int first, int count) {
        float turn = jitter + first * (float) GOLDEN;
        turn -= (float) Math.floor(turn);
        return Math.min((int) (turn * count), count - 1);
    }
}
