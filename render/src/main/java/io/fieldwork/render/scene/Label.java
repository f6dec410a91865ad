package io.fieldwork.render.scene;

import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * A line of text at a place: upright, of the same size from everywhere, and over everything else. It stays inside the view while its
 * place does.
 *
 * @param text of the label; characters that the typeface lacks are drawn as boxes
 * @param place its anchor point
 * @param across horizontal alignment at the anchor: 0 its left end, 1 its right end
 * @param upward vertical alignment at the anchor: 0 its lower edge, 1 its upper edge
 * @param ink colour of the letters
 */
public record Label(String text, Vector3fc place, float across, float upward, Color ink) implements Item {
    /** Copies the place. */
    public Label {
        place = new Vector3f(place);
    }
}
