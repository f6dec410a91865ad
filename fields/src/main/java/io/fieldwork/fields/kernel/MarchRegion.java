package io.fieldwork.fields.kernel;

/**
 * The box and the step of ray marching.
 *
 * @param min lower corner of the box [3]
 * @param size sides of the box [3]
 * @param near least distance from the origin
 * @param step interval length, positive, in world units
 */
public record MarchRegion(float[] min, float[] size, float near, float step) {
    /** Rejects steps that are not positive. */
    public MarchRegion {
        if (!(step > 0) || min.length != 3 || size.length != 3) {
            throw new IllegalArgumentException(
                    "a march needs a positive step and corners of 3 numbers, not step " + step);
        }
    }
}
