package io.fieldwork.samples.plot;

import io.fieldwork.render.scene.Scene;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A gallery that is replaced by a later one now and then. Scenes are asked for on one thread. */
public final class Exhibition {
    private final AtomicLong version = new AtomicLong();
    private volatile Gallery gallery;
    private @Nullable Key key;
    private @Nullable Scene latest;

    private record Key(Gallery gallery, String mode, int instant) {}

    /**
     * Shows a gallery at first.
     *
     * @param first the gallery
     */
    public Exhibition(Gallery first) {
        this.gallery = first;
    }

    /**
     * Shows another gallery from now on.
     *
     * @param next a gallery of the same modes and times
     */
    public void publish(Gallery next) {
        gallery = next;
        version.incrementAndGet();
    }

    /**
     * The gallery that is shown now.
     *
     * @return the one that was published last
     */
    public Gallery gallery() {
        return gallery;
    }

    /**
     * Changes with each gallery.
     *
     * @return number of galleries after the first
     */
    public long version() {
        return version.get();
    }

    /**
     * A scene of the present gallery; the same object as long as nothing has changed.
     *
     * @param mode one of the gallery's
     * @param instant number of a time, or 0
     * @return the scene
     */
    public Scene scene(String mode, int instant) {
        Key wanted = new Key(gallery, mode, instant);
        Scene known = latest;
        if (known != null && wanted.equals(key)) {
            return known;
        }
        Scene made = wanted.gallery.scene(mode, instant);
        key = wanted;
        latest = made;
        return made;
    }
}
