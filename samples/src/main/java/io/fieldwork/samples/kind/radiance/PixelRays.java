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

    /** The rays of a pass, 0 for the one through the centres. */
    PixelRays(View view, int pass) {
        this.view = view;
        this.fan = view.rays();
        this.right = (0.5 + pass / PLASTIC) % 1;
        this.down = (0.5 + pass / (PLASTIC * PLASTIC)) % 1;
    }

    /**
     * The point, in world coordinates, from which a pixel's ray starts; pixels are counted along the rows from the top.
     */
    Vector3f origin(int pixel) {
        return fan.origin(x(pixel), y(pixel));
    }

    /**
     * The way of a pixel's ray for one unit of depth in world coordinates, of length 1 in the image's middle and longer
     * elsewhere.
     */
    Vector3f direction(int pixel) {
        return fan.direction(x(pixel), y(pixel));
    }

    /** Writes the rays from a first pixel on, with unit directions, into arrays [rays, 3]. */
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
