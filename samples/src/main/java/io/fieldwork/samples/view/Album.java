package io.fieldwork.samples.view;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.Orbit;
import io.fieldwork.render.view.View;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.config.Nearest;
import java.util.ArrayList;
import java.util.List;
import org.joml.Vector3f;
import org.jspecify.annotations.Nullable;

/**
 * Draws subjects without a window: things in space from all around, what moves in time from its beginning to its end, and what does
 * neither in each of its modes.
 *
 * @param subjects one, or two that are shown side by side at the same time from the same place
 * @param width of an image, pixels
 * @param height of an image, pixels
 * @param mode of all images, or null for the usual one
 */
public record Album(
        List<Subject> subjects,
        int width,
        int height,
        @Nullable String mode) {
    private static final float FIELD_OF_VIEW = (float) Math.toRadians(40);
    private static final int ORBIT = 60;
    private static final int INSTANTS = 60;
    /** How much more than the bounds is seen. */
    private static final float ROOM = 1.02f;
    /** Live fields may take as long as they need for a whole picture. */
    private static final Budget WHOLE = new Budget(1e6, 0);

    /** Copies the list and rejects a mode that there is not. */
    public Album {
        subjects = List.copyOf(subjects);
        for (Subject subject : subjects) {
            if (mode != null && !subject.modes().contains(mode)) {
                throw new UserError("--mode is '" + mode + "', but " + subject.title() + " has the modes "
                        + String.join(", ", subject.modes()) + "; the nearest one is "
                        + Nearest.of(mode, subject.modes()) + ".");
            }
        }
    }

    /** Takes the images. */
    public interface Pages {
        /**
         * An image is ready.
         *
         * @param number from 0
         * @param frame the image
         */
        void add(int number, Frame frame);
    }

    /** How many images there are if nobody says otherwise. */
    public int usual() {
        Subject first = subjects.getFirst();
        return !first.bounds().flat()
                ? ORBIT
                : first.times().isEmpty()
                        ? mode == null ? first.modes().size() : 1
                        : Math.min(first.times().size(), INSTANTS);
    }

    /**
     * Draws images; opens a context of its own.
     *
     * @param count how many
     * @param pages takes them, in order
     * @throws UserError if there is no OpenGL, naming what to install
     */
    public void draw(int count, Pages pages) {
        for (Subject subject : subjects) {
            if (subject instanceof Settling settling) {
                settling.settle();
            }
        }
        try (Context context = Context.offscreen();
                Renderer renderer = new Renderer()) {
            for (int i = 0; i < count; i++) {
                pages.add(i, page(renderer, i, count));
            }
        } catch (GlException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private Frame page(Renderer renderer, int i, int count) {
        int columns = subjects.size();
        Subject.Bounds bounds = bounds();
        int part = Math.max(1, width / columns);
        View view = new View(camera(bounds, (float) part / height, (float) i / count), part, height);
        List<Frame> frames = new ArrayList<>();
        for (Subject subject : subjects) {
            int last = Math.max(0, subject.times().size() - 1);
            int instant = count == 1 ? last : (int) Math.round((double) i * last / (count - 1));
            boolean turning = !bounds.flat() || last > 0;
            String shown = mode != null
                    ? mode
                    : subject.modes().get(turning ? 0 : i % subject.modes().size());
            frames.add(renderer.draw(scene(subject, shown, instant, view), view));
        }
        return joined(frames);
    }

    private static Scene scene(Subject subject, String mode, int instant, View view) {
        Scene scene = subject.scene(mode, instant);
        List<Item> items = new ArrayList<>();
        subject.frames(mode)
                .flatMap(source -> source.render(view, WHOLE, () -> false))
                .ifPresent(frame -> items.add(new Layer(frame)));
        items.addAll(scene.items());
        return new Scene(scene.background(), items);
    }

    private Subject.Bounds bounds() {
        Vector3f low = new Vector3f(Float.POSITIVE_INFINITY);
        Vector3f high = new Vector3f(Float.NEGATIVE_INFINITY);
        for (Subject subject : subjects) {
            low.min(subject.bounds().low());
            high.max(subject.bounds().high());
        }
        return new Subject.Bounds(low, high);
    }

    private static Camera camera(Subject.Bounds bounds, float aspect, float turn) {
        float distance = Math.max(bounds.low().distance(bounds.high()), 1e-3f);
        if (bounds.flat()) {
            Vector3f middle = bounds.low().add(bounds.high(), new Vector3f()).mul(0.5f);
            Vector3f size = bounds.high().sub(bounds.low(), new Vector3f());
            float seen = ROOM * Math.max(size.y, size.x / aspect);
            Lens lens = new Lens.Orthographic(seen, 0.01f * distance, 2 * distance);
            return Camera.lookAt(new Vector3f(middle).add(0, 0, distance), middle, new Vector3f(0, 1, 0), lens);
        }
        Lens lens = new Lens.Perspective(FIELD_OF_VIEW, 0.01f * distance, 10 * distance);
        Orbit orbit = Orbit.around(bounds.low(), bounds.high(), lens);
        float wider = Math.max(1, 1 / aspect);
        return new Orbit(
                        orbit.target(),
                        orbit.distance() * wider,
                        orbit.turn() + 2 * (float) Math.PI * turn,
                        orbit.tilt(),
                        lens)
                .camera();
    }

    /** Images of the same size from left to right. */
    private static Frame joined(List<Frame> frames) {
        int n = frames.size();
        int w = frames.getFirst().width();
        int h = frames.getFirst().height();
        byte[] rgba = new byte[4 * n * w * h];
        float[] depth = new float[n * w * h];
        for (int k = 0; k < n; k++) {
            for (int y = 0; y < h; y++) {
                int to = (y * n + k) * w;
                System.arraycopy(frames.get(k).rgba(), 4 * y * w, rgba, 4 * to, 4 * w);
                System.arraycopy(frames.get(k).depth(), y * w, depth, to, w);
            }
        }
        return new Frame(n * w, h, rgba, depth);
    }
}
