package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLE_STRIP;

import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.view.Frame;
import org.joml.Vector2f;

/** Writes labels over everything else, their dots on whole pixels. */
final class LabelPainter {
    private static final int IMAGE = 1;
    /** Around the letters, dots. */
    private static final int MARGIN = 3;

    private LabelPainter() {}

    /** What decides the pixels of a label. */
    private record Key(String text, Object ink) {}

    static void paint(Label label, Stage stage) {
        Vector2f place = stage.pixel(label.place());
        if (label.text().isEmpty() || place == null) {
            return;
        }
        Texture image = stage.texture(LabelPainter.class, new Key(label.text(), label.ink()), () -> upload(label));
        image.bind(IMAGE);
        int dot = stage.dot();
        int width = dot * image.width();
        int height = dot * image.height();
        stage.use("overlay.vert", "overlay.frag")
                .set("image", IMAGE)
                .set(
                        "rectangle",
                        Math.round(place.x - label.across() * width),
                        Math.round(place.y - label.upward() * height),
                        width,
                        height);
        stage.vertices(LabelPainter.class, "corners", VertexArray::new).draw(GL_TRIANGLE_STRIP, 4);
    }

    private static Texture upload(Label label) {
        Lettering image = new Lettering(Font.width(label.text()) + 2 * MARGIN, Font.HEIGHT + 2 * MARGIN);
        image.text(label.text(), MARGIN, MARGIN, label.ink());
        Frame raster = image.frame();
        return Texture.of2d(TexelFormat.RGBA8, raster.width(), raster.height()).upload(raster.rgba());
    }
}
