package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.scene.exact.SceneRays;
import io.fieldwork.fields.volume.RaySurface;

/**
 * The surface of a scene that is known exactly, in the coordinates of a capture of it.
 *
 * @param scene in its own coordinates
 * @param transform from those to the capture's
 */
public record ExactSurface(SceneRays scene, SceneTransform transform) implements RaySurface {
    @Override
    public float[] lengths(float[] origins, float[] directions) {
        return scaled(scene.lengths(places(origins), turned(directions, false)));
    }

    @Override
    public float[] normals(float[] points) {
        return turned(scene.normals(places(points)), true);
    }

    /** {@return the distances [points] of points [points * 3] to the surface, negative inside} */
    public float[] distances(float[] points) {
        return scaled(scene.distances(places(points)));
    }

    private float[] scaled(float[] lengths) {
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] *= (float) transform.scale();
        }
        return lengths;
    }

    private float[] places(float[] points) {
        float[] out = new float[points.length];
        for (int i = 0; i < points.length; i += 3) {
            double[] world = transform.toWorld(points[i], points[i + 1], points[i + 2]);
            for (int c = 0; c < 3; c++) {
                out[i + c] = (float) world[c];
            }
        }
        return out;
    }

    /** Directions turned from the capture to the scene, or back. */
    private float[] turned(float[] directions, boolean back) {
        double[] r = transform.rotation();
        float[] out = new float[directions.length];
        for (int i = 0; i < directions.length; i += 3) {
            for (int c = 0; c < 9; c++) {
                int from = back ? c % 3 : c / 3;
                int to = back ? c / 3 : c % 3;
                out[i + to] += (float) (r[c] * directions[i + from]);
            }
        }
        return out;
    }
}
