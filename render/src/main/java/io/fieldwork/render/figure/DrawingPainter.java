package io.fieldwork.render.figure;

import static org.lwjgl.opengl.GL11C.GL_BLEND;
import static org.lwjgl.opengl.GL11C.GL_COLOR;
import static org.lwjgl.opengl.GL11C.GL_CULL_FACE;
import static org.lwjgl.opengl.GL11C.GL_DEPTH_TEST;
import static org.lwjgl.opengl.GL11C.GL_ONE;
import static org.lwjgl.opengl.GL11C.GL_ONE_MINUS_SRC_ALPHA;
import static org.lwjgl.opengl.GL11C.GL_SCISSOR_TEST;
import static org.lwjgl.opengl.GL11C.glBlendFunc;
import static org.lwjgl.opengl.GL11C.glDisable;
import static org.lwjgl.opengl.GL11C.glEnable;
import static org.lwjgl.opengl.GL11C.glScissor;
import static org.lwjgl.opengl.GL30C.glClearBufferfv;

import io.fieldwork.render.figure.Drawing.Box;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.Program;
import io.fieldwork.render.text.Typeface;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Draws drawings by OpenGL, lines and areas with smooth edges. The last drawings stay on the device. Everything happens in the context
 * that is current where the painter was made.
 */
public final class DrawingPainter implements AutoCloseable {
    private static final int KEPT = 8;

    private final Typeface face;
    private final Program lines = Program.load(DrawingPainter.class, "line.vert", "line.frag");
    private final Program ribbons = Program.load(DrawingPainter.class, "ribbon.vert", "ribbon.frag");
    private final Program images = Program.load(DrawingPainter.class, "sprite.vert", "sprite.frag");
    private final Program letters = Program.load(DrawingPainter.class, "sprite.vert", "sprite.frag", "LETTERS");
    private final Deque<DeviceDrawing> kept = new ArrayDeque<>();

    /** A painter whose letters are those of a typeface, the one that drawings were measured by. */
    public DrawingPainter(Typeface face) {
        this.face = face;
    }

    /**
     * Paints a drawing on the paper of a theme.
     *
     * @param drawing what is painted
     * @param theme its colours
     * @param target image to paint into
     * @param left pixels from the image's left edge to the drawing's
     * @param top pixels from the image's upper edge to the drawing's
     */
    public void paint(Drawing drawing, Theme theme, Framebuffer target, int left, int top) {
        DeviceDrawing made = made(drawing, theme);
        target.bindColor();
        glDisable(GL_DEPTH_TEST);
        glDisable(GL_CULL_FACE);
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        glEnable(GL_SCISSOR_TEST);
        for (Program program : new Program[] {lines, ribbons, images, letters}) {
            program.use()
                    .set("viewport", (float) target.width(), (float) target.height())
                    .set("corner", (float) left, (float) top);
        }
        scissor(new Box(0, 0, drawing.width(), drawing.height()), target, left, top);
        glClearBufferfv(GL_COLOR, 0, theme.paper().premultiplied());
        for (DeviceDrawing.Group group : made.groups()) {
            scissor(group.clip(), target, left, top);
            group.draw(this);
        }
        glDisable(GL_SCISSOR_TEST);
    }

    private static void scissor(Box box, Framebuffer target, int left, int top) {
        int x = Math.max(0, left + (int) Math.floor(box.left()));
        int y = Math.max(0, top + (int) Math.floor(box.top()));
        int right = Math.min(target.width(), left + (int) Math.ceil(box.right()));
        int bottom = Math.min(target.height(), top + (int) Math.ceil(box.bottom()));
        glScissor(x, target.height() - bottom, Math.max(0, right - x), Math.max(0, bottom - y));
    }

    private DeviceDrawing made(Drawing drawing, Theme theme) {
        for (DeviceDrawing made : kept) {
            if (made.isOf(drawing, theme)) {
                kept.remove(made);
                kept.addFirst(made);
                return made;
            }
        }
        kept.addFirst(DeviceDrawing.of(drawing, theme, face));
        if (kept.size() > KEPT) {
            kept.removeLast().close();
        }
        return kept.getFirst();
    }

    Program lines() {
        return lines;
    }

    Program ribbons() {
        return ribbons;
    }

    Program images() {
        return images;
    }

    Program letters() {
        return letters;
    }

    @Override
    public void close() {
        kept.forEach(DeviceDrawing::close);
        kept.clear();
        lines.close();
        ribbons.close();
        images.close();
        letters.close();
    }
}
