package io.fieldwork.render.draw;

import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Ticks;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.text.Typeface;
import org.joml.Vector2f;
import org.joml.Vector3f;

/** Draws a legend over everything else: a bar of colours in a frame with the ticks of charts and a title. */
final class LegendPainter {
    private static final Typeface FACE = Typeface.sans();
    private static final int COLORS = 256;
    /** Lengths in sizes of letters: of the bar, and what a narrow view leaves beside it. */
    private static final float LENGTH = 14;

    private static final float BESIDE = 5.4f;
    private static final float THICKNESS = 0.8f;
    private static final float MARGIN = 0.7f;
    private static final float GAP = 0.3f;

    private final Stage stage;
    private final Overlay overlay;
    private final Color ink;
    private final ColorScale scale;
    private final Axis axis;
    private final float size;
    private final float gap;
    private final float hair;

    private LegendPainter(Legend legend, Stage stage) {
        this.stage = stage;
        overlay = new Overlay(stage);
        ink = legend.ink();
        scale = ColorScale.of(Axis.of(legend.title()), legend.palette());
        axis = scale.axis();
        size = stage.letters();
        gap = GAP * size;
        hair = Math.max(1, Math.round(size / 12));
    }

    static void paint(Legend legend, Stage stage) {
        LegendPainter painter = new LegendPainter(legend, stage);
        if (legend.plane() == null) {
            painter.level();
        } else {
            painter.upright(legend.plane());
        }
    }

    /** In the lower right corner. */
    private void level() {
        float room = stage.view().width() - MARGIN * size;
        float length = Math.round(Math.clamp(room - (BESIDE - MARGIN) * size, 3, LENGTH * size));
        Ticks ticks = Ticks.across(axis, length, FACE, size);
        float half = FACE.width(ticks.labels().getLast(), size) / 2;
        double last = axis.share(ticks.values()[ticks.values().length - 1]);
        float left = Math.round(room - Math.max(length, (float) last * length + half));
        float bottom = Math.round(MARGIN * size + 2 * gap + FACE.capitals(size));
        bar(left, bottom, length, Math.round(THICKNESS * size), true, ticks.title(axis));
        for (int i = 0; i < ticks.values().length; i++) {
            String number = ticks.labels().get(i);
            float at = left + (float) axis.share(ticks.values()[i]) * length;
            overlay.rectangle(mark(at, left, left + length), bottom - gap, hair, gap, ink);
            overlay.text(number, size, at - FACE.width(number, size) / 2, MARGIN * size, ink);
        }
    }

    /** Where the corners of a plane are seen. */
    private void upright(Plane plane) {
        Vector2f from = stage.pixel(plane.origin());
        Vector2f to =
                stage.pixel(new Vector3f(plane.origin()).add(plane.across()).add(plane.upward()));
        if (from == null || to == null) {
            return;
        }
        Vector2f low = from.min(to, new Vector2f()).round();
        Vector2f high = from.max(to, new Vector2f()).round();
        Ticks ticks = Ticks.upright(axis, high.y - low.y, size);
        bar(low.x, low.y, high.x - low.x, high.y - low.y, false, ticks.title(axis));
        for (int i = 0; i < ticks.values().length; i++) {
            float at = low.y + (float) axis.share(ticks.values()[i]) * (high.y - low.y);
            overlay.rectangle(high.x, mark(at, low.y, high.y), gap, hair, ink);
            overlay.text(ticks.labels().get(i), size, high.x + 2 * gap, at - FACE.capitals(size) / 2, ink);
        }
    }

    private float mark(float at, float low, float high) {
        return Math.clamp(Math.round(at - hair / 2), low, high - hair);
    }

    private void bar(float left, float bottom, float width, float height, boolean level, String title) {
        record Ramp(ColorScale scale, boolean level) {}
        overlay.rectangle(left, bottom, width, height, ink);
        Texture colors = stage.texture(LegendPainter.class, new Ramp(scale, level), () -> ramp(level));
        overlay.image(colors, left + hair, bottom + hair, width - 2 * hair, height - 2 * hair);
        String fitted = FACE.fitted(title, size, stage.view().width() - left);
        overlay.text(fitted, size, left, bottom + height + gap, ink);
    }

    private Texture ramp(boolean level) {
        return level
                ? Texture.of2d(TexelFormat.RGBA8, COLORS, 1)
                        .upload(scale.ramp(COLORS))
                        .smooth()
                : Texture.of2d(TexelFormat.RGBA8, 1, COLORS)
                        .upload(scale.inverse().ramp(COLORS))
                        .smooth();
    }
}
