package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An ablation, one configuration compared with variants of itself; {@code kind: ablation} of a YAML file: {@code base}
 * names the configuration (a shipped one, or a path from the file), {@code set} overrides keys of all cases,
 * {@code cases} maps titles to what each overrides, {@code seeds} repeats every case. A dotted key reaches one key and
 * a block replaces a whole block, as {@code --set} does. What a preset fills into the base holds for all cases, so that a
 * case differs from the base in what it overrides alone; one with a key {@code base} has another base.
 *
 * @param name the shipped name, or the file's name without its ending
 * @param cases in the order of the file, one for each seed
 */
public record Ablation(String name, List<Case> cases) {
    /** Value of the key {@code kind}. */
    static final String KIND = "ablation";

    private static final String BASE = "base";
    private static final List<String> KEYS = List.of("kind", "base", "set", "cases", "seeds");

    /**
     * One job of the comparison.
     *
     * @param title for people
     * @param folder name of its run folder
     * @param changes its overrides, such as {@code causal.enabled: false}; empty for the base itself
     * @param repeat number of its seed in the list, from 0
     * @param configuration the job
     */
    public record Case(String title, String folder, String changes, int repeat, Configuration configuration) {
        private Case limited(@Nullable Long steps, @Nullable Double minutes) {
            return new Case(title, folder, changes, repeat, configuration.limited(steps, minutes));
        }
    }

    /** Checks every case, and that it has a folder of its own. */
    public Ablation {
        cases = List.copyOf(cases);
        Map<String, String> taken = new LinkedHashMap<>();
        for (Case one : cases) {
            one.configuration().job();
            String other = taken.put(one.folder(), one.title());
            if (other != null) {
                throw new UserError("The cases '" + other + "' and '" + one.title() + "' would share the folder "
                        + one.folder() + "; give one of them another title.");
            }
        }
    }

    /**
     * Reads a file, or the shipped ablation of that name.
     *
     * @param kinds of job that its cases may be
     * @param file path of a YAML file, or a name that {@code fieldwork list ablations} shows
     * @param given what else is overridden in the base, before its cases are made of it
     * @return the ablation, every case checked
     * @throws UserError if there is no such file or name, or a case is no valid configuration
     */
    public static Ablation load(JobKinds kinds, String file, UnaryOperator<Configuration> given) {
        Path path = Path.of(file);
        if (Files.isRegularFile(path)) {
            String stem = path.getFileName().toString().replaceFirst("[.]ya?ml$", "");
            return new Reader(kinds, file, path, given).read(stem, Configuration.text(path));
        }
        return Shipped.ablation(file)
                .map(yaml -> new Reader(kinds, file + ".yaml", null, given).read(file, yaml))
                .orElseThrow(() -> new UserError("There is no ablation '" + file + "'"
                        + Nearest.hint("shipped one", file, Shipped.ablations().keySet())));
    }

    /** {@return the same cases with other limits in the place of every case's own, where they are not null} */
    public Ablation limited(@Nullable Long steps, @Nullable Double minutes) {
        return new Ablation(
                name, cases.stream().map(one -> one.limited(steps, minutes)).toList());
    }

    /** Reads one file, or a shipped one if there is no path; errors name the source. */
    private record Reader(
            JobKinds kinds, String source, @Nullable Path path, UnaryOperator<Configuration> given) {
        private Ablation read(String name, String yaml) {
            if (!(Configuration.parse(source, yaml) instanceof ObjectNode tree)) {
                throw new UserError(source + " is empty; expected the keys " + String.join(", ", KEYS) + ".");
            }
            if (!tree.path("kind").asString("").equals(KIND)) {
                throw new UserError(source + ": kind is " + shown(tree, "kind") + "; expected '" + KIND + "'.");
            }
            for (String key : tree.propertyNames()) {
                if (!KEYS.contains(key)) {
                    throw new UserError(source + ": unknown key " + key + "; the nearest known key is "
                            + Nearest.of(key, KEYS) + ".");
                }
            }
            Map<String, JsonNode> titles = block(tree.path("cases"), "cases");
            if (titles.isEmpty()) {
                throw new UserError(source + " has no cases; expected titles, each with the keys that it overrides.");
            }
            List<Case> cases = new ArrayList<>();
            List<Long> seeds = seeds(tree.path("seeds"));
            for (String title : titles.keySet()) {
                Map<String, JsonNode> changes = block(titles.get(title), "cases." + title);
                String place = source + ", case '" + title + "'";
                Configuration base = based(changes.getOrDefault(BASE, tree.path(BASE)), tree);
                Configuration one = overridden(base, place, changes).from(place);
                cases.addAll(repeated(title, shown(changes), one, seeds));
            }
            return new Ablation(name, cases);
        }

        private static List<Case> repeated(String title, String changes, Configuration one, List<Long> seeds) {
            String folder = folder(title);
            if (seeds.isEmpty()) {
                return List.of(new Case(title, folder, changes, 0, one));
            }
            return IntStream.range(0, seeds.size())
                    .mapToObj(i -> new Case(
                            seeds.size() > 1 ? title + ", seed " + seeds.get(i) : title,
                            folder + "-" + seeds.get(i),
                            changes,
                            i,
                            one.with("seeds", "train.seed", seeds.get(i))))
                    .toList();
        }

        /** A base with what is set in all cases. */
        private Configuration based(JsonNode name, ObjectNode tree) {
            Configuration all = overridden(base(name), source + ", set", block(tree.path("set"), "set"));
            return given.apply(all).withPreset();
        }

        private Configuration base(JsonNode name) {
            String base = name.asString("");
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
                        + Nearest.hint(
                                "shipped one", base, Shipped.configurations().keySet()));
            }
            return Configuration.of(kinds, base + ".yaml", base, shipped.get());
        }

        private static Configuration overridden(Configuration base, String place, Map<String, JsonNode> changes) {
            Configuration one = base;
            for (Map.Entry<String, JsonNode> change : changes.entrySet()) {
                if (!change.getKey().equals(BASE)) {
                    one = one.with(place, List.of(change.getKey().split("[.]", -1)), change.getValue());
                }
            }
            return one;
        }

        private Map<String, JsonNode> block(JsonNode node, String key) {
            if (node.isMissingNode() || node.isNull()) {
                return Map.of();
            }
            if (!node.isObject()) {
                throw new UserError(
                        source + ": " + key + " is " + ConfigurationKeys.shown(node) + "; expected a block of keys.");
            }
            Map<String, JsonNode> block = new LinkedHashMap<>();
            node.properties().forEach(entry -> block.put(entry.getKey(), entry.getValue()));
            return block;
        }

        private List<Long> seeds(JsonNode node) {
            if (node.isMissingNode() || node.isNull()) {
                return List.of();
            }
            List<Long> seeds = node.valueStream()
                    .filter(JsonNode::isIntegralNumber)
                    .map(JsonNode::asLong)
                    .toList();
            if (!node.isArray() || seeds.isEmpty() || seeds.size() < node.size()) {
                throw new UserError(
                        source + ": seeds is " + ConfigurationKeys.shown(node) + "; expected a list of whole numbers.");
            }
            return seeds;
        }

        private static String shown(ObjectNode tree, String key) {
            return tree.has(key) ? ConfigurationKeys.shown(tree.get(key)) : "missing";
        }

        private static String shown(Map<String, JsonNode> changes) {
            return changes.entrySet().stream()
                    .map(change -> change.getKey() + ": " + plain(change.getValue()))
                    .collect(Collectors.joining(", "));
        }

        private static String plain(JsonNode value) {
            return value.toString().replace("\":", ": ").replace(",\"", ", ").replace("\"", "");
        }

        private static String folder(String title) {
            String folder =
                    title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            return folder.isEmpty() ? "case" : folder;
        }
    }
}
