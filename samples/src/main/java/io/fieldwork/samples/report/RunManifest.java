package io.fieldwork.samples.report;

import io.fieldwork.fields.train.store.RunFolder;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code manifest.json}: what a run was made with and of, and when it was started or resumed. */
public final class RunManifest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunManifest() {}

    /**
     * Writes or extends the manifest of a run that starts or goes on now.
     *
     * @param run its folder
     * @param facts versions, device, seed, data; they replace those of an earlier start
     * @param command as the user typed it
     * @param step steps already taken
     */
    public static void write(RunFolder run, Map<String, ?> facts, String command, long step) {
        Map<String, Object> manifest = new LinkedHashMap<>(facts);
        List<Object> starts = new ArrayList<>();
        if (read(run).get("starts") instanceof List<?> before) {
            starts.addAll(before);
        }
        Map<String, Object> start = new LinkedHashMap<>();
        start.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        start.put("step", step);
        start.put("command", command);
        starts.add(start);
        manifest.put("starts", starts);
        run.write(run.manifest(), JSON.writeValueAsString(manifest) + "\n");
    }

    /** {@return what {@link #write} wrote into the folder of a run; nothing if the file is gone or damaged} */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> read(RunFolder run) {
        try {
            Object read =
                    Files.exists(run.manifest()) ? JSON.readValue(run.manifest().toFile(), Object.class) : null;
            return read instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
        } catch (JacksonException e) {
            return Map.of();
        }
    }
}
