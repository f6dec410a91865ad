package io.fieldwork.render.viewer;

import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.figure.Drawing;
import io.fieldwork.render.figure.DrawingPainter;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.FigureLayout;
import io.fieldwork.render.figure.Theme;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.text.Typeface;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Lens;
import org.joml.Vector3f;
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
     * Draws a figure and what lies on it.
     *
     * @param renderer draws the scene
     * @param shown the figure
     * @param scene its background says whether the figure is light or dark; its items fill the first chart
     * @param bounds of the scene, which become the edges of the chart
     * @param image to fill
     */
    void paint(Renderer renderer, Figure shown, Scene scene, Subject.Bounds bounds, Framebuffer image) {
        Drawing drawn = drawing(shown, image.width(), image.height());
        painter.paint(drawn, isDark(scene.background()) ? Theme.DARK : Theme.LIGHT, image, 0, 0);
        if (!scene.items().isEmpty()) {
            onChart(renderer, scene, bounds, drawn.plots().getFirst().inset(1, 1, 1, 1), image);
        }
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

    private void onChart(Renderer renderer, Scene scene, Subject.Bounds bounds, Drawing.Box box, Framebuffer image) {
        Vector3f size = new Vector3f(bounds.high()).sub(bounds.low());
        int width = Math.max(1, Math.round(box.width()));
        int height = Math.max(1, Math.round(box.width() * size.y / size.x));
        if (inset == null || inset.width() != width || inset.height() != height) {
            closeInset();
            inset = new Framebuffer(width, height);
        }
        Vector3f middle = new Vector3f(bounds.low()).lerp(bounds.high(), 0.5f);
        Vector3f eye = new Vector3f(middle).add(0, 0, AWAY);
        Lens lens = new Lens.Orthographic(size.y, AWAY / 2, 2 * AWAY);
        renderer.paint(scene, Camera.lookAt(eye, middle, new Vector3f(0, 1, 0), lens), inset);
        int tall = Math.max(1, Math.round(box.height()));
        inset.copyTo(image, Math.round(box.left()), image.height() - Math.round(box.top()) - tall, width, tall);
    }

    private static boolean isDark(Color paper) {
        return (paper.red() + paper.green() + paper.blue()) / 3 * paper.alpha() < Style.DARK;
    }

    private void closeInset() {
        if (inset != null) {
            inset.close();
            inset = null;
        }
    }

    @Override
    public void close() {
        painter.close();
        closeInset();
    }
}
