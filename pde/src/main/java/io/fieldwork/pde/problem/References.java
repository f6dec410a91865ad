package io.fieldwork.pde.problem;

import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.reference.Reference;
import io.fieldwork.pde.reference.ReferenceCache;
import java.util.function.Supplier;

/** Lazy reference solutions, solved on first use and cached in {@code references} of the {@link CacheFolder}. */
public final class References {
    private References() {}

    /**
     * A solution at all of its grid points.
     *
     * @param reference to be solved
     * @param times output times
     * @return solves it, or reads it from the folder, when first asked
     */
    static Supplier<GridSolution> whole(Reference reference, double... times) {
        return new Lazy<>(() -> new ReferenceCache(CacheFolder.of("references")).get(reference, times));
    }

    /**
     * A solution at some of its grid points, as many as errors are measured on.
     *
     * @param reference to be solved
     * @param points kept along each periodic axis; a divisor of the solver's number leaves the values as they are
     * @param times output times
     * @return solves it, or reads it from the folder, when first asked
     */
    static Supplier<GridSolution> of(Reference reference, int points, double... times) {
        return whole(new Coarse(reference, points), times);
    }
}
