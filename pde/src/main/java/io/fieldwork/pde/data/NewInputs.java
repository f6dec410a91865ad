package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.npz.NpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions in an array of a file, to which a trained operator is to be applied: inputs without outputs. */
public final class NewInputs {
    private static final List<String> PLANE = List.of("nhw", "nchw", "nhwc", "hw", "chw", "hwc");
    private static final List<String> LINE = List.of("nw", "ncw", "nwc", "w", "cw", "wc");

    private final FieldArray fields;

    private NewInputs(FieldArray fields) {
        this.fields = fields;
    }

    /**
     * {@return the functions of an array, whose axes are those that are said, or the only ones that give what the operator
     * takes}
     *
     * @param name of the array, for errors
     * @param array numbers
     * @param axes as {@code data.axes} has them, or null
     * @param channels that the operator takes
     * @param line whether it was trained on functions on a line
     * @throws UserError if the array is no such thing, or could be it in several ways
     */
    public static NewInputs of(String name, NpyArray array, @Nullable String axes, int channels, boolean line) {
        int[] shape = array.shape();
        List<Axes> fitting = candidates(axes, line)
                .filter(known -> array.isNumeric() && known.fits(shape) && known.field(shape)[0] == channels)
                .filter(known -> known.has('h') != line)
                .toList();
        long meanings = fitting.stream()
                .map(known -> known.extent('n', shape) + Arrays.toString(known.field(shape)))
                .distinct()
                .count();
        if (meanings != 1) {
            String what =
                    channels + (channels == 1 ? " component" : " components") + " on a " + (line ? "line" : "plane");
            throw new UserError("The array '" + name + "' has the shape " + Arrays.toString(shape)
                    + (axes == null ? "" : ", read as --axes " + axes)
                    + "; expected " + what + ", such as [samples" + (channels == 1 ? "" : ", " + channels)
                    + (line ? ", points]" : ", height, width]")
                    + (meanings == 0 ? "." : "; it could be read in several ways: write --axes, such as --axes nchw."));
        }
        return new NewInputs(new FieldArray(name, array, fitting.getFirst(), -1));
    }

    private static Stream<Axes> candidates(@Nullable String axes, boolean line) {
        return axes == null ? (line ? LINE : PLANE).stream().map(Axes::new) : Axes.parse(axes).stream();
    }

    /** {@return the number of functions} */
    public int count() {
        return fields.count();
    }

    /** {@return [channels, height, width] of each; the height is 1 on a line} */
    public int[] shape() {
        return fields.shape();
    }

    /** {@return all functions, [samples, channels, height, width] in row-major order} */
    public float[] values() {
        int[] shape = shape();
        int each = shape[0] * shape[1] * shape[2];
        float[] all = new float[Math.multiplyExact(count(), each)];
        float[] one = new float[each];
        for (int sample = 0; sample < count(); sample++) {
            fields.read(sample, one);
            System.arraycopy(one, 0, all, sample * each, each);
        }
        return all;
    }

    /**
     * {@return results of an operator on these functions with the axes that the inputs have; several channels of results
     * take the place of the inputs' components or times, or stand before the grid}
     *
     * @param results [samples, channels, height, width] in row-major order
     * @param channels of the results
     */
    public NpyArray outputs(float[] results, int channels) {
        String letters = letters(fields.axes().letters(), channels);
        Axes axes = new Axes(letters);
        int[] field = shape();
        int[] shape = letters.chars()
                .map(letter -> switch (letter) {
                    case 'n' -> count();
                    case 'c' -> channels;
                    case 'h' -> field[1];
                    case 'w' -> field[2];
                    default -> 1;
                })
                .toArray();
        long[] strides = NpyArray.strides(shape, false);
        float[] placed = new float[results.length];
        for (int i = 0; i < results.length; i++) {
            int row = i / field[2];
            int plane = row / field[1];
            long at = i % field[2] * axes.stride('w', strides)
                    + row % field[1] * axes.stride('h', strides)
                    + plane % channels * axes.stride('c', strides)
                    + plane / channels * axes.stride('n', strides);
            placed[(int) at] = results[i];
        }
        return NpyArray.of(placed, shape);
    }

    private static String letters(String own, int channels) {
        List<String> letters =
                new ArrayList<>(List.of((own.contains("c") ? own.replace("t", "") : own.replace('t', 'c')).split("")));
        if (channels > 1 && !letters.contains("c")) {
            int grid =
                    letters.contains("h") ? Math.min(letters.indexOf("h"), letters.indexOf("w")) : letters.indexOf("w");
            letters.add(grid, "c");
        }
        return String.join("", letters);
    }

    /** {@return the axes with their extents, such as {@code samples 5, rows 16, columns 24}} */
    @Override
    public String toString() {
        return fields.axes().described(fields.array().shape());
    }
}
