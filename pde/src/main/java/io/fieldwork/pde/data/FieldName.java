package io.fieldwork.pde.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an array in a configuration, such as {@code velocity}, or {@code velocity[0]} for its first component.
 *
 * @param array name of the array
 * @param component the only one that is taken, or -1 for all
 */
record FieldName(String array, int component) {
    private static final Pattern COMPONENT = Pattern.compile("(.+)\\[(\\d{1,6})]");

    static FieldName of(String words) {
        Matcher one = COMPONENT.matcher(words);
        return one.matches() ? new FieldName(one.group(1), Integer.parseInt(one.group(2))) : new FieldName(words, -1);
    }
}
