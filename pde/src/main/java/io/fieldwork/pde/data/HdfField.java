package io.fieldwork.pde.data;

import io.jhdf.api.Dataset;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One quantity of an HDF5 file as [samples, times, rows, columns, channels] or a part of these axes.
 *
 * @param datasets one with all samples along its first axis, or one without that axis for each sample
 * @param joined whether there is one for all
 * @param timed whether there is an axis of time
 * @param channelled whether the last axis is of channels
 */
record HdfField(List<Dataset> datasets, boolean joined, boolean timed, boolean channelled) {
    HdfField {
        int axes =
                datasets.getFirst().getDimensions().length - (joined ? 1 : 0) - (timed ? 1 : 0) - (channelled ? 1 : 0);
        if (axes < 1 || axes > 2) {
            throw new IllegalArgumentException(
                    "'" + datasets.getFirst().getPath() + "' has " + axes + " axes of space; expected one or two");
        }
        for (Dataset dataset : datasets) {
            if (!Arrays.equals(dataset.getDimensions(), datasets.getFirst().getDimensions())) {
                throw new IllegalArgumentException("'" + dataset.getPath() + "' has the shape "
                        + Arrays.toString(dataset.getDimensions()) + "; expected "
                        + Arrays.toString(datasets.getFirst().getDimensions()) + " as '"
                        + datasets.getFirst().getPath() + "' has");
            }
        }
    }

    private int[] dimensions() {
        return datasets.getFirst().getDimensions();
    }

    int samples() {
        return joined ? dimensions()[0] : datasets.size();
    }

    int times() {
        return timed ? dimensions()[joined ? 1 : 0] : 1;
    }

    int channels() {
        return channelled ? dimensions()[dimensions().length - 1] : 1;
    }

    int rows() {
        return firstInSpace() + 2 == afterSpace() ? dimensions()[firstInSpace()] : 1;
    }

    int columns() {
        return dimensions()[afterSpace() - 1];
    }

    private int firstInSpace() {
        return (joined ? 1 : 0) + (timed ? 1 : 0);
    }

    private int afterSpace() {
        return dimensions().length - (channelled ? 1 : 0);
    }

    /** Writes one frame as [channels, rows, columns]; returns the offset behind it. */
    int read(int sample, int time, float[] into, int offset) {
        int[] extents = dimensions().clone();
        long[] from = new long[extents.length];
        if (joined) {
            from[0] = sample;
            extents[0] = 1;
        }
        if (timed) {
            from[joined ? 1 : 0] = time;
            extents[joined ? 1 : 0] = 1;
        }
        Object block = datasets.get(joined ? 0 : sample).getData(from, extents);
        int channels = channels();
        int points = rows() * columns();
        int at = 0;
        for (Object line : lines(block).toList()) {
            for (int i = 0; i < Array.getLength(line); i++, at++) {
                into[offset + at % channels * points + at / channels] = (float) Array.getDouble(line, i);
            }
        }
        return offset + at;
    }

    /** The arrays of numbers in an array of arrays, in order. */
    private static Stream<Object> lines(Object array) {
        return array instanceof Object[] arrays ? Arrays.stream(arrays).flatMap(HdfField::lines) : Stream.of(array);
    }
}
