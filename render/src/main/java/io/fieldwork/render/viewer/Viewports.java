package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Live;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.joml.Vector3f;

/** The viewports of a viewer: one subject in one or two modes, or several subjects side by side in the same mode. */
final class Viewports implements AutoCloseable {
    private final Live.Maker maker;
    private final Lock turn = new ReentrantLock(true);
    private final Messages messages;
    private final List<Viewport> all = new ArrayList<>();
    private List<Subject> subjects;
    private List<String> modes;
    private String mode;
    private String other;
    private boolean split;

    Viewports(List<Subject> subjects, Live.Maker maker, Messages messages) {
        this.maker = (source, version) -> maker.start(new TakingTurns(source, turn), version);
        this.messages = messages;
        this.subjects = subjects.stream().map(this::guarded).toList();
        modes = modesOf(this.subjects);
        mode = modes.getFirst();
        other = modes.getLast();
        arrange();
    }

    private Subject guarded(Subject subject) {
        return new Guarded(subject, messages);
    }

    private static List<String> modesOf(List<Subject> subjects) {
        Set<String> all = new LinkedHashSet<>();
        subjects.forEach(subject -> all.addAll(subject.modes()));
        return all.isEmpty() ? List.of("color") : List.copyOf(all);
    }

    private void arrange() {
        all.forEach(Viewport::close);
        all.clear();
        for (Subject subject : subjects) {
            all.add(new Viewport(subject, nearest(subject, mode), maker, messages));
        }
        if (isSplit()) {
            all.add(new Viewport(subjects.getFirst(), other, maker, messages));
        }
    }

    private static String nearest(Subject subject, String name) {
        return subject.modes().contains(name) || subject.modes().isEmpty()
                ? name
                : subject.modes().getFirst();
    }

    List<Viewport> all() {
        return all;
    }

    List<Subject> subjects() {
        return subjects;
    }

    /** Replaces and closes the present subjects. */
    void replace(Subject subject) {
        List<Subject> before = subjects;
        subjects = List.of(guarded(subject));
        modes = modesOf(subjects);
        mode = modes.contains(mode) ? mode : modes.getFirst();
        other = modes.getLast();
        split = false;
        arrange();
        before.forEach(Subject::close);
    }

    List<String> modes() {
        return modes;
    }

    String mode() {
        return mode;
    }

    /** Shows all subjects that have it in another mode. */
    void mode(String name) {
        if (modes.contains(name)) {
            mode = name;
            for (int i = 0; i < subjects.size(); i++) {
                all.get(i).mode(name);
            }
        }
    }

    boolean canSplit() {
        return subjects.size() == 1 && modes.size() > 1;
    }

    boolean isSplit() {
        return split && canSplit();
    }

    /** Shows a second mode of the one subject beside the first, or no longer. */
    void split(boolean on) {
        if (on != split && canSplit()) {
            split = on;
            arrange();
        }
    }

    String other() {
        return other;
    }

    /** The second mode of a split view. */
    void other(String name) {
        other = name;
        if (isSplit()) {
            all.getLast().mode(name);
        }
    }

    /** The box around all subjects. */
    Subject.Bounds bounds() {
        Vector3f low = new Vector3f(Float.POSITIVE_INFINITY);
        Vector3f high = new Vector3f(Float.NEGATIVE_INFINITY);
        for (Subject subject : subjects) {
            low.min(subject.bounds().low());
            high.max(subject.bounds().high());
        }
        return new Subject.Bounds(low, high);
    }

    List<List<Double>> times() {
        return subjects.stream().map(Subject::times).toList();
    }

    @Override
    public void close() {
        all.forEach(Viewport::close);
        all.clear();
        subjects.forEach(Subject::close);
    }
}
