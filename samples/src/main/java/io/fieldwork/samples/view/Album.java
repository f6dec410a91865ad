package io.fieldwork.samples.view;

import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.viewer.Headless;
import io.fieldwork.render.viewer.InputScript;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.render.viewer.Viewer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws subjects without a window: things in space from all around, what moves in time from its beginning to its end, and what does
 * neither in each of its modes.
 *
 * @param subjects one, or several that are shown side by side at the same time from the same place; they stay the caller's to close
 * @param width of an image, pixels
 * @param height of an image, pixels
 */
public record Album(List<Subject> subjects, int width, int height) {
    private static final int ORBIT = 60;
    private static final int INSTANTS = 60;

    /** Copies the list. */
    public Album {
        subjects = subjects.stream()
                .<Subject>map(subject -> new InMode(subject, subject.modes().getFirst()))
                .toList();
    }

    /** {@return the default number of images, at least 1} */
    public int usual() {
        return !flat()
                ? ORBIT
                : moves()
                        ? Math.min(first().times().size(), INSTANTS)
                        : first().modes().size();
    }

    private Subject first() {
        return subjects.getFirst();
    }

    /** Whether the first mode is seen from the front alone. */
    private boolean flat() {
        return first().bounds().flat()
                || first().figure(first().modes().getFirst(), 0).isPresent();
    }

    private boolean moves() {
        return first().times().size() > 1;
    }

    /**
     * Draws images.
     *
     * @param count how many; one alone shows the last instant
     * @param pages takes them, in order
     * @throws GlException if there is no OpenGL, in one sentence
     */
    public void draw(int count, Headless.Sink pages) {
        subjects.forEach(GallerySubject::settle);
        Viewer viewer = Viewer.open("").panels(false);
        subjects.forEach(viewer::add);
        List<String> script = script(count);
        if (!script.isEmpty()) {
            viewer.script(InputScript.parse("images", script));
        }
        try (Headless images = viewer.headless(width, height)) {
            if (script.isEmpty()) {
                images.round(count, pages);
            } else {
                for (int i = 0; i < count; i++) {
                    pages.take(i, images.next());
                }
            }
        }
    }

    /** What the images differ by, if the camera does not go around: an instant or a mode for each. */
    private List<String> script(int count) {
        List<Double> times = first().times();
        List<String> modes = first().modes();
        if (moves() && (count == 1 || flat())) {
            return IntStream.range(0, count)
                    .map(i -> count == 1 ? times.size() - 1 : Math.round((times.size() - 1f) * i / (count - 1)))
                    .mapToObj(n -> "time " + times.get(n))
                    .toList();
        }
        return !moves() && flat()
                ? IntStream.range(0, count)
                        .mapToObj(i -> "mode \"" + modes.get(i % modes.size()) + "\"")
                        .toList()
                : List.of();
    }
}
