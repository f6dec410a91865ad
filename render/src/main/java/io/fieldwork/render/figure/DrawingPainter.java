package io.fieldwork.render.figure;

import static org.lwjgl.opengl.GL11C.GL_BLEND;
import static org.lwjgl.opengl.GL11C.GL_COLOR;
import static org.lwjgl.opengl.GL11C.GL_CULL_FACE;
import static org.lwjgl.opengl.GL11C.GL_DEPTH_TEST;
import static org.lwjgl.opengl.GL11C.GL_ONE;
import static org.lwjgl.opengl.GL11C.GL_ONE_MINUS_SRC_ALPHA;
import static org.lwjgl.opengl.GL11C.GL_SCISSOR_TEST;
import static org.lwjgl.opengl.GL11C.GL_TRIANGLE_STRIP;
import static org.lwjgl.opengl.GL11C.glBlendFunc;
import static org.lwjgl.opengl.GL11C.glDisable;
import static org.lwjgl.opengl.GL11C.glEnable;
import static org.lwjgl.opengl.GL11C.glScissor;
import static org.lwjgl.opengl.GL14C.GL_FUNC_ADD;
import static org.lwjgl.opengl.GL14C.GL_MAX;
import static org.lwjgl.opengl.GL14C.glBlendEquation;
import static org.lwjgl.opengl.GL30C.glClearBufferfv;

import io.fieldwork.render.figure.Drawing.Box;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.text.Typeface;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws drawings by OpenGL, lines and areas with smooth edges. The last drawings stay on the device. Everything happens in the context
 * that is current where the painter was made.
 */
public final class DrawingPainter implements AutoCloseable {
    private static final int KEPT = 8;
    private static final float[] FULL = {1, 1, 1, 1};

    private final Typeface face;
    private final Program lines = Program.load(DrawingPainter.class, "line.vert", "line.frag");
    private final Program areas = Program.load(DrawingPainter.class, "area.vert", "area.frag");
    private final Program sprites = Program.load(DrawingPainter.class, "sprite.vert", "sprite.frag");
    private final VertexArray corners = new VertexArray();
    private final Deque<DeviceDrawing> kept = new ArrayDeque<>();
    private @Nullable Framebuffer coverage;

    /** A painter whose letters are those of a typeface, the one that drawings were measured by. */
    public DrawingPainter(Typeface face) {
        this.face = face;
    }

    /** Paints a drawing on the paper of a theme into an image, so many pixels from its left and its upper edge. */
    public void paint(Drawing drawing, Theme theme, Framebuffer target, int left, int top) {
        DeviceDrawing made = made(drawing, theme);
        Pass pass = new Pass(target, left, top);
        pass.clip(new Box(0, 0, drawing.width(), drawing.height()));
        glClearBufferfv(GL_COLOR, 0, theme.paper().premultiplied());
        for (DeviceDrawing.Group group : made.groups()) {
            pass.clip(group.clip());
            group.items().forEach(item -> item.draw(pass));
        }
        glDisable(GL_SCISSOR_TEST);
    }

    private DeviceDrawing made(Drawing drawing, Theme theme) {
        DeviceDrawing made = kept.stream()
                .filter(one -> one.isOf(drawing, theme))
                .findFirst()
                .orElseGet(() -> new DeviceDrawing(drawing, theme, face));
        kept.remove(made);
        kept.addFirst(made);
        if (kept.size() > KEPT) {
            kept.removeLast().close();
        }
        return made;
    }

    /** One drawing on its way into an image. */
    final class Pass {
        private final Framebuffer target;
        private final int left;
        private final int top;

        private Pass(Framebuffer target, int left, int top) {
            this.target = target;
            this.left = left;
            this.top = top;
            target.bindColor();
            glDisable(GL_DEPTH_TEST);
            glDisable(GL_CULL_FACE);
            glEnable(GL_BLEND);
            glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
            glEnable(GL_SCISSOR_TEST);
            for (Program program : List.of(lines, areas, sprites)) {
                program.use()
                        .set("viewport", (float) target.width(), (float) target.height())
                        .set("corner", (float) left, (float) top);
            }
        }

        private void clip(Box box) {
            int x = Math.max(0, left + (int) Math.floor(box.left()));
            int y = Math.max(0, top + (int) Math.floor(box.top()));
            int right = Math.min(target.width(), left + (int) Math.ceil(box.right()));
            int bottom = Math.min(target.height(), top + (int) Math.ceil(box.bottom()));
            glScissor(x, target.height() - bottom, Math.max(0, right - x), Math.max(0, bottom - y));
        }

        /** A translucent line is drawn by the greatest coverage of its pieces, so that its joints are not seen. */
        void line(VertexArray pieces, float width, float[] tint) {
            if (tint[3] == 1) {
                draw(pieces, width, tint);
                return;
            }
            Framebuffer covered = coverage(target.width(), target.height());
            covered.bindColor();
            glClearBufferfv(GL_COLOR, 0, new float[4]);
            glBlendEquation(GL_MAX);
            draw(pieces, width, FULL);
            glBlendEquation(GL_FUNC_ADD);
            target.bindColor();
            Box upsideDown = new Box(-left, target.height() - top, target.width() - left, -top);
            letters(covered.color(), upsideDown, false, tint);
        }

        private void draw(VertexArray pieces, float width, float[] tint) {
            lines.use().set("width", width).set("tint", tint);
            pieces.drawInstances(GL_TRIANGLE_STRIP, 4);
        }

        void area(VertexArray pieces, float[] tint) {
            areas.use().set("tint", tint);
            pieces.drawInstances(GL_TRIANGLE_STRIP, 4);
        }

        void image(Texture image, Box place) {
            sprite(image, place, false, false);
        }

        /** Inks as much of each pixel as an image says. */
        void letters(Texture coverage, Box place, boolean turned, float[] tint) {
            sprites.use().set("tint", tint);
            sprite(coverage, place, turned, true);
        }

        private void sprite(Texture image, Box place, boolean turned, boolean coverage) {
            image.bind(0);
            sprites.use()
                    .set("image", 0)
                    .set("turned", turned ? 1 : 0)
                    .set("coverage", coverage ? 1 : 0)
                    .set("rectangle", place.left(), place.top(), place.right(), place.bottom());
            corners.draw(GL_TRIANGLE_STRIP, 4);
        }
    }

    private Framebuffer coverage(int width, int height) {
        coverage = Framebuffer.sized(coverage, width, height);
        return coverage;
    }

    @Override
    public void close() {
        kept.forEach(DeviceDrawing::close);
        kept.clear();
        if (coverage != null) {
            coverage.close();
        }
        corners.close();
        List.of(lines, areas, sprites).forEach(Program::close);
    }
}
