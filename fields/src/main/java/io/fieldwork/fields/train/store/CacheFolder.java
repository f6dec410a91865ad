package io.fieldwork.fields.train.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where things are kept that can be had again: the folder of the system property {@code fieldwork.cache}, else
 * {@code fieldwork} in {@code $XDG_CACHE_HOME} or in {@code ~/.cache}. It may be deleted at any time.
 */
public final class CacheFolder {
    private CacheFolder() {}

    /**
     * The place of one kind of things.
     *
     * @param kind such as {@code references}
     * @return a folder, whether it is there or not
     */
    public static Path of(String kind) {
        return root(
                        System.getProperty("fieldwork.cache"),
                        System.getenv("XDG_CACHE_HOME"),
                        System.getProperty("user.home", "."))
                .resolve(kind);
    }

    /** As the XDG base directory specification asks, a cache folder that is not absolute does not count. */
    static Path root(@Nullable String chosen, @Nullable String cache, String home) {
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        Path base = cache != null && Path.of(cache).isAbsolute() ? Path.of(cache) : Path.of(home, ".cache");
        return base.resolve("fieldwork");
    }
}
