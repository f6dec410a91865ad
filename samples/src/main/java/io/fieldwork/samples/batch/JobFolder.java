package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.run.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The run folder of one job of many, in the folder of all.
 *
 * @param all the folder of all jobs
 * @param name of its own in it
 */
record JobFolder(Path all, String name) {
    Path path() {
        return all.resolve(name);
    }

    /** The run of this configuration that is there already. */
    Optional<RunFolder> existing(Configuration wanted) {
        if (!Files.exists(path().resolve("config.yaml"))) {
            return Optional.empty();
        }
        RunFolder run = RunFolder.open(path());
        return isOf(run, wanted) ? Optional.of(run) : Optional.empty();
    }

    /** The folder for a configuration: new, or that of an earlier run of the same; a run of another is kept elsewhere, which is said. */
    RunFolder prepared(Configuration wanted, Consumer<Path> kept) {
        Optional<RunFolder> run = existing(wanted);
        if (run.isPresent()) {
            return run.get();
        }
        if (Files.exists(path().resolve("config.yaml"))) {
            kept.accept(setAside());
        }
        String[] inside = path().toFile().list((folder, file) -> !file.equals(".lock"));
        if (inside != null && inside.length > 0) {
            throw new UserError(path() + " holds files, but no run; move them away.");
        }
        return RunFolder.create(path());
    }

    private static boolean isOf(RunFolder run, Configuration wanted) {
        try {
            String complete = Configuration.complete(wanted.job());
            if (run.read(run.config()).endsWith("\n" + complete)) {
                return true;
            }
            Job own = TrainedRun.configuration(run, wanted.kinds()).job();
            return Configuration.complete(own).equals(complete);
        } catch (UserError e) {
            return false;
        }
    }

    private Path setAside() {
        Path kept = all.resolve("previous_runs").resolve(name);
        for (int i = 2; Files.exists(kept); i++) {
            kept = kept.resolveSibling(name + "-" + i);
        }
        try {
            Files.createDirectories(kept.getParent());
            Files.move(path(), kept);
            return kept;
        } catch (IOException e) {
            throw new UserError(path() + " cannot be moved to " + kept + ": " + UserError.reason(e) + ".", e);
        }
    }
}
