package io.fieldwork.render.viewer;

import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.view.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The image of a viewer: viewports side by side, panels over the rest. */
final class Canvas implements AutoCloseable {
    /** Pixels between two viewports. */
    private static final int GAP = 2;

    private @Nullable Framebuffer target;

    /** The width of each of some equal viewports. */
    static int partWidth(WindowLayout layout, int parts) {
        return Math.max(1, (layout.width() - (parts - 1) * GAP) / parts);
    }

    /** The left edge of a viewport. */
    static int partLeft(WindowLayout layout, int parts, int part) {
        return layout.left() + part * (partWidth(layout, parts) + GAP);
    }

    /** Composes the viewports. */
    Framebuffer compose(WindowLayout layout, List<Framebuffer> parts) {
        Framebuffer image = Framebuffer.sized(target, layout.total(), layout.tall());
        target = image;
        image.clear(new float[] {0, 0, 0, 1});
        for (int i = 0; i < parts.size(); i++) {
            int left = partLeft(layout, parts.size(), i);
            parts.get(i).copyTo(image, left, layout.bar(), partWidth(layout, parts.size()), layout.height());
        }
        return image;
    }

    /** The whole image, opaque; there is one after the first frame. */
    Frame read() {
        if (target == null) {
            throw new IllegalStateException("nothing was drawn yet");
        }
        return opaque(target.width(), target.height(), target.readColor());
    }

    /** The view alone, opaque. */
    Frame readView(WindowLayout layout) {
        Frame whole = read();
        int width = layout.width();
        byte[] rgba = new byte[4 * width * layout.height()];
        for (int row = 0; row < layout.height(); row++) {
            System.arraycopy(whole.rgba(), 4 * (row * whole.width() + layout.left()), rgba, 4 * row * width, 4 * width);
        }
        return opaque(width, layout.height(), rgba);
    }

    private static Frame opaque(int width, int height, byte[] rgba) {
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = -1;
        }
        return Frame.flat(width, height, rgba);
    }

    /** Shows it in the window of the current context. */
    void present() {
        if (target != null) {
            target.present();
        }
    }

    @Override
    public void close() {
        if (target != null) {
            target.close();
            target = null;
        }
    }
}
