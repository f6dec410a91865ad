package io.fieldwork.samples.plot;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A gallery that is replaced by a later one now and then. Views are asked for on one thread. */
public final class Exhibition {
    private final AtomicLong version = new AtomicLong();
    private volatile Gallery gallery;
    /** The last view of each mode. */
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(Gallery gallery, int instant, Gallery.View view) {}

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

    /** {@return the gallery that was published last} */
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
     * A view of the present gallery; the same object as long as nothing has changed.
     *
     * @param mode one of the gallery's
     * @param instant number of a time, or 0
     * @return charts or a scene
     */
    public Gallery.View view(String mode, int instant) {
        Gallery now = gallery;
        Kept known = kept.get(mode);
        if (known != null && known.gallery == now && known.instant == instant) {
            return known.view;
        }
        Gallery.View made = now.view(mode, instant);
        kept.put(mode, new Kept(now, instant, made));
        return made;
    }
}
