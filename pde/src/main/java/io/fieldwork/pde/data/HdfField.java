package io.fieldwork.pde.data;

import io.fieldwork.pde.npz.NpyArray;
import io.jhdf.api.Dataset;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One quantity of an HDF5 file.
 *
 * @param datasets one with all samples, or one without an axis of samples for each
 * @param joined whether there is one for all
 * @param axes of each of them; MATLAB's are in its own order, which is the reverse of the file's
 * @param component the only one that is taken, or -1 for all
 */
record HdfField(List<Dataset> datasets, boolean joined, Axes axes, int component) {
    HdfField {
        Dataset first = datasets.getFirst();
        for (Dataset dataset : datasets) {
            if (!Arrays.equals(dataset.getDimensions(), first.getDimensions())) {
                throw new IllegalArgumentException("'" + dataset.getPath() + "' has the shape "
                        + Arrays.toString(dataset.getDimensions()) + "; expected "
                        + Arrays.toString(first.getDimensions()) + " as '" + first.getPath() + "' has");
            }
        }
        int there = axes.components(shape(first));
        if (component >= there) {
            throw new IllegalArgumentException(
                    "'" + first.getPath() + "' has no component " + component + ", only " + there + " from 0 on");
        }
    }

    /** Whether an array was written by MATLAB, whose first axis runs fastest. */
    static boolean isMatlab(Dataset dataset) {
        return dataset.getAttributes().containsKey("MATLAB_class");
    }

    /** The extents in the order in which the program that wrote them has them. */
    static int[] shape(Dataset dataset) {
        return isMatlab(dataset) ? reversed(dataset.getDimensions()) : dataset.getDimensions();
    }

    private static int[] reversed(int[] extents) {
        return IntStream.range(0, extents.length)
                .map(i -> extents[extents.length - 1 - i])
                .toArray();
    }

    private int[] shape() {
        return shape(datasets.getFirst());
    }

    String path() {
        return datasets.getFirst().getPath();
    }

    int samples() {
        return joined ? axes.extent('n', shape()) : datasets.size();
    }

    boolean moves() {
        return axes.has('t');
    }

    int times() {
        return axes.extent('t', shape());
    }

    int channels() {
        return component < 0 ? axes.components(shape()) : 1;
    }

    int rows() {
        return axes.extent('h', shape());
    }

    int columns() {
        return axes.extent('w', shape());
    }

    /**
     * Writes one frame, or all if the time is negative, as [times, channels, rows, columns], repeated where an axis is not
     * there; returns the offset behind it.
     */
    int read(int sample, int time, int rows, int columns, float[] into, int offset) {
        int[] extents = shape().clone();
        long[] from = new long[extents.length];
        choose('n', sample, extents, from);
        choose('t', time, extents, from);
        Dataset dataset = datasets.get(joined ? 0 : sample);
        boolean matlab = isMatlab(dataset);
        Object block = dataset.getData(matlab ? reversed(from) : from, matlab ? reversed(extents) : extents);
        double[] numbers = new double[Arrays.stream(extents).reduce(1, Math::multiplyExact)];
        copy(block, numbers, 0);
        long[] strides = NpyArray.strides(extents, matlab);
        return FieldArray.gather(
                axes, extents, strides, component, i -> numbers[(int) i], 0, rows, columns, into, offset);
    }

    private void choose(char letter, int index, int[] extents, long[] from) {
        if (axes.has(letter) && index >= 0) {
            int axis = axes.letters().indexOf(letter);
            from[axis] = index;
            extents[axis] = 1;
        }
    }

    private static long[] reversed(long[] from) {
        return IntStream.range(0, from.length)
                .mapToLong(i -> from[from.length - 1 - i])
                .toArray();
    }

    /** Copies the numbers in an array of arrays, in order; returns the offset behind them. */
    private static int copy(Object array, double[] into, int offset) {
        int at = offset;
        if (array instanceof Object[] arrays) {
            for (Object each : arrays) {
                at = copy(each, into, at);
            }
        } else {
            for (int i = 0; i < Array.getLength(array); i++) {
                into[at++] = Array.getDouble(array, i);
            }
        }
        return at;
    }
}
