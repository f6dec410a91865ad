package io.fieldwork.samples.kind.radiance.distill;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.fields.train.store.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who teaches; block {@code teacher} of kind {@code distill}.
 *
 * @param run folder of a trained run of kind {@code radiance}, {@code surface} or {@code distill}
 * @param checksum of its configuration and checkpoint, a hexadecimal SHA-256; null takes that of now, which the run then remembers
 */
public record TeacherOptions(String run, @Nullable String checksum) {
    /** Rejects a teacher without a name. */
    public TeacherOptions {
        if (run == null || run.isBlank()) {
            throw new UserError("teacher.run is missing: it names the folder of a trained run.");
        }
    }

    /** {@return the checksum of a run as it is now, or null if there is none that was trained} */
    static @Nullable String checksum(Path run) {
        if (!isTrained(run)) {
            return null;
        }
        RunFolder folder = RunFolder.open(run);
        return Digest.of(Digest.of(folder.config()) + Digest.of(folder.checkpoint()));
    }

    private static boolean isTrained(Path run) {
        return Files.isRegularFile(run.resolve("config.yaml"))
                && Files.isRegularFile(RunFolder.open(run).checkpoint());
    }

    /**
     * Rejects a teacher that is gone, or not the one that was remembered.
     *
     * @throws UserError in one sentence
     */
    void requireUnchanged() {
        String now = checksum(Path.of(run));
        if (now == null) {
            throw new UserError("teacher.run is " + run
                    + ", but there is no trained run; expected a run folder with a checkpoint.");
        }
        if (!now.equals(checksum)) {
            throw new UserError(
                    "The teacher " + run + " has changed since this run was started from it; start another run, or"
                            + " put the old checkpoint back.");
        }
    }
}
