package io.fieldwork.samples.kind.radiance;

import io.fieldwork.render.view.RayFan;
import io.fieldwork.render.view.View;
import org.joml.Vector3f;

/**
 * The rays through the pixels of a view. The first pass goes through their centres; later ones through points that fill the pixels evenly
 * (the two-dimensional additive sequence of the plastic number; Roberts 2018).
 */
final class PixelRays {
    private static final double PLASTIC = 1.324717957244746;

    private final View view;
    private final RayFan fan;
    private final double right;
    private final double down;

    /**
     * The rays of a pass.
     *
     * @param view their image
     * @param pass number of the pass, 0 for the pixels' centres
     */
    PixelRays(View view, int pass) {
        this.view = view;
        this.fan = view.rays();
        this.right = (0.5 + pass / PLASTIC) % 1;
        this.down = (0.5 + pass / (PLASTIC * PLASTIC)) % 1;
    }

    /**
     * The point from which a pixel's ray starts.
     *
     * @param pixel counted along the rows from the top
     * @return in world coordinates
     */
    Vector3f origin(int pixel) {
        return fan.origin(x(pixel), y(pixel));
    }

    /**
     * The way of a pixel's ray for one unit of depth.
     *
     * @param pixel counted along the rows from the top
     * @return in world coordinates, of length 1 in the image's middle and longer elsewhere
     */
    Vector3f direction(int pixel) {
        return fan.direction(x(pixel), y(pixel));
    }

    /**
     * Writes some rays with unit directions.
     *
     * @param first pixel
     * @param origins receives [rays, 3]
     * @param directions receives [rays, 3]
     */
    void write(int first, float[] origins, float[] directions) {
        for (int i = 0; i < origins.length / 3; i++) {
            put(origin(first + i), origins, 3 * i);
            put(direction(first + i).normalize(), directions, 3 * i);
        }
    }

    private static void put(Vector3f from, float[] to, int at) {
        to[at] = from.x;
        to[at + 1] = from.y;
        to[at + 2] = from.z;
    }

    private float x(int pixel) {
        return (float) (2 * (pixel % view.width() + right) / view.width() - 1);
    }

    private float y(int pixel) {
        return (float) (1 - 2 * (pixel / view.width() + down) / view.height());
    }
}
