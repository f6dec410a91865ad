package io.fieldwork.render.viewer;

import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.figure.Drawing;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.FigureLayout;
import io.fieldwork.render.figure.FramePainter;
import io.fieldwork.render.figure.Theme;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.text.Typeface;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Lens;
import org.joml.Vector3f;
import org.joml.Vector3fc;
import org.jspecify.annotations.Nullable;

/** Draws figures that fill an image, and scenes that lie on their first chart. */
final class Charts implements AutoCloseable {
    /** Pixels of the shorter side of an image for a pixel of the letters' size. */
    private static final float PIXELS_PER_SIZE = 46;

    private static final float LEAST_SIZE = 9;
    private static final float MOST_SIZE = 40;
    /** How far the camera is from what lies on a chart. */
    private static final float AWAY = 1;

    /** A figure in the colours of a theme, and the rectangle between the axes of its first chart. */
    private record Painted(Figure figure, Theme theme, Frame frame, Drawing.Box chart) {
        boolean isOf(Figure other, Theme colors, Framebuffer image) {
            return frame.width() == image.width()
                    && frame.height() == image.height()
                    && theme.equals(colors)
                    && figure.equals(other);
        }
    }

    private @Nullable Painted last;
    private @Nullable Framebuffer inset;

    /**
     * Draws a figure and what lies on it: the background of the scene says whether the figure is light or dark, its items fill the first
     * chart, whose edges are the scene's bounds.
     */
    void paint(Renderer renderer, Figure figure, Scene scene, Subject.Bounds bounds, Framebuffer image) {
        Theme theme = Style.isDark(scene.background()) ? Theme.DARK : Theme.LIGHT;
        Painted painted = last;
        if (painted == null || !painted.isOf(figure, theme, image)) {
            painted = painted(figure, theme, image.width(), image.height());
            last = painted;
        }
        renderer.paint(Scene.of(new Layer(painted.frame)), front(new Vector3f(), 1), image);
        if (!scene.items().isEmpty()) {
            onChart(renderer, scene, bounds, painted.chart, image);
        }
    }

    private static Camera front(Vector3fc middle, float height) {
        Lens lens = new Lens.Orthographic(height, AWAY / 2, 2 * AWAY);
        return Camera.lookAt(new Vector3f(middle).add(0, 0, AWAY), middle, new Vector3f(0, 1, 0), lens);
    }

    private static Painted painted(Figure figure, Theme theme, int width, int height) {
        float size = Math.clamp(Math.min(width, height) / PIXELS_PER_SIZE, LEAST_SIZE, MOST_SIZE);
        Drawing drawing = new FigureLayout(Typeface.sans(), size).draw(figure, width, height);
        Drawing.Box chart = drawing.plots().getFirst().inset(1, 1, 1, 1);
        return new Painted(figure, theme, FramePainter.paint(drawing, theme), chart);
    }

    private void onChart(Renderer renderer, Scene scene, Subject.Bounds bounds, Drawing.Box box, Framebuffer image) {
        Vector3f size = new Vector3f(bounds.high()).sub(bounds.low());
        int width = Math.max(1, Math.round(box.width()));
        int height = Math.max(1, Math.round(box.width() * size.y / size.x));
        inset = Framebuffer.sized(inset, width, height);
        Vector3f middle = new Vector3f(bounds.low()).lerp(bounds.high(), 0.5f);
        renderer.paint(scene, front(middle, size.y), inset);
        int tall = Math.max(1, Math.round(box.height()));
        inset.copyTo(image, Math.round(box.left()), image.height() - Math.round(box.top()) - tall, width, tall);
    }

    @Override
    public void close() {
        if (inset != null) {
            inset.close();
            inset = null;
        }
    }
}
