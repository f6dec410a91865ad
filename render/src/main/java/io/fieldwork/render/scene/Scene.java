package io.fieldwork.render.scene;

import java.util.List;

/**
 * What is shown together. Opaque things hide each other by depth whatever their order; of planar things at the same depth the later one
 * is seen. Volumes that are seen through lie in front of or behind opaque things pixel by pixel, and among each other by the
 * distance of their centres.
 *
 * @param background colour where there is nothing
 * @param items what there is
 */
public record Scene(Color background, List<Item> items) {
    /** Copies the list. */
    public Scene {
        items = List.copyOf(items);
    }

    /**
     * Things before white.
     *
     * @param items what there is
     * @return the scene
     */
    public static Scene of(Item... items) {
        return new Scene(Color.WHITE, List.of(items));
    }
}
