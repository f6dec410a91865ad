package io.fieldwork.fields.scene.capture;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A place where photographs are kept while they are learned from. */
enum Keep {
    /** Java's memory, decoded. */
    MEMORY,
    /** A folder of the cache, decoded once and mapped. */
    DISK,
    /** Their own files; a few of them are decoded in memory, others in turn. */
    WINDOW;

    /** Their names in configurations. */
    static final List<String> NAMES = List.of("memory", "disk", "window");

    /** That of a name, or null. */
    static @Nullable Keep named(@Nullable String name) {
        return name == null ? null : valueOf(name.toUpperCase(Locale.ROOT));
    }
}
