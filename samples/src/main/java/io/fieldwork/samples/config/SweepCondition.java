package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A condition between keys of a sweep: all keys have one of the values that it names.
 *
 * @param values keys to what they may be
 */
record SweepCondition(Map<String, List<JsonNode>> values) {
    private static final String FORM = "a list of blocks, each of keys with a value or a list of values";

    /** Whether a job meets it; one without a key of it does not. */
    boolean holds(SweepPoint job) {
        return values.entrySet().stream().allMatch(each -> {
            JsonNode own = job.keys().get(each.getKey());
            return own != null && each.getValue().stream().anyMatch(value -> same(value, own));
        });
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
    }

    /** Reads a list of conditions under a key of the file, between some keys; empty if it is missing. */
    static List<SweepCondition> read(BatchFile file, String key, Set<String> keys) {
        JsonNode list = file.tree().path(key);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isObject() && !list.isArray()) {
            throw file.expected(key, list, FORM);
        }
        List<SweepCondition> conditions = new ArrayList<>();
        for (JsonNode each :
                list.isObject() ? List.of(list) : list.valueStream().toList()) {
            Map<String, List<JsonNode>> values = new LinkedHashMap<>();
            file.block(each, key).forEach((name, value) -> {
                if (!keys.contains(name)) {
                    throw new UserError(file.source() + ": " + key + " names " + name
                            + ", which is no key of this sweep" + Nearest.hint("one", name, keys));
                }
                values.put(name, value.isArray() ? value.valueStream().toList() : List.of(value));
            });
            if (values.isEmpty()) {
                throw file.expected(key, list, FORM);
            }
            conditions.add(new SweepCondition(values));
        }
        return conditions;
    }
}
