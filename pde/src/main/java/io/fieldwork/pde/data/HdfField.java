package io.fieldwork.pde.data;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.pde.npz.HdfArrays;
import io.jhdf.api.Dataset;
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
        int there = axes.components(HdfArrays.shape(first));
        if (component >= there) {
            throw new IllegalArgumentException(
                    "'" + first.getPath() + "' has no component " + component + ", only " + there + " from 0 on");
        }
    }

    private static int[] reversed(int[] extents) {
        return IntStream.range(0, extents.length)
                .map(i -> extents[extents.length - 1 - i])
                .toArray();
    }

    private int[] shape() {
        return HdfArrays.shape(datasets.getFirst());
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

    GridSize size() {
        return axes.size(shape());
    }

    /** Whether a grid has as many points along the axes of space along which this quantity varies. */
    boolean fits(GridSize size) {
        return (!axes.has('d') || axes.extent('d', shape()) == size.depth())
                && (!axes.has('h') || axes.extent('h', shape()) == size.height())
                && (!axes.has('w') || axes.extent('w', shape()) == size.width());
    }

    /**
     * Writes one frame, or all if the time is negative, as [times, channels, layers, rows, columns], repeated where an axis
     * is not there; returns the offset behind it.
     */
    int read(int sample, int time, GridSize size, float[] into, int offset) {
        int[] extents = shape().clone();
        long[] from = new long[extents.length];
        choose('n', sample, extents, from);
        choose('t', time, extents, from);
        Dataset dataset = datasets.get(joined ? 0 : sample);
        boolean matlab = HdfArrays.isMatlab(dataset);
        Object block = dataset.getData(matlab ? reversed(from) : from, matlab ? reversed(extents) : extents);
        double[] numbers = HdfArrays.numbers(block, Arrays.stream(extents).reduce(1, Math::multiplyExact));
        long[] strides = NpyArray.strides(extents, matlab);
        return FieldArray.gather(axes, extents, strides, component, i -> numbers[(int) i], 0, size, into, offset);
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
}
