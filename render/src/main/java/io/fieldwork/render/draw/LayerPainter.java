package io.fieldwork.render.draw;

import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.view.Frame;

/** Lays finished frames over the view. */
final class LayerPainter {
    private static final int COLORS = 1;
    private static final int DEPTHS = 2;

    private record Depths(Frame frame) {}

    private LayerPainter() {}

    static void paint(Layer layer, Stage stage) {
        Frame frame = layer.frame();
        Texture colors = stage.texture(
                LayerPainter.class,
                frame,
                () -> Texture.of2d(TexelFormat.RGBA8, frame.width(), frame.height())
                        .upload(frame.rgba())
                        .smooth());
        Texture depths = stage.texture(
                LayerPainter.class,
                new Depths(frame),
                () -> Texture.of2d(TexelFormat.R32F, frame.width(), frame.height())
                        .upload(frame.depth()));
        Program program =
                stage.use("fill.vert", "layer.frag").set("image", COLORS).set("depths", DEPTHS);
        colors.bind(COLORS);
        depths.bind(DEPTHS);
        program.use();
        stage.fill();
    }
}
