package io.fieldwork.pde.data;

import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The file {@code manifest.json} of a folder of samples: a description, of which only checksums are read. */
final class DataManifest {
    private static final String NAME = "manifest.json";
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private DataManifest() {}

    static void write(Path folder, Recipe recipe, int count, int made, double seconds) throws IOException {
        Path file = folder.resolve(NAME);
        JsonNode before = read(file);
        Format format = recipe.format();
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("recipe", format.name());
        manifest.put("parameters", recipe);
        manifest.put("samples", Math.max(count, before.path("samples").asInt(0)));
        manifest.put("samplesPerFile", Generation.SHARD);
        manifest.put(Shard.INPUT, format.input());
        manifest.put(Shard.OUTPUT, format.output());
        manifest.put("depth", format.grid().depth());
        manifest.put("height", format.grid().height());
        manifest.put("width", format.grid().width());
        manifest.put("boundary", format.grid().boundary().toString());
        manifest.put("made", before.path("made").asInt(0) + made);
        manifest.put("seconds", before.path("seconds").asDouble(0) + seconds);
        manifest.put("version", Generation.VERSION);
        byte[] text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        AtomicFile.write(file, out -> out.write(text));
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return Files.exists(file) ? MAPPER.readTree(Files.readAllBytes(file)) : MAPPER.createObjectNode();
        } catch (JacksonException e) {
            return MAPPER.createObjectNode();
        }
    }
}
