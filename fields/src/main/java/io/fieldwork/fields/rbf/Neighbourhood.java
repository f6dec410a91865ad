package io.fieldwork.fields.rbf;

import io.fieldwork.fields.kernel.HostChunks;
import java.util.Arrays;

/** The bases that count at a place. */
public interface Neighbourhood {
    /**
     * The bases of many places.
     *
     * @param offsets [n + 1]: those of place i are from offsets[i] to offsets[i + 1] - 1
     * @param bases their numbers
     */
    record Lists(int[] offsets, int[] bases) {}

    /** {@return the bases of each of some places [n, dimensions]; for any thread} */
    Lists lists(float[] places);

    /** {@return the neighbourhood of the k bases whose centres are nearest; a base leaves it before its value is zero, so that sums jump there} */
    static Neighbourhood nearest(RadialBases bases, int k) {
        int dimensions = bases.dimensions();
        KdTree tree = new KdTree(bases.centres(), dimensions);
        int most = Math.min(k, bases.count());
        return places -> {
            int count = places.length / dimensions;
            int[] found = new int[count * most];
            HostChunks chunks = new HostChunks(count, 512);
            chunks.run(
                    () -> tree.new Search(most),
                    (search, number) -> chunks.pieces(number, 512, (first, length) -> {
                        for (int i = (int) first; i < first + length; i++) {
                            search.nearest(places, i * dimensions);
                            for (int n = 0; n < most; n++) {
                                found[i * most + n] = search.point(n);
                            }
                        }
                    }));
            int[] offsets = new int[count + 1];
            Arrays.setAll(offsets, i -> i * most);
            return new Lists(offsets, found);
        };
    }

    /** {@return the neighbourhood of all bases whose squared distance in their own measure is below 1, in the order of their numbers} */
    static Neighbourhood covering(RadialBases bases) {
        return new CoverCells(bases);
    }
}
