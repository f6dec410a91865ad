package io.fieldwork.render.draw;

import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Ticks;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.text.Typeface;

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

    private LegendPainter() {}

    static void paint(Legend legend, Stage stage) {
        ColorScale scale = ColorScale.of(Axis.of(legend.title()), legend.palette());
        Axis axis = scale.axis();
        Overlay overlay = new Overlay(stage);
        float size = stage.letters();
        float gap = GAP * size;
        float hair = Math.max(1, Math.round(size / 12));
        float room = stage.view().width() - MARGIN * size;
        float length = Math.round(Math.clamp(room - (BESIDE - MARGIN) * size, 3, LENGTH * size));
        Ticks ticks = Ticks.across(axis, length, FACE, size);
        float left = Math.round(room - Math.max(length, reach(axis, ticks, length, size)));
        float bottom = Math.round(MARGIN * size + 2 * gap + FACE.capitals(size));
        float height = Math.round(THICKNESS * size);
        overlay.rectangle(left, bottom, length, height, legend.ink());
        Texture colors = stage.texture(LegendPainter.class, scale, () -> ramp(scale));
        overlay.image(colors, left + hair, bottom + hair, length - 2 * hair, height - 2 * hair);
        String title = FACE.fitted(ticks.title(axis), size, stage.view().width() - left);
        overlay.text(title, size, left, bottom + height + gap, legend.ink());
        for (int i = 0; i < ticks.values().length; i++) {
            String number = ticks.labels().get(i);
            float at = left + (float) axis.share(ticks.values()[i]) * length;
            float mark = Math.clamp(Math.round(at - hair / 2), left, left + length - hair);
            overlay.rectangle(mark, bottom - gap, hair, gap, legend.ink());
            overlay.text(number, size, at - FACE.width(number, size) / 2, MARGIN * size, legend.ink());
        }
    }

    /** From the beginning of the bar to the end of the last number. */
    private static float reach(Axis axis, Ticks ticks, float length, float size) {
        double last = axis.share(ticks.values()[ticks.values().length - 1]);
        return (float) last * length + FACE.width(ticks.labels().getLast(), size) / 2;
    }

    private static Texture ramp(ColorScale scale) {
        return Texture.of2d(TexelFormat.RGBA8, COLORS, 1)
                .upload(scale.ramp(COLORS))
                .smooth();
    }
}
