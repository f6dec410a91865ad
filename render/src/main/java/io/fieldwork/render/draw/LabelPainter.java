package io.fieldwork.render.draw;

import io.fieldwork.render.scene.Label;
import io.fieldwork.render.text.Typeface;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.joml.Vector2f;

/**
 * Writes the labels of one frame over everything else. Those of places in the view stay inside it, and each gives way to
 * those before, downwards, or upwards where there is no room below.
 */
final class LabelPainter {
    /** Around the letters, of their size. */
    private static final float MARGIN = 0.3f;
    /** Between two labels, pixels. */
    private static final float GAP = 1;

    private final Stage stage;
    private final List<Rectangle2D.Float> taken = new ArrayList<>();

    /** A painter for one frame of a view. */
    LabelPainter(Stage stage) {
        this.stage = stage;
    }

    void paint(Label label) {
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
        Rectangle2D.Float wanted = new Rectangle2D.Float(left, bottom, width, height);
        Rectangle2D.Float free = free(free(wanted, -1), 1);
        taken.add(free);
        new Overlay(stage).text(label.text(), size, free.x + margin, free.y + margin, label.ink());
    }

    /** A rectangle moved down (-1) or up (1) until it meets no label, or where it was if that is not in the view. */
    private Rectangle2D.Float free(Rectangle2D.Float wanted, int way) {
        Rectangle2D.Float moved = wanted;
        for (int i = 0; i <= taken.size(); i++) {
            Rectangle2D.Float met =
                    taken.stream().filter(moved::intersects).findFirst().orElse(null);
            if (met == null) {
                return moved;
            }
            float bottom = way < 0 ? met.y - wanted.height - GAP : met.y + met.height + GAP;
            if (bottom < 0 || bottom + wanted.height > stage.view().height()) {
                return wanted;
            }
            moved = new Rectangle2D.Float(wanted.x, bottom, wanted.width, wanted.height);
        }
        return wanted;
    }

    /** Where a length begins that would begin somewhere, kept in a room if a place is in it. */
    private static float inside(float place, float begin, float length, float room) {
        return place < 0 || place > room || length > room ? begin : Math.clamp(begin, 0, room - length);
    }
}
