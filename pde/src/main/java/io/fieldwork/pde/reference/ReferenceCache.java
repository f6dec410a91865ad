package io.fieldwork.pde.reference;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.grid.GridSolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of solutions on disk, keyed by content: the same reference at the same times is solved once. Files are named
 * after the reference and a digest of its settings and times; they may be deleted at any time. A file that cannot be
 * read is solved anew; a solution that cannot be written is still returned.
 *
 * @param folder where the files lie; made when first needed
 */
public record ReferenceCache(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceCache.class);
    /** Raised whenever a solver gives other numbers for the same settings. */
    private static final String VERSION = "1";

    private static final int DIGITS = 16;

    /**
     * {@return the solution at increasing output times, from disk, or solved and stored there}
     *
     * @throws UserError if the solution is not finite
     */
    public GridSolution get(Reference reference, double... times) {
        Path file = file(reference, times);
        if (Files.exists(file)) {
            try {
                return GridSolution.read(file).finite();
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} cannot be read ({}); it is solved anew", file, e.getMessage());
            }
        }
        long start = System.nanoTime();
        GridSolution solution = reference.solve(times);
        LOG.info("solved {} in {} s", reference, String.format("%.1f", (System.nanoTime() - start) * 1e-9));
        try {
            solution.write(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}); it will be solved again", file, e.getMessage());
        }
        return solution;
    }

    /** {@return the file in the folder for a solution at some times, whether it is there or not} */
    public Path file(Reference reference, double... times) {
        String key = Digest.of(VERSION + reference + Arrays.toString(times)).substring(0, DIGITS);
        return folder.resolve(reference.name() + "-" + key + ".npz");
    }
}
