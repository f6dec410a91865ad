package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLE_STRIP;

import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.view.Frame;
import java.util.List;

/** Draws legends in the corner over everything else, and takes the others apart. */
final class LegendPainter {
    private static final int IMAGE = 1;
    private static final int MARGIN = 4;

    private LegendPainter() {}

    /** What a legend is made of is made once. */
    private record Parts(List<Item> items) implements AutoCloseable {
        @Override
        public void close() {}
    }

    static List<Item> parts(Legend legend, Stage stage) {
        return stage.keep(LegendPainter.class, legend, Parts.class, () -> new Parts(legend.parts())).items;
    }

    static void paint(Legend legend, Stage stage) {
        Texture image = stage.texture(LegendPainter.class, legend, () -> upload(LegendRaster.draw(legend)));
        image.bind(IMAGE);
        int dot = stage.dot();
        float width = dot * image.width();
        float left = stage.view().width() - width - dot * MARGIN;
        stage.use("overlay.vert", "overlay.frag")
                .set("image", IMAGE)
                .set("rectangle", left, dot * MARGIN, width, dot * image.height());
        stage.vertices(LegendPainter.class, "corners", VertexArray::new).draw(GL_TRIANGLE_STRIP, 4);
    }

    private static Texture upload(Frame raster) {
        return Texture.of2d(TexelFormat.RGBA8, raster.width(), raster.height()).upload(raster.rgba());
    }
}
