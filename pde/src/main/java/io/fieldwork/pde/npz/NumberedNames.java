package io.fieldwork.pde.npz;

import java.util.Comparator;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The order of names with numbers in them: {@code sample2} before {@code sample10}. */
final class NumberedNames {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int DIGITS = 20;

    private NumberedNames() {}

    /** The order of things by their names. */
    static <T> Comparator<T> by(Function<T, String> name) {
        return Comparator.comparing(
                name.andThen(word -> NUMBER.matcher(word).replaceAll(found -> padded(found.group()))));
    }

    private static String padded(String digits) {
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }
}
