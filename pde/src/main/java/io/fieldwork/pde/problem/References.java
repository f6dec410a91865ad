package io.fieldwork.pde.problem;

import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.reference.AnalyticSolution;
import io.fieldwork.pde.reference.Reference;
import io.fieldwork.pde.reference.ReferenceCache;
import java.util.function.Supplier;

/** Lazy reference solutions, solved on first use and cached in {@code references} of the {@link CacheFolder}. */
public final class References {
    private static final int SQUARE = 201;

    private References() {}

    /** A solution at all of its grid points, solved or read from the folder when first asked. */
    static Supplier<GridSolution> whole(Reference reference, double... times) {
        return new Lazy<>(() -> new ReferenceCache(CacheFolder.of("references")).get(reference, times));
    }

    /**
     * A solution at some of its grid points, as many as errors are measured on along each periodic axis; a divisor of
     * the solver's number leaves the values as they are.
     */
    static Supplier<GridSolution> of(Reference reference, int points, double... times) {
        return whole(new Coarse(reference, points), times);
    }

    /** A known solution on 201 x 201 points of [-1, 1]². */
    static Supplier<GridSolution> onSquare(Formula solution) {
        GridAxis x = GridAxis.interval("x", -1, 1, SQUARE);
        GridAxis y = GridAxis.interval("y", -1, 1, SQUARE);
        return () -> AnalyticSolution.of("u", solution::at, x, y);
    }
}
