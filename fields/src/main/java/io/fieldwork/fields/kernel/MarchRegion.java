package io.fieldwork.fields.kernel;

/**
 * Where and how finely rays are marched.
 *
 * @param min lower corner of the box [3]
 * @param size sides of the box [3]
 * @param near least distance from the origin
 * @param step interval length, positive, in world units
 */
public record MarchRegion(float[] min, float[] size, float near, float step) {
    /** Rejects steps that would never arrive. */
    public MarchRegion {
        if (!(step > 0) || min.length != 3 || size.length != 3) {
            throw new IllegalArgumentException(
                    "a march needs a positive step and corners of 3 numbers, not step " + step);
        }
    }
}
