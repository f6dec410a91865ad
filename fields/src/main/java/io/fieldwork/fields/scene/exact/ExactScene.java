package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.field.Box;
import java.util.List;

/**
 * A scene that is known exactly: parts in a light.
 *
 * @param parts whose union is the surface; large ones first are faster
 * @param light on them
 * @param sky whether rays that meet nothing see the sky; otherwise they are transparent
 * @param box of what is of interest
 * @param far length of rays after which there is nothing
 * @param shade length of the longest shadows
 */
public record ExactScene(List<Part> parts, Light light, boolean sky, Box box, double far, double shade)
        implements Solid {
    /** Copies the list. */
    public ExactScene {
        parts = List.copyOf(parts);
    }

    @Override
    public double distance(double x, double y, double z) {
        double least = Double.POSITIVE_INFINITY;
        for (Part part : parts) {
            least = Math.min(least, part.distance(x, y, z));
        }
        return least;
    }
}
