package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Storage;
import java.util.stream.IntStream;

/**
 * A sparse lattice on the host: vertices nx x ny x nz, each with a row of its own or none.
 *
 * @param links address of the rows of all vertices, int32 [nz, ny, nx]; -1 for none
 */
record VoxelLattice(long links, int nx, int ny, int nz) {
    /** Of an array of links, at least two vertices a side. */
    static VoxelLattice of(NDArray links) {
        if (links.getDataType() != DataType.INT32 || links.getShape().dimension() != 3) {
            throw new IllegalArgumentException(
                    "links are int32 [nz, ny, nx], not " + links.getDataType() + " " + links.getShape());
        }
        int[] n = IntStream.range(0, 3)
                .map(k -> Math.toIntExact(links.getShape().get(2 - k)))
                .toArray();
        if (n[0] < 2 || n[1] < 2 || n[2] < 2 || links.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a lattice has two vertices a side or more and less than 2^31, not " + links.getShape());
        }
        return new VoxelLattice(Memory.address(Storage.of(links), 4 * links.size()), n[0], n[1], n[2]);
    }

    /** The number of vertices. */
    int size() {
        return nx * ny * nz;
    }

    /**
     * Points in the order of the layers of cells they lie in, and as given within a layer.
     *
     * @param points all of them
     * @param first of each layer of cells in {@code points}, and the number of points
     */
    record Layers(int[] points, int[] first) {}

    /** Sorts points [n, 3] at an address by layers, so that each layer of vertices can be written by one thread. */
    Layers sort(long x, int n) {
        int[] layer = new int[n];
        int[] first = new int[nz];
        for (int p = 0; p < n; p++) {
            float z = Memory.ALL.get(JAVA_FLOAT, x + 12L * p + 8);
            layer[p] = Math.clamp((int) z, 0, nz - 2);
            first[layer[p] + 1]++;
        }
        for (int k = 1; k < nz; k++) {
            first[k] += first[k - 1];
        }
        int[] next = first.clone();
        int[] points = new int[n];
        for (int p = 0; p < n; p++) {
            points[next[layer[p]]++] = p;
        }
        return new Layers(points, first);
    }
}
