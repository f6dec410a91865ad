package io.fieldwork.render.viewer;

import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.figure.Drawing;
import io.fieldwork.render.figure.DrawingPainter;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.FigureLayout;
import io.fieldwork.render.figure.Theme;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.text.Typeface;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Lens;
import java.util.List;
import java.util.Optional;
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

    private final DrawingPainter painter = new DrawingPainter(Typeface.sans());
    private @Nullable Figure figure;
    private @Nullable Drawing drawing;
    private @Nullable Framebuffer inset;

    /**
     * Draws a figure and what lies on it: the background of the scene says whether the figure is light or dark, its items fill the first
     * chart, of which a window is seen and whose edges are the scene's bounds.
     */
    void paint(
            Renderer renderer,
            Figure shown,
            ChartWindow window,
            Scene scene,
            Subject.Bounds bounds,
            Framebuffer image) {
        Drawing drawn = drawing(shown, image.width(), image.height());
        painter.paint(drawn, Style.isDark(scene.background()) ? Theme.DARK : Theme.LIGHT, image, 0, 0);
        if (!scene.items().isEmpty()) {
            onChart(renderer, scene, window, bounds, drawn.plots().getFirst().inset(1, 1, 1, 1), image);
        }
    }

    /** The chart of the last image under a pixel, or the first. */
    Optional<Drawing.Box> chart(float x, float y) {
        List<Drawing.Box> plots = drawing == null ? List.of() : drawing.plots();
        return plots.stream()
                .filter(box -> box.left() <= x && x < box.right() && box.top() <= y && y < box.bottom())
                .findFirst()
                .or(() -> plots.stream().findFirst());
    }

    private Drawing drawing(Figure shown, int width, int height) {
        Drawing known = drawing;
        if (known != null && shown.equals(figure) && known.width() == width && known.height() == height) {
            return known;
        }
        float size = Math.clamp(Math.min(width, height) / PIXELS_PER_SIZE, LEAST_SIZE, MOST_SIZE);
        Drawing made = new FigureLayout(Typeface.sans(), size).draw(shown, width, height);
        figure = shown;
        drawing = made;
        return made;
    }

    private static Camera front(Vector3fc middle, float height) {
        Lens lens = new Lens.Orthographic(height, AWAY / 2, 2 * AWAY);
        return Camera.lookAt(new Vector3f(middle).add(0, 0, AWAY), middle, new Vector3f(0, 1, 0), lens);
    }

    private void onChart(
            Renderer renderer,
            Scene scene,
            ChartWindow window,
            Subject.Bounds bounds,
            Drawing.Box box,
            Framebuffer image) {
        Vector3f size = new Vector3f(bounds.high()).sub(bounds.low());
        int width = Math.max(1, Math.round(box.width()));
        int height = Math.max(1, Math.round(box.width() * size.y / size.x));
        inset = Framebuffer.sized(inset, width, height);
        Vector3f middle = new Vector3f(bounds.low()).lerp(bounds.high(), 0.5f);
        float half = (float) window.size() / 2;
        middle.x = bounds.low().x() + size.x * ((float) window.left() + half);
        middle.y = bounds.low().y() + size.y * ((float) window.low() + half);
        renderer.paint(scene, front(middle, 2 * half * size.y), inset);
        int tall = Math.max(1, Math.round(box.height()));
        inset.copyTo(image, Math.round(box.left()), image.height() - Math.round(box.top()) - tall, width, tall);
    }

    @Override
    public void close() {
        painter.close();
        if (inset != null) {
            inset.close();
            inset = null;
        }
    }
}
