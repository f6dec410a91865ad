package io.fieldwork.render.draw;

import org.joml.Matrix4fc;

/**
 * The relation under a projection P between depth along the camera's axis, z, and OpenGL's depth w from 0 to 1:
 * 2 w - 1 = (P32 - P22 z) / (P33 - P23 z), with the first index counting columns.
 *
 * @param terms [4] P22, P32, P23, P33
 */
record DepthScale(float[] terms) {
    static DepthScale of(Matrix4fc projection) {
        return new DepthScale(new float[] {projection.m22(), projection.m32(), projection.m23(), projection.m33()});
    }

    /** Replaces OpenGL's depths by depths along the axis, the farthest by infinity. */
    float[] axial(float[] window) {
        float[] depths = new float[window.length];
        for (int i = 0; i < window.length; i++) {
            float device = 2 * window[i] - 1;
            depths[i] = window[i] >= 1
                    ? Float.POSITIVE_INFINITY
                    : (terms[1] - device * terms[3]) / (terms[0] - device * terms[2]);
        }
        return depths;
    }
}
