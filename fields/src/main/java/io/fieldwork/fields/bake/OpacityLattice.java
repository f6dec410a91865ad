package io.fieldwork.fields.bake;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.volume.Occupancy;
import java.util.Arrays;

/**
 * The opacity 1 - exp(-density length) of one cell's length at the points of a lattice, where rays may
 * sample it.
 */
final class OpacityLattice {
    /** Points that are evaluated at once. */
    private static final int CHUNK = 1 << 16;

    private final NDManager manager;
    private final Lattice lattice;
    private final Medium medium;
    private final Occupancy occupancy;
    private final LatticeValues values;
    private final int[] points = new int[3 * CHUNK];
    private final float[] places = new float[3 * CHUNK];
    private int count;

    private OpacityLattice(NDManager manager, Lattice lattice, Medium medium, Occupancy occupancy) {
        this.manager = manager;
        this.lattice = lattice;
        this.medium = medium;
        this.occupancy = occupancy;
        this.values = new LatticeValues(lattice, 1);
    }

    /**
     * Evaluates a medium.
     *
     * @param manager of its device
     * @param lattice the points\n * @param medium with the density
     * @param occupancy where it is sampled
     * @return opacities from 0 to 1
     */
    static LatticeValues of(NDManager manager, Lattice lattice, Medium medium, Occupancy occupancy) {
        OpacityLattice opacity = new OpacityLattice(manager, lattice, medium, occupancy);
        for (int z = 0; z < lattice.points(2); z++) {
            for (int y = 0; y < lattice.points(1); y++) {
                for (int x = 0; x < lattice.points(0); x++) {
                    opacity.add(x, y, z);
                }
            }
        }
        opacity.evaluate();
        return opacity.values;
    }

    private void add(int x, int y, int z) {
        int[] point = {x, y, z};
        float[] place = new float[3];
        for (int k = 0; k < 3; k++) {
            place[k] = lattice.low()[k] + lattice.cell() * point[k];
        }
        if (occupancy.at(place[0], place[1], place[2])) {
            if (count == CHUNK) {
                evaluate();
            }
            System.arraycopy(point, 0, points, 3 * count, 3);
            System.arraycopy(place, 0, places, 3 * count, 3);
            count++;
        }
    }

    private void evaluate() {
        if (count == 0) {
            return;
        }
        float[] density;
        try (NDManager scratch = manager.newSubManager();
                Tape off = Tape.forwardOnly()) {
            NDArray x = scratch.create(Arrays.copyOf(places, 3 * count), new Shape(count, 3));
            density = medium.geometry(off, x).density().toFloatArray();
        }
        for (int i = 0; i < count; i++) {
            int x = points[3 * i];
            int y = points[3 * i + 1];
            int z = points[3 * i + 2];
            float opacity = (float) -Math.expm1(-density[i] * (double) lattice.cell());
            values.open(x, y, z)[values.offset(x, y, z)] = opacity;
        }
        count = 0;
    }
}
