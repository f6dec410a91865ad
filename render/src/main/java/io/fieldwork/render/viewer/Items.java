package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Scene;
import java.util.List;

/** A static subject of given items on a white background. */
record Items(String title, Bounds bounds, Scene scene) implements Subject {
    static Items of(String title, List<Item> items) {
        return new Items(title, Extent.of(items), Scene.of(items.toArray(Item[]::new)));
    }

    @Override
    public Scene scene(String mode, int instant) {
        return scene;
    }
}
