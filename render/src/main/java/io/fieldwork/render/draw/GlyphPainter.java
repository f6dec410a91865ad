package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLES;

import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Glyphs;

/** Draws the same arrow or rod for each vector, turned and stretched. */
final class GlyphPainter {
    private static final int COLORS = 1;

    private record Data(float[] positions, float[] vectors, boolean heads) {}

    private GlyphPainter() {}

    static void paint(Glyphs glyphs, Stage stage) {
        Program program = stage.use("glyph.vert", "mesh.frag", Colors.defines(glyphs.palette()))
                .set("scale", glyphs.scale())
                .set("thickness", glyphs.thickness())
                .set("heads", glyphs.heads() ? 1 : 0)
                .set("colored", 1);
        Colors.bind(glyphs.palette(), program, stage, COLORS);
        GlyphShape shape = GlyphShape.of(glyphs.heads());
        Data data = new Data(glyphs.positions(), glyphs.vectors(), glyphs.heads());
        VertexArray instances = stage.vertices(
                GlyphPainter.class,
                data,
                () -> new VertexArray()
                        .attribute(0, 4, shape.positions())
                        .attribute(1, 3, shape.normals())
                        .instanced(3, 3, glyphs.positions())
                        .instanced(4, 3, glyphs.vectors()));
        instances.drawInstances(GL_TRIANGLES, shape.vertices());
    }
}
