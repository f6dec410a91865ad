package io.fieldwork.fields.radiance;

import io.fieldwork.fields.field.Box;

/**
 * The vertices of a cubic lattice over a box, numbered x first, then y, then z.
 *
 * @param box whose lower corner is the first vertex
 * @param resolution vertices along its longest side
 * @param spacing distance of neighbours in world units
 * @param nx vertices along x, at least two; the last one is the first that does not lie inside
 * @param ny along y
 * @param nz along z
 */
record VoxelShape(Box box, int resolution, double spacing, int nx, int ny, int nz) {
    /** The lattice of a resolution over a box. */
    static VoxelShape of(Box box, int resolution) {
        double spacing = (double) box.longest() / (resolution - 1);
        int[] n = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            n[axis] = 1 + Math.max(1, (int) Math.ceil(box.size()[axis] / spacing - 1e-3));
        }
        return new VoxelShape(box, resolution, spacing, n[0], n[1], n[2]);
    }

    /** The number of vertices. */
    int size() {
        return Math.multiplyExact(Math.multiplyExact(nx, ny), nz);
    }

    /** The index of a vertex along an axis. */
    int index(int vertex, int axis) {
        return switch (axis) {
            case 0 -> vertex % nx;
            case 1 -> vertex / nx % ny;
            default -> vertex / nx / ny;
        };
    }
}
