package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.samples.config.Sweep;
import io.fieldwork.samples.config.SweepJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a sweep: a run folder for each job, {@code sweep.json} with what the jobs are, {@code halving.json} with those
 * that went on, {@code logs} with what trainings said and why jobs failed.
 *
 * @param path of the folder
 */
record SweepFolder(Path path) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Writes what the jobs are. */
    void describe(Sweep sweep) {
        Map<String, Map<String, String>> jobs = new LinkedHashMap<>();
        for (SweepJob job : sweep.jobs()) {
            jobs.put(job.name(), job.keys());
        }
        write("sweep.json", JSON.writeValueAsString(Map.of("name", sweep.name(), "jobs", jobs)) + "\n");
    }

    /** The jobs that were described, with the keys of each; nothing if none were, or the file is damaged. */
    Optional<Map<String, Map<String, String>>> jobs() {
        JsonNode jobs = json("sweep.json").path("jobs");
        if (!jobs.isObject()) {
            return Optional.empty();
        }
        Map<String, Map<String, String>> read = new LinkedHashMap<>();
        jobs.properties().forEach(job -> {
            Map<String, String> keys = new LinkedHashMap<>();
            job.getValue()
                    .properties()
                    .forEach(key -> keys.put(key.getKey(), key.getValue().asString()));
            read.put(job.getKey(), keys);
        });
        return Optional.of(read);
    }

    /** The jobs that went on after a step, the best first, if these were ranked there. */
    Optional<List<String>> survivors(long step, List<String> ranked) {
        JsonNode rung = json("halving.json").path(Long.toString(step));
        List<String> among =
                rung.path("among").valueStream().map(JsonNode::asString).toList();
        return among.equals(ranked.stream().sorted().toList())
                ? Optional.of(
                        rung.path("on").valueStream().map(JsonNode::asString).toList())
                : Optional.empty();
    }

    /** Notes which jobs go on after a step. */
    void survive(long step, List<String> ranked, List<String> on) {
        Map<String, Object> rungs = new LinkedHashMap<>();
        json("halving.json").properties().forEach(rung -> rungs.put(rung.getKey(), rung.getValue()));
        rungs.put(Long.toString(step), Map.of("among", ranked.stream().sorted().toList(), "on", on));
        write("halving.json", JSON.writeValueAsString(rungs) + "\n");
    }

    /** Whether a job was ranked after some step and did not go on. */
    boolean isGivenUp(String job) {
        return json("halving.json")
                .valueStream()
                .anyMatch(rung -> holds(rung.path("among"), job) && !holds(rung.path("on"), job));
    }

    private static boolean holds(JsonNode names, String job) {
        return names.valueStream().anyMatch(name -> name.asString().equals(job));
    }

    /** Notes why a job failed, or with an empty reason that it has not. */
    void failed(String job, String reason) {
        if (!reason.isEmpty()) {
            write("logs/" + job + ".failed", reason + "\n");
            return;
        }
        try {
            Files.deleteIfExists(path.resolve("logs/" + job + ".failed"));
        } catch (IOException e) {
            throw unwritable(path.resolve("logs"), e);
        }
    }

    /** Why a job failed; empty if it has not. */
    String failure(String job) {
        return text("logs/" + job + ".failed").strip();
    }

    private JsonNode json(String name) {
        try {
            return JSON.readTree(text(name));
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private String text(String name) {
        try {
            return Files.exists(path.resolve(name)) ? Files.readString(path.resolve(name)) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Writes a file of the folder atomically. */
    void write(String name, String text) {
        Path file = path.resolve(name);
        try {
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static UserError unwritable(Path file, IOException e) {
        return new UserError(file + " cannot be written: " + UserError.reason(e) + ".", e);
    }
}
