package io.fieldwork.pde.data;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * The fields of all samples in an array.
 *
 * @param name of the array
 * @param array of numbers
 * @param axes what its axes mean
 * @param component the only one that is taken, or -1 for all
 */
record FieldArray(String name, NpyArray array, Axes axes, int component) {
    FieldArray {
        int there = axes.components(array.shape());
        if (component >= there) {
            throw new UserError("The array '" + name + "' has no component " + component + "; it has " + there
                    + ", numbered from 0.");
        }
    }

    int count() {
        return axes.extent('n', array.shape());
    }

    /** The grid of one sample. */
    GridSize size() {
        return axes.size(array.shape());
    }

    /** [channels, height, width] or [channels, depth, height, width] of one sample. */
    int[] shape() {
        return size().field(component < 0 ? axes.field(array.shape())[0] : axes.extent('t', array.shape()));
    }

    /** Copies one sample, as {@link #shape} has it. */
    void read(int sample, float[] into) {
        long[] strides = array.strides();
        long from = sample * axes.stride('n', strides);
        if (component < 0 && inOrder(strides)) {
            array.read(from, into);
        } else {
            gather(axes, array.shape(), strides, component, array.reader(), from, size(), into, 0);
        }
    }

    /** Whether the numbers of a sample lie in memory as they are wanted. */
    private boolean inOrder(long[] strides) {
        long step = 1;
        for (char letter : new char[] {'w', 'h', 'd', 'c', 't'}) {
            int extent = axes.extent(letter, array.shape());
            if (extent > 1 && axes.stride(letter, strides) != step) {
                return false;
            }
            step *= extent;
        }
        return true;
    }

    /**
     * Copies numbers from some place on in the order of times, components, layers, rows, columns, repeated along an axis that is
     * not there; gives the index behind the last.
     */
    static int gather(
            Axes axes,
            int[] shape,
            long[] strides,
            int component,
            LongToDoubleFunction numbers,
            long from,
            GridSize size,
            float[] into,
            int offset) {
        int at = offset;
        int inner = axes.extent('k', shape);
        int first = Math.max(0, component);
        int end = component < 0 ? axes.components(shape) : component + 1;
        for (int t = 0; t < axes.extent('t', shape); t++) {
            for (int c = first; c < end; c++) {
                long channel = from
                        + t * axes.stride('t', strides)
                        + c / inner * axes.stride('c', strides)
                        + c % inner * axes.stride('k', strides);
                at = grid(axes, strides, numbers, channel, size, into, at);
            }
        }
        return at;
    }

    private static int grid(
            Axes axes,
            long[] strides,
            LongToDoubleFunction numbers,
            long from,
            GridSize size,
            float[] into,
            int offset) {
        int at = offset;
        long step = axes.stride('w', strides);
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                long row = from + z * axes.stride('d', strides) + y * axes.stride('h', strides);
                for (int x = 0; x < size.width(); x++) {
                    into[at++] = (float) numbers.applyAsDouble(row + x * step);
                }
            }
        }
        return at;
    }

    @Override
    public String toString() {
        return "'" + name + "' " + Arrays.toString(array.shape());
    }
}
