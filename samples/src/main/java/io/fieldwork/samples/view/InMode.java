package io.fieldwork.samples.view;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.viewer.Panel;
import io.fieldwork.render.viewer.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A subject that is shown in a mode of the user's choice first. It stays the caller's to close.
 *
 * @param subject what is shown
 * @param mode one of its modes
 */
public record InMode(Subject subject, String mode) implements Subject {
    /** Rejects a mode that there is not by a {@link UserError} that names those that there are. */
    public InMode {
        List<String> all = subject.modes();
        UserError.require(
                all.contains(mode),
                "--mode",
                "'" + mode + "'",
                "a mode of " + subject.title() + ": " + String.join(", ", all));
    }

    @Override
    public List<String> modes() {
        return Stream.concat(Stream.of(mode), subject.modes().stream())
                .distinct()
                .toList();
    }

    @Override
    public String title() {
        return subject.title();
    }

    @Override
    public Bounds bounds() {
        return subject.bounds();
    }

    @Override
    public List<Double> times() {
        return subject.times();
    }

    @Override
    public Scene scene(String name, int instant) {
        return subject.scene(name, instant);
    }

    @Override
    public Optional<Figure> figure(String name, int instant) {
        return subject.figure(name, instant);
    }

    @Override
    public Optional<FrameSource> frames(String name) {
        return subject.frames(name);
    }

    @Override
    public long version() {
        return subject.version();
    }

    @Override
    public List<Camera> cameras() {
        return subject.cameras();
    }

    @Override
    public List<Panel> panels() {
        return subject.panels();
    }

    @Override
    public void close() {}
}
