package io.fieldwork.fields.bake;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;

/**
 * The opacity 1 - exp(-density length) of one cell's length at the points of a lattice, as far as the field's occupancy grid lets rays
 * sample it.
 */
final class OpacityLattice {
    /** Points that are evaluated at once. */
    private static final int CHUNK = 1 << 16;

    private final Lattice lattice;
    private final RadianceField field;
    private final Box box;
    private final byte[] occupied;
    private final int resolution;
    private final NDManager manager;
    private final LatticeValues values;
    private final int[] points = new int[3 * CHUNK];
    private final float[] places = new float[3 * CHUNK];
    private int count;

    private OpacityLattice(Lattice lattice, RadianceField field, NDArray occupied) {
        this.lattice = lattice;
        this.field = field;
        this.box = field.box();
        this.occupied = occupied.toByteArray();
        this.resolution = (int) occupied.getShape().get(0);
        this.manager = occupied.getManager();
        this.values = new LatticeValues(lattice, 1);
    }

    /**
     * Evaluates a field.
     *
     * @param lattice where
     * @param field whose density counts
     * @param occupied uint8 [R, R, R] (z, y, x), not zero where the field is sampled
     * @return opacities from 0 to 1
     */
    static LatticeValues of(Lattice lattice, RadianceField field, NDArray occupied) {
        OpacityLattice opacity = new OpacityLattice(lattice, field, occupied);
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
        if (isSampled(place)) {
            if (count == CHUNK) {
                evaluate();
            }
            System.arraycopy(point, 0, points, 3 * count, 3);
            System.arraycopy(place, 0, places, 3 * count, 3);
            count++;
        }
    }

    private boolean isSampled(float[] place) {
        int[] at = new int[3];
        for (int k = 0; k < 3; k++) {
            at[k] = (int) Math.floor((place[k] - box.min()[k]) / box.size()[k] * resolution);
            if (at[k] < 0 || at[k] >= resolution) {
                return false;
            }
        }
        return occupied[at[0] + resolution * (at[1] + resolution * at[2])] != 0;
    }

    private void evaluate() {
        if (count == 0) {
            return;
        }
        float[] density;
        try (NDManager scratch = manager.newSubManager();
                Tape off = Tape.forwardOnly()) {
            NDArray x = scratch.create(Arrays.copyOf(places, 3 * count), new Shape(count, 3));
            density = field.geometry(off, x).density().toFloatArray();
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
