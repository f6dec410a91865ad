package io.fieldwork.samples.view;

import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Panel;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.plot.Exhibition;
import io.fieldwork.samples.plot.Gallery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gallery in the viewer, which stays as it is or is published anew by a session that is watched. */
public final class GallerySubject implements Subject, Settling {
    private final String title;
    private final Exhibition exhibition;
    private final List<Panel> panels;
    private final @Nullable WatchedSession run;

    private GallerySubject(String title, Exhibition exhibition, List<Panel> panels, @Nullable WatchedSession run) {
        this.title = title;
        this.exhibition = exhibition;
        this.panels = panels;
        this.run = run;
    }

    /**
     * A gallery that stays as it is.
     *
     * @param title a few words
     * @param gallery what is shown
     * @return the subject
     */
    public static GallerySubject of(String title, Gallery gallery) {
        return new GallerySubject(title, new Exhibition(gallery), List.of(), null);
    }

    /**
     * An exhibition that a session publishes to.
     *
     * @param title a few words
     * @param exhibition what is shown
     * @param panels its controls
     * @param run the session; closed with the subject
     * @return the subject
     */
    public static GallerySubject watched(String title, Exhibition exhibition, List<Panel> panels, WatchedSession run) {
        return new GallerySubject(title, exhibition, panels, run);
    }

    @Override
    public void settle() {
        if (run != null) {
            run.await(() -> {});
        }
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Bounds bounds() {
        return exhibition.gallery().bounds();
    }

    @Override
    public List<String> modes() {
        return exhibition.gallery().modes();
    }

    @Override
    public List<Double> times() {
        return exhibition.gallery().times();
    }

    @Override
    public Scene scene(String mode, int instant) {
        return exhibition.view(mode, instant).scene();
    }

    @Override
    public Optional<Figure> figure(String mode, int instant) {
        return exhibition.view(mode, instant).figure();
    }

    @Override
    public long version() {
        return exhibition.version();
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
