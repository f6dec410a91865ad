package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.fieldwork.fields.tensor.Memory;

/**
 * The cell of a sparse lattice around a point, on the host. Corner c has offset (c&1, c>>1&1, c>>2); its row is -1 where the lattice
 * is empty.
 */
final class VoxelCell {
    final int[] row = new int[8];
    final float[] weight = new float[8];
    final float[] part = new float[3];

    /** Whether the point moves inside the lattice along an axis; outside it counts as the nearest point inside. */
    final boolean[] free = new boolean[3];

    /** Finds the cell of the point at an address. */
    void locate(long x, VoxelLattice lattice) {
        int i = split(x, 0, lattice.nx());
        int j = split(x + 4, 1, lattice.ny());
        int k = split(x + 8, 2, lattice.nz());
        int line = lattice.nx();
        int layer = line * lattice.ny();
        long first = lattice.links() + 4L * (i + line * j + layer * k);
        for (int c = 0; c < 8; c++) {
            int at = (c & 1) + line * (c >> 1 & 1) + layer * (c >> 2);
            row[c] = Memory.ALL.get(JAVA_INT, first + 4L * at);
        }
        weigh(part[0], part[1], part[2]);
    }

    private int split(long x, int axis, int vertices) {
        float position = Memory.ALL.get(JAVA_FLOAT, x);
        float inside = Math.max(0, Math.min(position, vertices - 1));
        int cell = Math.min((int) inside, vertices - 2);
        part[axis] = inside - cell;
        free[axis] = position == inside;
        return cell;
    }

    private void weigh(float u, float v, float w) {
        float low = (1 - v) * (1 - w);
        float right = v * (1 - w);
        float up = (1 - v) * w;
        float far = v * w;
        weight[0] = (1 - u) * low;
        weight[1] = u * low;
        weight[2] = (1 - u) * right;
        weight[3] = u * right;
        weight[4] = (1 - u) * up;
        weight[5] = u * up;
        weight[6] = (1 - u) * far;
        weight[7] = u * far;
    }

    /** Adds the slopes of the interpolation of some corner values to a gradient of three coordinates. */
    void addSlopes(float[] value, long dx) {
        for (int axis = 0; axis < 3; axis++) {
            if (free[axis]) {
                int s = (axis + 1) % 3;
                int t = (axis + 2) % 3;
                float slope = bilinear(value, 1 << axis, 1 << s, 1 << t, part[s], part[t]);
                long at = dx + 4L * axis;
                Memory.ALL.set(JAVA_FLOAT, at, Memory.ALL.get(JAVA_FLOAT, at) + slope);
            }
        }
    }

    /** The differences along an axis, interpolated along the other two. */
    private static float bilinear(float[] value, int along, int s, int t, float u, float v) {
        float near = (value[along] - value[0]) * (1 - u) + (value[along + s] - value[s]) * u;
        float far = (value[along + t] - value[t]) * (1 - u) + (value[along + s + t] - value[s + t]) * u;
        return near * (1 - v) + far * v;
    }
}
