package io.fieldwork.pde.data;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions in an array of a file, to which a trained operator is to be applied: inputs without outputs. */
public final class NewInputs {
    private static final List<String> SPACE = List.of("ndhw", "ncdhw", "ndhwc", "dhw", "cdhw", "dhwc");
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
     * @param usual the axes of the training's file, which are taken if they fit, or null
     * @param channels that the operator takes
     * @param trained the grid that it was trained on, a line, a plane or space
     * @throws UserError if the array is no such thing, or could be it in several ways
     */
    public static NewInputs of(
            String name,
            NpyArray array,
            @Nullable String axes,
            @Nullable String usual,
            int channels,
            GridSize trained) {
        int[] shape = array.shape();
        boolean numbers = array.isNumeric() && array.size() > 0;
        Predicate<Axes> fits = known -> numbers
                && known.fits(shape)
                && known.field(shape)[0] == channels
                && known.has('h') != trained.line()
                && known.has('d') == (trained.axes() == 3);
        Optional<Axes> same = usual == null
                ? Optional.empty()
                : Axes.parse(usual).stream().limit(1).filter(fits).findFirst();
        List<Axes> fitting = axes == null && same.isPresent()
                ? List.of(same.get())
                : candidates(axes, trained).filter(fits).toList();
        long meanings = fitting.stream()
                .map(known -> known.extent('n', shape) + Arrays.toString(known.field(shape)))
                .distinct()
                .count();
        if (meanings != 1) {
            String what = channels + (channels == 1 ? " component on " : " components on ") + trained.kind();
            String grid = trained.line() ? "points" : trained.axes() == 2 ? "height, width" : "depth, height, width";
            throw new UserError("The array '" + name + "' has the shape " + Arrays.toString(shape)
                    + (axes == null ? "" : ", read as --axes " + axes)
                    + "; expected " + what + ", such as [samples" + (channels == 1 ? "" : ", " + channels)
                    + ", " + grid + "]"
                    + (meanings == 0 ? "." : "; it could be read in several ways: write --axes, such as --axes nchw."));
        }
        return new NewInputs(new FieldArray(name, array, fitting.getFirst(), -1));
    }

    private static Stream<Axes> candidates(@Nullable String axes, GridSize trained) {
        List<String> known = trained.line() ? LINE : trained.axes() == 2 ? PLANE : SPACE;
        return axes == null ? known.stream().map(Axes::new) : Axes.parse(axes).stream();
    }

    /** {@return the number of functions} */
    public int count() {
        return fields.count();
    }

    /** {@return the grid of each; its height is 1 on a line} */
    public GridSize size() {
        return fields.size();
    }

    /** {@return all functions, [samples, channels, height, width] or [samples, channels, depth, height, width], row-major} */
    public float[] values() {
        int each = Math.multiplyExact(fields.shape()[0], size().count());
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
     * @param results as {@link #values} gives the inputs
     * @param channels of the results
     */
    public NpyArray outputs(float[] results, int channels) {
        String letters = letters(fields.axes().letters(), channels);
        Axes axes = new Axes(letters);
        GridSize size = size();
        int[] shape = letters.chars()
                .map(letter -> switch (letter) {
                    case 'n' -> count();
                    case 'c' -> channels;
                    case 'd' -> size.depth();
                    case 'h' -> size.height();
                    case 'w' -> size.width();
                    default -> 1;
                })
                .toArray();
        long[] strides = NpyArray.strides(shape, false);
        float[] placed = new float[results.length];
        for (int i = 0; i < results.length; i++) {
            int row = i / size.width();
            int plane = row / size.height();
            int space = plane / size.depth();
            long at = i % size.width() * axes.stride('w', strides)
                    + row % size.height() * axes.stride('h', strides)
                    + plane % size.depth() * axes.stride('d', strides)
                    + space % channels * axes.stride('c', strides)
                    + space / channels * axes.stride('n', strides);
            placed[(int) at] = results[i];
        }
        return NpyArray.of(placed, shape);
    }

    private static String letters(String own, int channels) {
        List<String> letters =
                new ArrayList<>(List.of((own.contains("c") ? own.replace("t", "") : own.replace('t', 'c')).split("")));
        if (channels > 1 && !letters.contains("c")) {
            letters.add(
                    IntStream.range(0, letters.size())
                            .filter(i -> "dhw".contains(letters.get(i)))
                            .findFirst()
                            .orElse(letters.size()),
                    "c");
        }
        return String.join("", letters);
    }

    /** {@return the axes with their extents, such as {@code samples 5, rows 16, columns 24}} */
    @Override
    public String toString() {
        return fields.axes().described(fields.array().shape());
    }
}
