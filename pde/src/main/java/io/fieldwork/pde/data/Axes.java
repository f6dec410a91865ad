package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The meaning of an array's axes, one letter an axis: {@code n} samples, {@code t} times, {@code c} components,
 * {@code d} layers of space, {@code h} rows, {@code w} columns (points of a line), and {@code 1} for an axis of one entry that
 * means nothing; of tensors {@code k} is the second axis of components.
 */
record Axes(String letters) {
    private static final Map<Character, String> WORDS = Map.of(
            'n', "samples", 't', "times", 'c', "components", 'd', "layers", 'h', "rows", 'w', "columns", '1', "single");

    /** How {@code data.axes} is written, for errors. */
    static final String HOW =
            "write data.axes with one letter an axis (n samples, t times, c components, d layers, h rows, w columns, 1 for"
                    + " none)";

    /** The words of {@code data.axes}, separated by commas; throws UserError for letters that are none. */
    static List<Axes> parse(String words) {
        List<Axes> all = new ArrayList<>();
        for (String word : words.split("\\s*,\\s*|\\s+")) {
            boolean known = word.matches("[ntcdhw1]+")
                    && word.replace("1", "").chars().distinct().count()
                            == word.replace("1", "").length();
            UserError.require(
                    known && word.contains("w") && (word.contains("h") || !word.contains("d")),
                    "data.axes",
                    words,
                    "the letters n, t, c, d, h, w, each once, w always and d only with h, such as nhwc; of two arrays"
                            + " nhw,nhwc");
            all.add(new Axes(word));
        }
        return all;
    }

    /** Whether there is an axis of a meaning. */
    boolean has(char letter) {
        return letters.indexOf(letter) >= 0;
    }

    /** The extent of the axis of a meaning, 1 if there is none. */
    int extent(char letter, int[] shape) {
        return has(letter) ? shape[letters.indexOf(letter)] : 1;
    }

    /** The stride of the axis of a meaning, 0 if there is none. */
    long stride(char letter, long[] strides) {
        return has(letter) ? strides[letters.indexOf(letter)] : 0;
    }

    /** Components at a time. */
    int components(int[] shape) {
        return extent('c', shape) * extent('k', shape);
    }

    /** The grid of one sample, of three axes if there is one of layers. */
    GridSize size(int[] shape) {
        int rows = extent('h', shape);
        int columns = extent('w', shape);
        return has('d') ? new GridSize(extent('d', shape), rows, columns) : new GridSize(rows, columns);
    }

    /** [channels, (layers,) rows, columns] of one sample; every component at every time is a channel. */
    int[] field(int[] shape) {
        return size(shape).field(extent('t', shape) * components(shape));
    }

    /** Whether a shape can have these axes. */
    boolean fits(int[] shape) {
        boolean fits = shape.length == letters.length();
        for (int i = 0; fits && i < shape.length; i++) {
            fits = letters.charAt(i) != '1' || shape[i] == 1;
        }
        return fits;
    }

    /** Such as {@code samples 20, rows 16, columns 24}. */
    String described(int[] shape) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < shape.length; i++) {
            words.add(WORDS.get(letters.charAt(i)) + " " + shape[i]);
        }
        return String.join(", ", words);
    }

    /** The refusal of arrays whose axes are not known. */
    static UserError unknown(String file, Map<String, int[]> shapes, String why) {
        String all = String.join(
                " and ",
                shapes.entrySet().stream()
                        .map(e -> "'" + e.getKey() + "' " + Arrays.toString(e.getValue()))
                        .toList());
        return new UserError("The file " + file + " has " + all + ", " + why + "; " + HOW + ".");
    }
}
