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

    /** {@return the outward unit normals [points * 3] at points [points * 3] of it} */
    float[] normals(float[] points);

    /**
     * {@return what a camera sees of the normals: x, y, z from -1 to 1 as red, green, blue before white, with distances}
     *
     * @param camera intrinsics and pose
     */
    default RenderedView normals(Camera camera) {
        int width = camera.intrinsics().width();
        int pixels = width * camera.intrinsics().height();
        float[] origins = new float[3 * pixels];
        float[] directions = new float[3 * pixels];
        float[] ray = new float[6];
        for (int i = 0; i < pixels; i++) {
            camera.ray(i % width + 0.5, i / width + 0.5, ray, 0);
            System.arraycopy(ray, 0, origins, 3 * i, 3);
            System.arraycopy(ray, 3, directions, 3 * i, 3);
        }
        float[] lengths = lengths(origins, directions);
        float[] points = new float[3 * pixels];
        for (int i = 0; i < points.length; i++) {
            float length = Float.isFinite(lengths[i / 3]) ? lengths[i / 3] : 0;
            points[i] = origins[i] + length * directions[i];
        }
        float[] normals = normals(points);
        float[] opacity = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            boolean met = Float.isFinite(lengths[i]);
            opacity[i] = met ? 1 : 0;
            lengths[i] = met ? lengths[i] : 0;
            for (int c = 3 * i; c < 3 * i + 3; c++) {
                normals[c] = met ? 0.5f + 0.5f * normals[c] : 1;
            }
        }
        return new RenderedView(width, camera.intrinsics().height(), normals, opacity, lengths);
    }
}
