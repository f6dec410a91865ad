package io.fieldwork.samples.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.kind.Job;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The schema of a configuration's keys, derived from the records it maps to: a block is a record, or an interface of
 * which a key of the block ({@code kind}, {@code type}) chooses the record. A map is a block whose keys are the user's
 * own and whose values are numbers.
 *
 * @param kinds of job that a configuration may be
 * @param source named in errors
 * @param tree the configuration
 */
record ConfigurationKeys(JobKinds kinds, String source, JsonNode tree) {
    private static final Class<?> ROOT = Job.class;

    /** Checks that every key is known, and no block of own keys empty; the error names the key and the nearest known one. */
    void check() {
        check(ROOT, tree, "");
    }

    private void check(Class<?> type, JsonNode node, String path) {
        if (!isBlock(type) || node.isNull() || node.isArray()) {
            return;
        }
        if (!node.isObject()) {
            String where = path.isEmpty() ? "it" : path;
            String what = node.isMissingNode() ? "empty" : shown(node);
            throw new UserError(source + ": " + where + " is " + what + "; expected a block of keys.");
        }
        Map<String, Class<?>> known = known(chosen(type, node, path), type);
        node.properties().forEach(entry -> {
            String key = join(path, entry.getKey());
            Class<?> child = known.get(entry.getKey());
            if (child == null) {
                throw new UserError(
                        source + ": unknown key " + key + "; the nearest known key is " + nearestKey(key) + ".");
            }
            if (isMap(child) && entry.getValue().isNull()) {
                throw new UserError(source + ": " + key + " is empty; expected a block of keys, indented below it.");
            }
            check(child, entry.getValue(), key);
        });
    }

    /** The expected value at a path of keys from the root in words, such as {@code a whole number}. */
    String expected(List<String> path) {
        Class<?> type = ROOT;
        JsonNode node = tree;
        String where = "";
        for (String key : path) {
            Class<?> next = isMap(type)
                    ? Double.class
                    : isBlock(type) ? known(chosen(type, node, where), type).get(key) : null;
            if (next == null) {
                return "another kind of value";
            }
            type = next;
            node = node.path(key);
            where = join(where, key);
        }
        return words(type);
    }

    private static String words(Class<?> type) {
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of "
                    + Stream.of(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "a list";
        }
        return isBlock(type) || isMap(type) ? "a block of keys" : "text";
    }

    static String shown(JsonNode node) {
        return node.isString() ? "'" + node.asString() + "'" : node.toString();
    }

    private static boolean isMap(Class<?> type) {
        return Map.class.isAssignableFrom(type);
    }

    private static boolean isBlock(Class<?> type) {
        return type.isRecord() || type.isAnnotationPresent(JsonTypeInfo.class);
    }

    /** The record behind a block, chosen by the block's own type key where there is a choice. */
    private Class<?> chosen(Class<?> type, JsonNode node, String path) {
        Map<String, Class<?>> choices = choices(type);
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        if (choices.isEmpty()) {
            return type;
        }
        String property = info == null ? "type" : info.property();
        String key = join(path, property);
        JsonNode choice = node.path(property);
        if (choice.isMissingNode() || choice.isNull()) {
            Class<?> absent = info == null ? type : info.defaultImpl();
            if (absent == JsonTypeInfo.class) {
                throw new UserError(source + ": the key " + key + " is missing; expected one of "
                        + String.join(", ", choices.keySet()) + ".");
            }
            return absent;
        }
        Class<?> record = choices.get(choice.asString(""));
        if (record != null) {
            return record;
        }
        List<String> takers = FieldOptions.class.isAssignableFrom(type) ? takers(choice.asString("")) : List.of();
        if (!takers.isEmpty()) {
            throw new UserError("%s: %s is %s, a field of %s; kind %s takes %s."
                    .formatted(
                            source,
                            key,
                            shown(choice),
                            takers.size() == 1 ? "kind " + takers.getFirst() : "the kinds " + String.join(", ", takers),
                            tree.path("kind").asString(),
                            String.join(", ", choices.keySet())));
        }
        if (type.isRecord()) {
            return type;
        }
        throw new UserError(source + ": " + key + " is " + shown(choice) + "; the nearest known one is "
                + Nearest.of(choice.asString(""), choices.keySet()) + ".");
    }

    /** The kinds whose block {@code field} has a choice of that name. */
    private List<String> takers(String field) {
        return kinds.jobs().entrySet().stream()
                .filter(kind -> Stream.of(kind.getValue().getRecordComponents())
                        .map(RecordComponent::getType)
                        .anyMatch(type -> FieldOptions.class.isAssignableFrom(type)
                                && choices(type).containsKey(field)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Class<?>> choices(Class<?> type) {
        if (type == ROOT) {
            return new LinkedHashMap<>(kinds.jobs());
        }
        Map<String, Class<?>> choices = new LinkedHashMap<>();
        JsonSubTypes types = type.getAnnotation(JsonSubTypes.class);
        for (JsonSubTypes.Type choice : types == null ? new JsonSubTypes.Type[0] : types.value()) {
            String[] names = choice.names().length == 0 ? new String[] {choice.name()} : choice.names();
            Stream.of(names).forEach(name -> choices.put(name, choice.value()));
        }
        return choices;
    }

    private static Map<String, Class<?>> known(Class<?> record, Class<?> declared) {
        Map<String, Class<?>> known = new LinkedHashMap<>();
        JsonTypeInfo info = declared.getAnnotation(JsonTypeInfo.class);
        if (info != null && !declared.isRecord()) {
            known.put(info.property(), String.class);
        }
        for (RecordComponent component : record.getRecordComponents()) {
            known.put(component.getName(), component.getType());
        }
        return known;
    }

    /** A key of the same last name anywhere, else the one of the fewest edits among all. */
    private String nearestKey(String path) {
        List<String> all = paths(ROOT, tree, "").toList();
        String last = "." + path.substring(path.lastIndexOf('.') + 1);
        return all.stream()
                .filter(known -> ("." + known).endsWith(last))
                .findFirst()
                .orElseGet(() -> Nearest.of(path, all));
    }

    private Stream<String> paths(Class<?> type, @Nullable JsonNode node, String path) {
        JsonNode here = node != null && node.isObject() ? node : JsonNodeFactory.instance.objectNode();
        return known(chosen(type, here, path), type).entrySet().stream().flatMap(entry -> {
            String key = join(path, entry.getKey());
            Stream<String> below =
                    isBlock(entry.getValue()) ? paths(entry.getValue(), here.get(entry.getKey()), key) : Stream.empty();
            return Stream.concat(Stream.of(key), below);
        });
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
