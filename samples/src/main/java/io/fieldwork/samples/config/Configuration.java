package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.kind.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * A YAML configuration, read, overridden key by key, checked, and mapped to a {@link Job}. Immutable; every mistake is
 * a {@link UserError} that names the file or option, the key and what was expected.
 */
public final class Configuration {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();

    /** Keys whose values are paths. */
    private static final List<String> PATHS = List.of(
            "/scene/path", "/data/path", "/data/testPath", "/problem/data/path", "/problem/classes", "/teacher/run");

    private final JobKinds kinds;
    private final String source;
    private final String name;
    private final ObjectNode tree;
    private final @Nullable Configuration before;

    /** A configuration that a file holds, or that the option {@code source} made of the one {@code before}. */
    private Configuration(JobKinds kinds, String source, String name, ObjectNode tree, @Nullable Configuration before) {
        this.kinds = kinds;
        this.source = source;
        this.name = name;
        this.tree = tree;
        this.before = before;
    }

    /**
     * Reads a file, or the shipped configuration of that name. Relative paths of data and classes are taken from the
     * caller's working directory.
     *
     * @param kinds of job that it may be
     * @param file path of a YAML file, or a name that {@code fieldwork list configs} shows
     * @return the configuration, its keys checked
     * @throws UserError if there is no such file or name, or it is not a configuration
     */
    public static Configuration load(JobKinds kinds, String file) {
        Path path = Path.of(file);
        if (Files.isRegularFile(path)) {
            String stem = path.getFileName().toString().replaceFirst("[.]ya?ml$", "");
            return of(kinds, file, stem, text(path));
        }
        Optional<String> shipped = Shipped.configuration(file);
        if (shipped.isPresent()) {
            return of(kinds, file + ".yaml", file, shipped.get());
        }
        if (file.endsWith(".yaml") || file.endsWith(".yml") || path.getNameCount() > 1) {
            throw new UserError("There is no configuration file " + file + ".");
        }
        throw new UserError("There is no configuration '" + file
                + "' ('fieldwork list configs' shows all), nor a file or folder of that name"
                + Nearest.hint("shipped one", file, Shipped.configurations().keySet()));
    }

    /** The text of an existing file. */
    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new UserError("There is no configuration file " + path + ".", e);
        } catch (IOException e) {
            throw new UserError("The configuration file " + path + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }

    /**
     * Reads YAML.
     *
     * @param kinds of job that it may be
     * @param source named in errors
     * @param name of the job, such as the file's name without its ending
     * @param yaml the text
     * @return the configuration, its keys checked
     * @throws UserError if it is no YAML, repeats a key or holds an unknown one
     */
    public static Configuration of(JobKinds kinds, String source, String name, String yaml) {
        JsonNode tree = parse(source, yaml);
        if (tree.path("kind").asString("").equals(Ablation.KIND)) {
            throw new UserError(source + " is an ablation; 'fieldwork ablate' trains its cases.");
        }
        if (tree.path("kind").asString("").equals(Sweep.KIND)) {
            throw new UserError(source + " is a sweep; 'fieldwork sweep' trains its jobs.");
        }
        new ConfigurationKeys(kinds, source, tree).check();
        if (!(tree instanceof ObjectNode block)) {
            String what = tree.isMissingNode() || tree.isNull() ? "empty" : "no block of keys";
            throw new UserError(source + " is " + what + "; expected a block of keys that starts with kind.");
        }
        return new Configuration(kinds, source, name, block, null).anchored();
    }

    /** A YAML text as a tree. */
    static JsonNode parse(String source, String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JacksonException e) {
            String reason = e.getOriginalMessage()
                    .lines()
                    .findFirst()
                    .orElse("unreadable")
                    .replaceFirst("[.]$", "");
            throw new UserError(source + " is not valid YAML: " + reason + place(e) + tab(yaml) + ".", e);
        }
    }

    /** The first line that begins with a tab, which is no indentation in YAML; empty if there is none. */
    private static String tab(String yaml) {
        List<String> lines = yaml.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).matches(" *\\t.*"))
                .mapToObj(i -> "; line " + (i + 1) + " begins with a tab, expected spaces")
                .findFirst()
                .orElse("");
    }

    private static String place(JacksonException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return line > 0 ? " (line " + line + ")" : "";
    }

    /** With relative paths of data and classes made absolute, so that the run can be opened from anywhere. */
    private Configuration anchored() {
        ObjectNode copy = tree.deepCopy();
        for (String at : PATHS) {
            JsonPointer key = JsonPointer.compile(at);
            if (copy.at(key.head()) instanceof ObjectNode block
                    && block.has(key.last().getMatchingProperty())) {
                String last = key.last().getMatchingProperty();
                block.set(last, absolute(block.get(last)));
            }
        }
        return new Configuration(kinds, source, name, copy, before);
    }

    /** A path, or each of a list, made absolute. */
    private static JsonNode absolute(JsonNode path) {
        if (path.isArray()) {
            return YAML.createArrayNode()
                    .addAll(path.valueStream().map(Configuration::absolute).toList());
        }
        return path.isString() && !Shipped.isShipped(path.asString())
                ? StringNode.valueOf(
                        Path.of(path.asString()).toAbsolutePath().normalize().toString())
                : path;
    }

    /**
     * {@return a new configuration with one key overridden}
     *
     * @param assignment {@code a.b=c}, where c is read as YAML
     * @throws UserError if it is no assignment, or names an unknown key
     */
    public Configuration set(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new UserError(
                    "--set " + assignment + " is no assignment; expected key=value such as train.rate=0.02.");
        }
        String option = "--set " + assignment;
        JsonNode value = parse(option, assignment.substring(equals + 1));
        return with(option, List.of(assignment.substring(0, equals).split("[.]", -1)), value);
    }

    /**
     * {@return a new configuration with one key overridden}
     *
     * @param option named in errors
     * @param key full name such as {@code train.seed}
     * @param value a number, a text, or null for the default
     */
    public Configuration with(String option, String key, @Nullable Object value) {
        return with(option, List.of(key.split("[.]")), YAML.valueToTree(value));
    }

    /** With one key, as names from the root, overridden by a value or a whole block; errors name the option. */
    Configuration with(String option, List<String> keys, JsonNode value) {
        ObjectNode copy = tree.deepCopy();
        ObjectNode block = copy;
        for (String key : keys.subList(0, keys.size() - 1)) {
            block = block.get(key) instanceof ObjectNode below ? below : block.putObject(key);
        }
        if (value == null || value.isMissingNode() || value.isNull()) {
            block.remove(keys.getLast());
        } else {
            block.set(keys.getLast(), value);
        }
        new ConfigurationKeys(kinds, option, copy).check();
        return new Configuration(kinds, option, name, copy, this).anchored();
    }

    /** {@return a configuration with other limits on steps and training time, or this one if both are null} */
    public Configuration limited(@Nullable Long steps, @Nullable Double minutes) {
        return steps == null && minutes == null
                ? this
                : with("--steps", "train.steps", steps).with("--minutes", "train.minutes", minutes);
    }

    /** The same keys under another source, which errors name. */
    Configuration from(String other) {
        return new Configuration(kinds, other, name, tree, null);
    }

    /**
     * {@return the job, a record, defaults filled in}
     *
     * @throws UserError naming the file or the option, the key and the expected value
     */
    public Job job() {
        try {
            return built();
        } catch (JacksonException e) {
            String mistake = explained(e);
            throw new UserError(origin(mistake) + ": " + mistake, e);
        }
    }

    private Job built() {
        return YAML.rebuild()
                .registerSubtypes(kinds.jobs().values().toArray(Class<?>[]::new))
                .build()
                .treeToValue(filled(), Job.class);
    }

    /** The same with the keys that the preset of the kind of job fills in, which other keys do not change any more. */
    Configuration withPreset() {
        return new Configuration(kinds, source, name, filled(), before);
    }

    /** The keys, with those that the preset of the kind of job fills in. */
    private ObjectNode filled() {
        ObjectNode copy = tree.deepCopy();
        kinds.presets().getOrDefault(copy.path("kind").asString(""), keys -> {}).accept(copy);
        return copy;
    }

    /** The option that made a mistake, or the file if it was made without any. */
    private String origin(String mistake) {
        return before != null && before.makes(mistake) ? before.origin(mistake) : source;
    }

    /** Whether this has a mistake already. */
    private boolean makes(String mistake) {
        try {
            built();
            return false;
        } catch (JacksonException e) {
            return explained(e).equals(mistake);
        }
    }

    /** What is wrong with the values, without where they come from. */
    private String explained(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserError mistake) {
                return mistake.getMessage();
            }
        }
        List<String> path = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .toList();
        JsonNode value = tree;
        for (String key : path) {
            value = value.path(key);
        }
        if (path.isEmpty() || e instanceof StreamReadException && value.isMissingNode()) {
            return e.getOriginalMessage();
        }
        String expected = new ConfigurationKeys(kinds, source, tree).expected(path);
        return String.join(".", path) + " is " + ConfigurationKeys.shown(value) + "; expected " + expected + ".";
    }

    /**
     * {@return a complete configuration as YAML: every key with the value that is in force, {@code null} where there is
     * no limit} Reading it gives the same job.
     */
    public static String complete(Job job) {
        ObjectNode tree = YAML.valueToTree(job);
        dropUnlimited(tree);
        return YAML.writerFor(JsonNode.class).writeValueAsString(tree);
    }

    private static void dropUnlimited(ObjectNode block) {
        for (String key : List.copyOf(block.propertyNames())) {
            JsonNode value = block.get(key);
            boolean unlimited = value.isDouble() && Double.isInfinite(value.asDouble())
                    || value.isLong() && value.asLong() == Long.MAX_VALUE;
            if (unlimited) {
                block.putNull(key);
            } else if (value instanceof ObjectNode below) {
                dropUnlimited(below);
            }
        }
    }

    /** {@return the kinds of job that it was read with} */
    public JobKinds kinds() {
        return kinds;
    }

    /** {@return the name of the job: the shipped name, or the file's name without its ending} */
    public String name() {
        return name;
    }
}
