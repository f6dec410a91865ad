package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.volume.Rays;

/**
 * Rays of which is known what they show, by another way than by photographs.
 *
 * @param origins [rays * 3], world coordinates
 * @param directions [rays * 3], unit
 * @param colors [rays * 3], sRGB multiplied with opacity
 * @param opacities [rays], in [0, 1]
 * @param distances [rays], the mean way by which light ends, world units; 0 where it is unknown
 */
public record KnownRays(float[] origins, float[] directions, float[] colors, float[] opacities, float[] distances) {
    /** {@return the number of rays} */
    public int count() {
        return opacities.length;
    }

    /** Copies a ray of others to a place of this. */
    public void take(int ray, KnownRays from, int row) {
        System.arraycopy(from.origins, 3 * row, origins, 3 * ray, 3);
        System.arraycopy(from.directions, 3 * row, directions, 3 * ray, 3);
        System.arraycopy(from.colors, 3 * row, colors, 3 * ray, 3);
        opacities[ray] = from.opacities[row];
        distances[ray] = from.distances[row];
    }

    /** {@return the rays alone, of no photograph in particular} */
    public Rays rays(NDManager manager) {
        Shape shape = new Shape(count(), 3);
        return new Rays(manager.create(origins, shape), manager.create(directions, shape));
    }
}
