package io.fieldwork.samples.kind.distance;

import io.fieldwork.fields.distance.SphereTracer;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.DistanceFunction;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RenderedView;

/**
 * A surface as cameras see it, by rays that go on by its distance: shaded by a light beside the camera, or coloured by its normals.
 *
 * @param distance to the surface
 * @param box around it
 * @param normals whether colours are the normals' components, from -1 (none) to 1 (full)
 * @param caution as {@link SphereTracer} has it
 * @param fine rays along a side of a pixel, whose mean it is
 */
record SurfaceViews(DistanceFunction distance, Box box, boolean normals, double caution, int fine) {
    /** Angle between the left and the right edge of the usual camera. */
    static final double FIELD_OF_VIEW = 0.7;

    private static final float[] CLAY = {0.80f, 0.70f, 0.60f};

    RenderedView render(Camera camera) {
        int width = camera.intrinsics().width();
        int height = camera.intrinsics().height();
        int rays = width * height * fine * fine;
        double[] origins = new double[3 * rays];
        double[] directions = new double[3 * rays];
        float[] ray = new float[6];
        for (int i = 0; i < rays; i++) {
            int pixel = i / (fine * fine);
            double dx = (i % fine + 0.5) / fine;
            double dy = (i / fine % fine + 0.5) / fine;
            camera.ray(pixel % width + dx, (double) (pixel / width) + dy, ray, 0);
            for (int k = 0; k < 3; k++) {
                origins[3 * i + k] = ray[k];
                directions[3 * i + k] = ray[3 + k];
            }
        }
        double size = Math.sqrt(3) * box.longest();
        double far = size + Math.sqrt(square(origins));
        SphereTracer.Hits hits =
                new SphereTracer(distance, far, 2e-4 * box.longest(), caution).cast(origins, directions);
        return gathered(width, height, hits, camera.pose().rowMajor3x4());
    }

    /** Square of the farthest corner of the box from where the first ray begins. */
    private double square(double[] origins) {
        double square = 0;
        float[] low = box.min();
        float[] size = box.size();
        for (int k = 0; k < 3; k++) {
            double away = Math.max(Math.abs(low[k] - origins[k]), Math.abs(low[k] + size[k] - origins[k]));
            square += away * away;
        }
        return square;
    }

    private RenderedView gathered(int width, int height, SphereTracer.Hits hits, float[] pose) {
        int pixels = width * height;
        int each = fine * fine;
        float[] rgb = new float[3 * pixels];
        float[] opacity = new float[pixels];
        float[] depth = new float[pixels];
        float[] color = new float[3];
        for (int ray = 0; ray < each * pixels; ray++) {
            int pixel = ray / each;
            boolean hit = hits.isHit(ray);
            color(hits, ray, pose, color);
            for (int k = 0; k < 3; k++) {
                rgb[3 * pixel + k] += (hit ? color[k] : 1) / each;
            }
            opacity[pixel] += hit ? 1f / each : 0;
            depth[pixel] += hit ? (float) hits.distance()[ray] / each : 0;
        }
        for (int pixel = 0; pixel < pixels; pixel++) {
            depth[pixel] = opacity[pixel] > 0 ? depth[pixel] / opacity[pixel] : 0;
        }
        return new RenderedView(width, height, rgb, opacity, depth);
    }

    /** The light is above and to the left of the camera; what it does not reach gets a little from everywhere. */
    private void color(SphereTracer.Hits hits, int ray, float[] m, float[] color) {
        double[] n = hits.normals();
        double lit = 0;
        double norm = Math.sqrt(0.4 * 0.4 + 0.6 * 0.6 + 1);
        for (int k = 0; k < 3; k++) {
            lit += n[3 * ray + k] * (-0.4 * m[4 * k] + 0.6 * m[4 * k + 1] + m[4 * k + 2]) / norm;
        }
        double shade = 0.25 + 0.75 * Math.max(lit, 0) + 0.08 * n[3 * ray + 2];
        for (int k = 0; k < 3; k++) {
            color[k] = (float) Math.clamp(normals ? 0.5 + 0.5 * n[3 * ray + k] : CLAY[k] * shade, 0, 1);
        }
    }
}
