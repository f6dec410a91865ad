package io.fieldwork.render.scene;

import java.util.List;

/**
 * The items that are drawn together. Opaque things hide each other by depth whatever their order; of planar items at
 * the same depth the later one is on top. Translucent volumes are composited with opaque items per pixel, and with each
 * other in the order of their centres' distances.
 *
 * @param background colour behind all items
 * @param items to be drawn
 */
public record Scene(Color background, List<Item> items) {
    /** Copies the list. */
    public Scene {
        items = List.copyOf(items);
    }

    /** {@return a scene with a white background} */
    public static Scene of(Item... items) {
        return new Scene(Color.WHITE, List.of(items));
    }
}
