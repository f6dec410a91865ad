package io.fieldwork.fields.volume;

/** A surface that rays meet, learned or known, as plain numbers. */
public interface RaySurface {
    /**
     * {@return the lengths [rays] of rays to where they first meet it, infinite where they do not}
     *
     * @param origins [rays * 3]
     * @param directions [rays * 3], unit
     */
    float[] lengths(float[] origins, float[] directions);

    /** {@return the outward unit normals [points * 3] at points [points * 3] of it, zero where there is none} */
    float[] normals(float[] points);
}
