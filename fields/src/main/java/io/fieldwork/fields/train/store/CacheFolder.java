package io.fieldwork.fields.train.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The cache folder of data that can be computed again: the folder of the system property {@code fieldwork.cache}, else
 * {@code fieldwork} in {@code $XDG_CACHE_HOME} or in {@code ~/.cache}. It may be deleted at any time.
 */
public final class CacheFolder {
    private CacheFolder() {}

    /** {@return the folder of one kind of data such as {@code references}, whether it is there or not} */
    public static Path of(String kind) {
        return root(
                        System.getProperty("fieldwork.cache"),
                        System.getenv("XDG_CACHE_HOME"),
                        System.getProperty("user.home", "."))
                .resolve(kind);
    }

    /** The cache folder; one that is not absolute does not count (XDG base directory specification). */
    static Path root(@Nullable String chosen, @Nullable String cache, String home) {
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        Path base = cache != null && Path.of(cache).isAbsolute() ? Path.of(cache) : Path.of(home, ".cache");
        return base.resolve("fieldwork");
    }
}
