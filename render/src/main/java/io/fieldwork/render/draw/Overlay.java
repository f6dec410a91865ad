package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLE_STRIP;

import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.text.TextBitmap;
import io.fieldwork.render.text.Typeface;

/**
 * Rectangles, images and letters over everything else in a view, in pixels from its lower left corner.
 *
 * @param stage the view
 */
record Overlay(Stage stage) {
    private static final int IMAGE = 1;
    private static final Typeface FACE = Typeface.sans();

    /** A line of text of a size. */
    private record Line(String text, float size) {}

    /** Fills a rectangle. */
    void rectangle(float left, float bottom, float width, float height, Color ink) {
        Texture full = stage.texture(
                Overlay.class, "full", () -> Texture.of2d(TexelFormat.R8, 1, 1).upload(new byte[] {-1}));
        draw(full, ink.premultiplied(), true, left, bottom, width, height);
    }

    /** Stretches an image, its last row lowest, over a rectangle. */
    void image(Texture image, float left, float bottom, float width, float height) {
        draw(image, new float[] {1, 1, 1, 1}, false, left, bottom, width, height);
    }

    /** Writes a line on whole pixels from a place on the line that its letters stand on. */
    void text(String text, float size, float left, float baseline, Color ink) {
        if (text.isBlank()) {
            return;
        }
        Letters letters = stage.keep(Overlay.class, new Line(text, size), Letters.class, () -> {
            TextBitmap drawn = FACE.draw(text, size);
            return new Letters(
                    drawn,
                    Texture.of2d(TexelFormat.R8, drawn.width(), drawn.height()).upload(drawn.coverage()));
        });
        TextBitmap bitmap = letters.bitmap;
        draw(
                letters.image,
                ink.premultiplied(),
                true,
                Math.round(left) - bitmap.left(),
                Math.round(baseline) - (bitmap.height() - bitmap.baseline()),
                bitmap.width(),
                bitmap.height());
    }

    /** A line of text on the device. */
    private record Letters(TextBitmap bitmap, Texture image) implements AutoCloseable {
        @Override
        public void close() {
            image.close();
        }
    }

    private void draw(
            Texture image, float[] ink, boolean coverage, float left, float bottom, float width, float height) {
        image.bind(IMAGE);
        stage.use("overlay.vert", "overlay.frag")
                .set("image", IMAGE)
                .set("ink", ink)
                .set("coverage", coverage ? 1 : 0)
                .set("rectangle", left, bottom, width, height);
        stage.vertices(Overlay.class, "corners", VertexArray::new).draw(GL_TRIANGLE_STRIP, 4);
    }
}
