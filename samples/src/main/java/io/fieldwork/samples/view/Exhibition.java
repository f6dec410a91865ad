package io.fieldwork.samples.view;

import io.fieldwork.render.scene.Scene;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A gallery that is replaced by a later one now and then. Scenes are asked for on one thread. */
final class Exhibition {
    private final AtomicLong version = new AtomicLong();
    private volatile Gallery gallery;
    private @Nullable Key key;
    private @Nullable Scene latest;

    private record Key(Gallery gallery, String mode, int instant) {}

    Exhibition(Gallery first) {
        this.gallery = first;
    }

    /** Shows another gallery from now on; it has the same modes and times. */
    void publish(Gallery next) {
        gallery = next;
        version.incrementAndGet();
    }

    Gallery gallery() {
        return gallery;
    }

    long version() {
        return version.get();
    }

    /** The same object as long as nothing has changed. */
    Scene scene(String mode, int instant) {
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
