package io.fieldwork.samples.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What one job of a sweep, or a part of it, has of its own.
 *
 * @param label its part of the job's name; may be empty
 * @param keys dotted keys to values in the order in which they are set; {@code base} is one of them
 */
record SweepPoint(String label, Map<String, JsonNode> keys) {
    /** The one job of a sweep that changes nothing. */
    static final SweepPoint ORIGIN = new SweepPoint("", Map.of());

    /** A point that is named by its keys, each by its last word or, if others end so, by all of it. */
    static SweepPoint of(Map<String, JsonNode> keys, Words words) {
        String label = keys.entrySet().stream()
                .map(each -> words.of(each.getKey()) + "-" + slug(each.getValue()))
                .collect(Collectors.joining("_"));
        return new SweepPoint(label, keys);
    }

    /** Both together; a key of both has the other's value. */
    SweepPoint and(SweepPoint other) {
        Map<String, JsonNode> both = new LinkedHashMap<>(keys);
        other.keys.forEach((key, value) -> {
            both.remove(key);
            both.put(key, value);
        });
        String name =
                Stream.of(label, other.label).filter(part -> !part.isEmpty()).collect(Collectors.joining("_"));
        return new SweepPoint(name, both);
    }

    /** Every point of one list with every one of another, the last changing fastest. */
    static List<SweepPoint> product(List<SweepPoint> some, List<SweepPoint> others) {
        List<SweepPoint> all = new ArrayList<>();
        some.forEach(one -> others.forEach(other -> all.add(one.and(other))));
        return all;
    }

    /** The words of keys in names. */
    record Words(Map<String, Long> last) {
        /** Words that tell these keys apart. */
        static Words of(Stream<String> keys) {
            return new Words(keys.distinct().collect(Collectors.groupingBy(Words::end, Collectors.counting())));
        }

        private static String end(String key) {
            return key.substring(key.lastIndexOf('.') + 1);
        }

        String of(String key) {
            return last.getOrDefault(end(key), 1L) > 1 ? key : end(key);
        }
    }

    /** A value as a part of a name: numbers in their shortest form, all but letters, digits and points as hyphens. */
    static String slug(JsonNode value) {
        String text = value.isNumber() ? number(value) : BatchFile.plain(value);
        String slug = text.replaceAll("[^A-Za-z0-9.+-]+", "-").replaceAll("(?<=.)-+$|^-(?=[^0-9])", "");
        return slug.isEmpty() ? "none" : slug;
    }

    private static String number(JsonNode value) {
        String text = value.decimalValue().stripTrailingZeros().toString();
        String plain = value.decimalValue().stripTrailingZeros().toPlainString();
        return plain.length() <= 8 ? plain : text;
    }
}
