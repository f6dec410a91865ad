package io.fieldwork.samples.camera;

import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RaySurface;
import io.fieldwork.fields.volume.RenderedView;

/**
 * A surface as cameras see it, before white.
 *
 * @param surface that rays meet
 * @param look of it
 * @param fine rays along a side of a pixel, whose mean it is
 */
public record SurfaceViews(RaySurface surface, Look look, int fine) {
    /** Angle between the left and the right edge of the usual camera. */
    public static final double FIELD_OF_VIEW = 0.7;

    private static final float[] CLAY = {0.80f, 0.70f, 0.60f};

    /** What stands for colour. */
    public enum Look {
        /** Matt, under a light above and to the left of the camera; what it does not reach gets a little from everywhere. */
        CLAY,
        /** The components of the normal, from -1 (none) to 1 (full). */
        NORMAL
    }

    /** {@return the view of a camera, with distances along rays as depth} */
    public RenderedView render(Camera camera) {
        int width = camera.intrinsics().width();
        int height = camera.intrinsics().height();
        int each = fine * fine;
        float[] origins = new float[3 * width * height * each];
        float[] directions = new float[origins.length];
        float[] ray = new float[6];
        for (int i = 0; i < origins.length / 3; i++) {
            int pixel = i / each;
            double dx = (i % fine + 0.5) / fine;
            double dy = (i / fine % fine + 0.5) / fine;
            camera.ray(pixel % width + dx, (double) (pixel / width) + dy, ray, 0);
            System.arraycopy(ray, 0, origins, 3 * i, 3);
            System.arraycopy(ray, 3, directions, 3 * i, 3);
        }
        float[] lengths = surface.lengths(origins, directions);
        return gathered(width, height, lengths, normals(origins, directions, lengths), camera);
    }

    private float[] normals(float[] origins, float[] directions, float[] lengths) {
        float[] points = new float[origins.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = origins[i] + (lengths[i / 3] < Float.POSITIVE_INFINITY ? lengths[i / 3] * directions[i] : 0);
        }
        return surface.normals(points);
    }

    private RenderedView gathered(int width, int height, float[] lengths, float[] normals, Camera camera) {
        int pixels = width * height;
        int each = fine * fine;
        float[] rgb = new float[3 * pixels];
        float[] opacity = new float[pixels];
        float[] depth = new float[pixels];
        float[] color = new float[3];
        for (int ray = 0; ray < each * pixels; ray++) {
            int pixel = ray / each;
            boolean hit = lengths[ray] < Float.POSITIVE_INFINITY;
            color(normals, ray, camera.pose().rowMajor3x4(), color);
            for (int k = 0; k < 3; k++) {
                rgb[3 * pixel + k] += (hit ? color[k] : 1) / each;
            }
            opacity[pixel] += hit ? 1f / each : 0;
            depth[pixel] += hit ? lengths[ray] / each : 0;
        }
        for (int pixel = 0; pixel < pixels; pixel++) {
            depth[pixel] = opacity[pixel] > 0 ? depth[pixel] / opacity[pixel] : 0;
        }
        return new RenderedView(width, height, rgb, opacity, depth);
    }

    private void color(float[] n, int ray, float[] m, float[] color) {
        double lit = 0;
        double norm = Math.sqrt(0.4 * 0.4 + 0.6 * 0.6 + 1);
        for (int k = 0; k < 3; k++) {
            lit += n[3 * ray + k] * (-0.4 * m[4 * k] + 0.6 * m[4 * k + 1] + m[4 * k + 2]) / norm;
        }
        double shade = 0.25 + 0.75 * Math.max(lit, 0) + 0.08 * n[3 * ray + 2];
        for (int k = 0; k < 3; k++) {
            double value = look == Look.NORMAL ? 0.5 + 0.5 * n[3 * ray + k] : CLAY[k] * shade;
            color[k] = (float) Math.clamp(value, 0, 1);
        }
    }
}
