package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLE_STRIP;

import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Streaks;
import io.fieldwork.render.scene.VectorGrid;
import io.fieldwork.render.view.Frame;
import java.util.Random;
import java.util.function.Supplier;

/** Draws what lies on a plane: images, numbers and strokes. */
final class PlanePainter {
    private static final int DATA = 1;
    private static final int COLORS = 2;
    private static final int NOISE = 3;
    private static final int NOISE_SIZE = 256;

    private PlanePainter() {}

    static void paint(Picture picture, Stage stage) {
        Frame image = picture.image();
        Supplier<Texture> pixels = () ->
                Texture.of2d(TexelFormat.RGBA8, image.width(), image.height()).upload(image.rgba());
        use("picture.frag", picture.plane(), stage, image, pixels).set("smoothly", picture.smooth() ? 1 : 0);
        draw(stage);
    }

    static void paint(Heatmap map, Stage stage) {
        ScalarGrid grid = map.grid();
        Supplier<Texture> numbers =
                () -> Texture.of2d(TexelFormat.R32F, grid.nx(), grid.ny()).upload(grid.values());
        Program program = use("heatmap.frag", map.plane(), map.palette(), stage, grid, numbers)
                .set("smoothly", map.smooth() ? 1 : 0)
                .set("contourCount", map.contours().length)
                .set("ink", map.ink().premultiplied());
        if (map.contours().length > 0) {
            program.setArray("contours", map.contours());
        }
        draw(stage);
    }

    static void paint(Streaks streaks, Stage stage) {
        VectorGrid grid = streaks.grid();
        Supplier<Texture> vectors =
                () -> Texture.of2d(TexelFormat.RG32F, grid.nx(), grid.ny()).upload(grid.interpolated());
        stage.texture(PlanePainter.class, "noise", PlanePainter::noise).bind(NOISE);
        float across = streaks.plane().across().length();
        float upward = streaks.plane().upward().length();
        float grain = Math.max(across, upward) / streaks.grains();
        use("streaks.frag", streaks.plane(), streaks.palette(), stage, grid, vectors)
                .set("noise", NOISE)
                .set("grains", across / grain, upward / grain)
                .set("strokeLength", streaks.length())
                .set("directors", grid.directors() ? 1 : 0);
        draw(stage);
    }

    private static Program use(
            String fragment, Plane plane, Palette palette, Stage stage, Object data, Supplier<Texture> texture) {
        Program program = use(fragment, plane, stage, data, texture, Colors.defines(palette));
        Colors.bind(palette, program, stage, COLORS);
        return program;
    }

    /** Draws on a plane from now on what a texture holds that is made from data. */
    private static Program use(
            String fragment, Plane plane, Stage stage, Object data, Supplier<Texture> texture, String... defines) {
        stage.texture(PlanePainter.class, data, () -> texture.get().smooth()).bind(DATA);
        return stage.use("plane.vert", fragment, defines)
                .set("data", DATA)
                .set("origin", Stage.array(plane.origin()))
                .set("across", Stage.array(plane.across()))
                .set("upward", Stage.array(plane.upward()));
    }

    private static void draw(Stage stage) {
        stage.vertices(PlanePainter.class, "corners", VertexArray::new).draw(GL_TRIANGLE_STRIP, 4);
    }

    private static Texture noise() {
        byte[] noise = new byte[NOISE_SIZE * NOISE_SIZE];
        new Random(1).nextBytes(noise);
        return Texture.of2d(TexelFormat.R8, NOISE_SIZE, NOISE_SIZE)
                .upload(noise)
                .smooth()
                .repeated();
    }
}
