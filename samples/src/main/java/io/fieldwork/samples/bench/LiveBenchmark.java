package io.fieldwork.samples.bench;

import static org.lwjgl.opengl.GL11C.glFinish;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.Live.Picture;
import io.fieldwork.render.view.LiveView;
import io.fieldwork.render.view.View;
import io.fieldwork.render.viewer.Subject;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.joml.Vector3f;

/**
 * The benchmark of a live field while the camera turns, as in a window: each image takes the newest frame there is and
 * asks for the next. The result of an input is shown after one image; the reference is the same image while the field
 * rests.
 */
final class LiveBenchmark {
    private static final int SIZE = 800;
    private static final int WARM_UP = 60;
    private static final int IMAGES = 240;
    private static final double PATIENCE_SECONDS = 60;

    private final PrintStream out;
    private final Renderer renderer;
    private final Map<Camera, Long> asked = new HashMap<>();
    private final double[] images = new double[IMAGES];
    private final double[] delays = new double[IMAGES];
    private int frames;
    private Optional<Picture> shown = Optional.empty();

    LiveBenchmark(PrintStream out, Renderer renderer) {
        this.out = out;
        this.renderer = renderer;
    }

    /** Prints a line about a field. */
    void run(Subject field) {
        FrameSource source = field.frames("color")
                .orElseThrow(() -> new UserError(
                        field.title() + " is drawn without a network; expected the run of a radiance field."));
        Subject.Bounds box = field.bounds();
        Vector3f middle = box.low().add(box.high(), new Vector3f()).mul(0.5f);
        float reach = box.low().distance(box.high());
        long begin;
        try (Framebuffer target = new Framebuffer(SIZE, SIZE)) {
            try (LiveView live = new LiveView(source, field::version)) {
                wait(live, RenderScenes.view(middle, reach, 0, SIZE));
                for (int i = -WARM_UP; i < 0; i++) {
                    image(live, RenderScenes.view(middle, reach, 0.01 * i, SIZE), target);
                }
                frames = 0;
                begin = System.nanoTime();
                for (int i = 0; i < IMAGES; i++) {
                    images[i] = image(live, RenderScenes.view(middle, reach, 0.01 * i, SIZE), target);
                }
            }
            double seconds = (System.nanoTime() - begin) * 1e-9;
            Picture last = shown.orElseThrow();
            FrameTimes rest = FrameTimes.of(number -> paint(last, target));
            report(seconds, last, rest.median());
        }
    }

    private void report(double seconds, Picture last, double rest) {
        Arrays.sort(images);
        Arrays.sort(delays, 0, frames);
        out.printf(
                "%nlive field, the camera turning: %d images of %d x %d%n"
                        + "%-28s %10s %10s %10s %10s %7s%n%-28s %10.1f %10.1f %10.1f %10.1f %6.2fx%n",
                IMAGES,
                SIZE,
                SIZE,
                "",
                "median ms",
                "90 % ms",
                "most ms",
                "rest ms",
                "ratio",
                "input to image",
                images[IMAGES / 2],
                images[IMAGES * 9 / 10],
                images[IMAGES - 1],
                rest,
                rest / images[IMAGES / 2]);
        out.printf(
                "frames of the field: %.0f a second at %d x %d, %.0f ms old when they are first seen%n",
                frames / seconds,
                last.frame().width(),
                last.frame().height(),
                frames == 0 ? Double.NaN : delays[frames / 2]);
    }

    private void wait(LiveView live, View view) {
        long begin = System.nanoTime();
        while (live.latest().isEmpty()) {
            if (live.problem().isPresent() || System.nanoTime() - begin > PATIENCE_SECONDS * 1e9) {
                throw new IllegalStateException(live.problem().orElse("no frame came in " + PATIENCE_SECONDS + " s"));
            }
            live.request(view);
            Thread.onSpinWait();
        }
    }

    /** From an input to the end of the image that follows, milliseconds. */
    private double image(LiveView live, View view, Framebuffer target) {
        long start = System.nanoTime();
        asked.put(view.camera(), start);
        live.request(view);
        Optional<Picture> newest = live.latest();
        paint(newest.orElseThrow(), target);
        long end = System.nanoTime();
        if (!newest.equals(shown) && frames < IMAGES) {
            shown = newest;
            delays[frames++] = (end - asked.getOrDefault(newest.get().view().camera(), start)) * 1e-6;
        }
        return (end - start) * 1e-6;
    }

    private void paint(Picture picture, Framebuffer target) {
        renderer.paint(Scene.of(new Layer(picture.frame())), picture.view().camera(), target);
        glFinish();
    }
}
