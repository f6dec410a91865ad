package io.fieldwork.samples.batch;

import io.fieldwork.fields.train.store.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One run of a table.
 *
 * @param name of the run's folder
 * @param keys that tell it from others, with their values
 * @param state as a {@link RunSummary} has it, {@code given up} if halving did so, {@code failed} with a reason, or
 * {@code waiting} of a job that has not begun
 * @param numbers of its {@code result.json}
 */
record ResultRow(String name, Map<String, String> keys, String state, Map<String, Double> numbers) {
    /** Reads the folder of a run, which may be missing. */
    static ResultRow of(Path all, String name, Map<String, String> keys) {
        SweepFolder folder = new SweepFolder(all);
        String failure = folder.failure(name);
        boolean begun = Files.exists(all.resolve(name).resolve("config.yaml"));
        RunSummary summary =
                begun ? RunSummary.of(RunFolder.open(all.resolve(name))) : new RunSummary("waiting", Map.of());
        if (summary.finished()) {
            return new ResultRow(name, keys, summary.end(), summary.numbers());
        }
        String state = folder.isGivenUp(name) ? "given up" : failure.isEmpty() ? summary.end() : "failed: " + failure;
        return new ResultRow(name, keys, state, summary.numbers());
    }
}
