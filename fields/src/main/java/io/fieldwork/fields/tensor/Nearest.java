package io.fieldwork.fields.tensor;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The nearest known name to a misspelt one, by edit distance. */
public final class Nearest {
    private Nearest() {}

    /** {@return the known name with the fewest edits to the given one, the first of equals} */
    public static String of(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .orElseThrow();
    }

    /** {@return the end of a sentence about an unknown name: "; the nearest KIND is NAME." if one is near, or "."} */
    public static String hint(String kind, String name, Collection<String> known) {
        return near(name, known)
                .map(nearest -> "; the nearest " + kind + " is " + nearest + ".")
                .orElse(".");
    }

    /** {@return the error of a value that is no known name, with the nearest known one, or all where none is near} */
    public static UserError error(String key, String value, Collection<String> known) {
        return new UserError(key + " is '" + value
                + near(value, known)
                        .map(nearest -> "'; the nearest known one is " + nearest + ".")
                        .orElse("'; expected one of " + String.join(", ", known) + "."));
    }

    /** {@return the part of a sentence that follows all known names: "; the nearest is NAME" if one is near, or nothing} */
    public static String among(String name, Collection<String> known) {
        return near(name, known).map(nearest -> "; the nearest is " + nearest).orElse("");
    }

    /** The nearest name, if it takes fewer edits than about a third of the letters, or begins so. */
    private static Optional<String> near(String name, Collection<String> known) {
        String nearest = of(name, known);
        int letters = Math.max(name.length(), nearest.length());
        boolean begins = !name.isEmpty() && nearest.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
        int edits = distance(name, nearest);
        return begins || edits < letters && 3 * edits <= letters + 2 ? Optional.of(nearest) : Optional.empty();
    }

    /**
     * Edits between two words: insertions, deletions, replacements and swaps of neighbours, each counting one (optimal
     * string alignment), capitals not told apart from small letters.
     */
    static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, d);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] d) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
