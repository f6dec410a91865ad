package io.fieldwork.fields.mesh;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Draws;

/**
 * How much two solids have in common, counted at points of a box: one at random in each cell of a lattice.
 *
 * @param both points inside both
 * @param either points inside at least one
 */
public record Overlap(long both, long either) {
    private static final int CHUNK = 1 << 16;

    /**
     * {@return the overlap of the solids where two functions are negative}
     *
     * @param first one of them
     * @param second the other
     * @param box around both
     * @param resolution cells along its longest side
     * @param seed of the points
     */
    public static Overlap of(LevelFunction first, LevelFunction second, Box box, int resolution, long seed) {
        double side = box.longest() / resolution;
        int[] cells = new int[3];
        for (int k = 0; k < 3; k++) {
            cells[k] = Math.max(1, (int) Math.ceil(box.size()[k] / side - 1e-6));
        }
        Draws draws = Draws.of(seed, "overlap", 0);
        long total = (long) cells[0] * cells[1] * cells[2];
        double[] points = new double[3 * CHUNK];
        double[] a = new double[CHUNK];
        double[] b = new double[CHUNK];
        long both = 0;
        long either = 0;
        for (long start = 0; start < total; start += CHUNK) {
            int count = (int) Math.min(CHUNK, total - start);
            for (int i = 0; i < count; i++) {
                long cell = start + i;
                long[] at = {cell % cells[0], cell / cells[0] % cells[1], cell / cells[0] / cells[1]};
                for (int k = 0; k < 3; k++) {
                    double share = (at[k] + draws.uniform(3 * cell + k)) / cells[k];
                    points[3 * i + k] = box.min()[k] + share * box.size()[k];
                }
            }
            first.at(points, count, a);
            second.at(points, count, b);
            for (int i = 0; i < count; i++) {
                both += a[i] < 0 && b[i] < 0 ? 1 : 0;
                either += a[i] < 0 || b[i] < 0 ? 1 : 0;
            }
        }
        return new Overlap(both, either);
    }

    /** {@return intersection over union of the insides; 1 if both are empty} */
    public double iou() {
        return either == 0 ? 1 : (double) both / either;
    }
}
