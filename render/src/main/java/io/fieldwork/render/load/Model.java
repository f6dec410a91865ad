package io.fieldwork.render.load;

import io.fieldwork.render.scene.Item;
import java.util.List;

/**
 * What a mesh file holds, as items of a scene: a surface and lines, or else points.
 *
 * @param items whose coordinates are those of the file less {@code origin}, divided by {@code unit}
 * @param origin [3] file coordinates of the items' origin: zero, unless the file lies so far from zero that single
 * precision would show it distorted
 * @param unit length in the file of the items' unit: 1, or a power of ten for what is so small or large that squares of
 * areas leave single precision
 * @param remarks a sentence about each thing of the file that is not shown as it stands there
 */
public record Model(List<Item> items, double[] origin, double unit, List<String> remarks) {
    /** Copies the lists. */
    public Model {
        items = List.copyOf(items);
        remarks = List.copyOf(remarks);
    }
}
