package io.fieldwork.samples.view;

import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Panel;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.plot.Gallery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A gallery in the viewer, which stays as it is or is published anew by a session that is watched. */
public final class GallerySubject implements Subject {
    private final String title;
    private final List<Panel> panels;
    private final @Nullable WatchedSession run;
    private final AtomicLong version = new AtomicLong();
    private volatile Gallery gallery;
    /** The last view of each mode. */
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(Gallery gallery, int instant, Gallery.View view) {}

    private GallerySubject(String title, Gallery first, List<Panel> panels, @Nullable WatchedSession run) {
        this.title = title;
        this.gallery = first;
        this.panels = panels;
        this.run = run;
    }

    /** {@return a gallery that stays as it is, under a title of a few words} */
    public static GallerySubject of(String title, Gallery gallery) {
        return new GallerySubject(title, gallery, List.of(), null);
    }

    /**
     * A gallery that a session publishes anew.
     *
     * @param title a few words
     * @param first what is shown until {@link #publish}
     * @param panels its controls
     * @param run the session; closed with the subject
     * @return the subject
     */
    public static GallerySubject watched(String title, Gallery first, List<Panel> panels, WatchedSession run) {
        return new GallerySubject(title, first, panels, run);
    }

    /** Shows another gallery of the same modes and times from now on; on any thread. */
    public void publish(Gallery next) {
        gallery = next;
        version.incrementAndGet();
    }

    /** Waits until a subject, which may be in another mode, is as fine as it becomes without further training. */
    static void settle(Subject subject) {
        if (subject instanceof InMode chosen) {
            settle(chosen.subject());
        } else if (subject instanceof GallerySubject watched && watched.run != null) {
            watched.run.await(() -> {});
        }
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Bounds bounds() {
        return gallery.bounds();
    }

    @Override
    public List<String> modes() {
        return gallery.modes();
    }

    @Override
    public List<Double> times() {
        return gallery.times();
    }

    /** The same object as long as nothing has changed. */
    private Gallery.View view(String mode, int instant) {
        Gallery now = gallery;
        Kept known = kept.get(mode);
        if (known != null && known.gallery == now && known.instant == instant) {
            return known.view;
        }
        Gallery.View made = now.view(mode, instant);
        kept.put(mode, new Kept(now, instant, made));
        return made;
    }

    @Override
    public Scene scene(String mode, int instant) {
        return view(mode, instant).scene();
    }

    @Override
    public Optional<Figure> figure(String mode, int instant) {
        return view(mode, instant).figure();
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public List<Panel> panels() {
        return panels;
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }
}
