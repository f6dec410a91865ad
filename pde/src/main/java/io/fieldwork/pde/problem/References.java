package io.fieldwork.pde.problem;

import io.fieldwork.pde.spectral.GridSolution;
import io.fieldwork.pde.spectral.Reference;
import io.fieldwork.pde.spectral.ReferenceCache;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reference solutions: solved when they are first needed, then kept on disk. The folder is that of the system property
 * {@code fieldwork.cache}, else {@code fieldwork/references} in {@code $XDG_CACHE_HOME} or in {@code ~/.cache}; it may
 * be deleted at any time.
 */
public final class References {
    private References() {}

    /**
     * Where solutions are kept.
     *
     * @return a folder, whether it is there or not
     */
    public static Path folder() {
        return folder(
                System.getProperty("fieldwork.cache"),
                System.getenv("XDG_CACHE_HOME"),
                System.getProperty("user.home", "."));
    }

    /** As the XDG base directory specification asks, a cache folder that is not absolute does not count. */
    static Path folder(@Nullable String chosen, @Nullable String cache, String home) {
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        Path base = cache != null && Path.of(cache).isAbsolute() ? Path.of(cache) : Path.of(home, ".cache");
        return base.resolve("fieldwork").resolve("references");
    }

    /**
     * A solution at all of its grid points.
     *
     * @param reference what is solved
     * @param times output times
     * @return solves it, or reads it from the folder, when first asked
     */
    static Supplier<GridSolution> whole(Reference reference, double... times) {
        return new Lazy<>(() -> new ReferenceCache(folder()).get(reference, times));
    }

    /**
     * A solution at some of its grid points, as many as errors are measured on.
     *
     * @param reference what is solved
     * @param points kept along each periodic axis; a divisor of the solver's number leaves the values as they are
     * @param times output times
     * @return solves it, or reads it from the folder, when first asked
     */
    static Supplier<GridSolution> of(Reference reference, int points, double... times) {
        return whole(new Coarse(reference, points), times);
    }
}
