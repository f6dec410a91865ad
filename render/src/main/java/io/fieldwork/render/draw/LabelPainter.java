package io.fieldwork.render.draw;

import io.fieldwork.render.scene.Label;
import io.fieldwork.render.text.Typeface;
import org.joml.Vector2f;

/** Writes labels over everything else. Those of places in the view stay inside it. */
final class LabelPainter {
    /** Around the letters, of their size. */
    private static final float MARGIN = 0.3f;

    private LabelPainter() {}

    static void paint(Label label, Stage stage) {
        Vector2f place = stage.pixel(label.place());
        if (place == null) {
            return;
        }
        Typeface face = Typeface.sans();
        float size = stage.letters();
        float margin = MARGIN * size;
        float width = face.width(label.text(), size) + 2 * margin;
        float height = face.capitals(size) + 2 * margin;
        float left = inside(
                place.x, place.x - label.across() * width, width, stage.view().width());
        float bottom = inside(
                place.y, place.y - label.upward() * height, height, stage.view().height());
        new Overlay(stage).text(label.text(), size, left + margin, bottom + margin, label.ink());
    }

    /** Where a length begins that would begin somewhere, kept in a room if a place is in it. */
    private static float inside(float place, float begin, float length, float room) {
        return place < 0 || place > room || length > room ? begin : Math.clamp(begin, 0, room - length);
    }
}
