package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLE_STRIP;
import static org.lwjgl.opengl.GL11C.glColorMask;
import static org.lwjgl.opengl.GL11C.glDepthMask;

import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;

/**
 * Draws pieces of lines as rectangles that face the camera: first all that they cover, in part at their sides, then the depth of what they
 * cover by more than half, so that no rim hides what lies behind.
 */
final class LinePainter {
    private LinePainter() {}

    static void paint(Curves curves, Object data, Stage stage) {
        VertexArray segments = stage.vertices(LinePainter.class, data, () -> segments(curves));
        paint(segments, curves.color(), curves.width(), stage);
    }

    static void paint(VertexArray segments, Color color, float width, Stage stage) {
        Program program = stage.use("line.vert", "line.frag")
                .set("color", color.premultiplied())
                .set("width", width)
                .set("core", 0);
        glDepthMask(false);
        segments.drawInstances(GL_TRIANGLE_STRIP, 4);
        glDepthMask(true);
        glColorMask(false, false, false, false);
        program.set("core", 1);
        segments.drawInstances(GL_TRIANGLE_STRIP, 4);
        glColorMask(true, true, true, true);
    }

    private static VertexArray segments(Curves curves) {
        Segments segments = new Segments();
        for (float[] line : curves.lines()) {
            for (int i = 0; i + 1 < line.length / 3; i++) {
                segments.add(line, i, i + 1);
            }
        }
        return segments.upload();
    }
}
