package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.FrameSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.joml.Vector3f;

/** A subject that never fails: failures of the wrapped one become messages and an empty scene. */
record Guarded(Subject subject, Messages messages) implements Subject {
    private static final Scene NOTHING = new Scene(Color.of(0x202428), List.of());
    private static final Bounds SOMEWHERE = new Bounds(new Vector3f(-1), new Vector3f(1));

    private <T> T ask(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            messages.tell(title(), e);
            return otherwise;
        }
    }

    private static <T> T quietly(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return otherwise;
        }
    }

    @Override
    public String title() {
        return quietly(subject::title, "?");
    }

    @Override
    public Bounds bounds() {
        return ask(subject::bounds, SOMEWHERE);
    }

    @Override
    public List<String> modes() {
        return ask(subject::modes, List.of());
    }

    @Override
    public List<Double> times() {
        return ask(subject::times, List.of());
    }

    @Override
    public Scene scene(String mode, int instant) {
        return ask(() -> subject.scene(mode, instant), NOTHING);
    }

    @Override
    public Optional<Figure> figure(String mode, int instant) {
        return ask(() -> subject.figure(mode, instant), Optional.empty());
    }

    /** Those of the subject, or nothing for as long as it fails. */
    @Override
    public Optional<FrameSource> frames(String mode) {
        return ask(() -> subject.frames(mode), Optional.empty());
    }

    /** Also called on the threads that render frames. */
    @Override
    public long version() {
        return quietly(subject::version, 0L);
    }

    @Override
    public List<Camera> cameras() {
        return ask(subject::cameras, List.of());
    }

    @Override
    public List<Panel> panels() {
        return ask(subject::panels, List.of());
    }

    @Override
    public void close() {
        try {
            subject.close();
        } catch (RuntimeException e) {
            messages.tell(title(), e);
        }
    }
}
