package io.fieldwork.fields.scene.layout;

import java.util.List;

/**
 * A point of the surface that was found in several pictures.
 *
 * @param point [3], world
 * @param rgb [3], its colour in sRGB
 * @param sightings where it is seen
 */
public record Landmark(double[] point, byte[] rgb, List<Sighting> sightings) {
    /** Copies the list. */
    public Landmark {
        sightings = List.copyOf(sightings);
    }

    /**
     * A point in an image.
     *
     * @param picture index in the album
     * @param x pixels from the left edge
     * @param y pixels from the top edge
     */
    public record Sighting(int picture, double x, double y) {}
}
