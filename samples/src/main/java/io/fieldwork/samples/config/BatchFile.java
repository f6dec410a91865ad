package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML file of many jobs, an {@link Ablation} or a {@link Sweep}, and how its parts are read; errors name the file.
 *
 * @param kinds of job that it may make
 * @param source named in errors
 * @param path of the file, from which bases are found; none for a shipped one
 * @param name the shipped name, or the file's name without its ending
 * @param tree what it holds
 */
record BatchFile(JobKinds kinds, String source, @Nullable Path path, String name, ObjectNode tree) {
    /** The key of a file, and of a case, that names the configuration to begin with. */
    static final String BASE = "base";

    private static final String KIND = "kind";

    /** Reads a text. */
    static BatchFile of(JobKinds kinds, String source, @Nullable Path path, String name, String yaml) {
        if (!(Configuration.parse(source, yaml) instanceof ObjectNode tree)) {
            throw new UserError(source + " is empty; expected a block of keys that starts with kind.");
        }
        return new BatchFile(kinds, source, path, name, tree);
    }

    /** Reads a file of that path. */
    static BatchFile of(JobKinds kinds, Path path) {
        String stem = path.getFileName().toString().replaceFirst("[.]ya?ml$", "");
        return of(kinds, path.toString(), path, stem, Configuration.text(path));
    }

    boolean isOf(String kind) {
        return tree.path(KIND).asString("").equals(kind);
    }

    /** Refuses another kind and unknown keys. */
    void check(String kind, List<String> keys) {
        if (!isOf(kind)) {
            String found = tree.has(KIND) ? ConfigurationKeys.shown(tree.get(KIND)) : "missing";
            throw new UserError(source + ": kind is " + found + "; expected '" + kind + "'.");
        }
        checkKeys("", tree, keys);
    }

    /** Refuses unknown keys of a block, whose path in the file is empty or ends with a dot. */
    void checkKeys(String place, JsonNode block, List<String> keys) {
        for (String key : block.propertyNames()) {
            if (!keys.contains(key)) {
                throw new UserError(source + ": unknown key " + place + key + "; the nearest known key is "
                        + Nearest.of(key, keys) + ".");
            }
        }
    }

    /** A block of keys in their order; empty if it is missing. */
    Map<String, JsonNode> block(JsonNode node, String key) {
        if (node.isMissingNode() || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw expected(key, node, "a block of keys");
        }
        Map<String, JsonNode> block = new LinkedHashMap<>();
        node.properties().forEach(entry -> block.put(entry.getKey(), entry.getValue()));
        return block;
    }

    /** The key {@code seeds}; empty if it is missing. */
    List<Long> seeds() {
        JsonNode node = tree.path("seeds");
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        List<Long> seeds = node.valueStream()
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asLong)
                .toList();
        if (!node.isArray() || seeds.isEmpty() || seeds.size() < node.size()) {
            throw expected("seeds", node, "a list of whole numbers");
        }
        return seeds;
    }

    UserError expected(String key, JsonNode found, String what) {
        String shown = found.isMissingNode() ? "missing" : ConfigurationKeys.shown(found);
        return new UserError(source + ": " + key + " is " + shown + "; expected " + what + ".");
    }

    /** The configuration that a base names, a file beside this one or a shipped one, with what is set in all jobs. */
    Configuration base(JsonNode base) {
        return overridden(named(base), source + ", set", block(tree.path("set"), "set"));
    }

    private Configuration named(JsonNode node) {
        String base = node.asString("");
        if (base.isEmpty()) {
            throw new UserError(
                    source + ": base is missing; expected a shipped configuration, or a path from this file.");
        }
        if (path != null && Files.isRegularFile(path.resolveSibling(base))) {
            return Configuration.load(kinds, path.resolveSibling(base).toString());
        }
        Optional<String> shipped = Shipped.configuration(base);
        if (shipped.isEmpty()) {
            throw new UserError(source + ": base is '" + base
                    + "', but there is no such file beside it"
                    + Nearest.hint("shipped one", base, Shipped.configurations().keySet()));
        }
        return Configuration.of(kinds, base + ".yaml", base, shipped.get());
    }

    /** A configuration with keys changed, of which {@code base} is none; errors name the place. */
    static Configuration overridden(Configuration base, String place, Map<String, JsonNode> changes) {
        Configuration one = base;
        for (Map.Entry<String, JsonNode> change : changes.entrySet()) {
            if (!change.getKey().equals(BASE)) {
                one = one.with(place, List.of(change.getKey().split("[.]", -1)), change.getValue());
            }
        }
        return one;
    }

    /** A value as people write it. */
    static String plain(JsonNode value) {
        return value.toString().replace("\":", ": ").replace(",\"", ", ").replace("\"", "");
    }

    /** A title as the name of a folder. */
    static String folder(String title) {
        String folder =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return folder.isEmpty() ? "case" : folder;
    }
}
