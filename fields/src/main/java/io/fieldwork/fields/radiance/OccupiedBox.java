package io.fieldwork.fields.radiance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Occupancy;
import java.util.Arrays;

/** The smallest part of a box that holds all that is occupied, to a sixty-fourth of a side. */
final class OccupiedBox {
    private static final int CELLS = 64;

    private OccupiedBox() {}

    /** The box around the occupied cells of a lattice of points in a box and their neighbours; the box itself if there are none. */
    static Box within(Box box, Occupancy occupied) {
        int[] first = {CELLS, CELLS, CELLS};
        int[] last = {-1, -1, -1};
        for (int i = 0; i < CELLS * CELLS * CELLS; i++) {
            int[] cell = {i % CELLS, i / CELLS % CELLS, i / CELLS / CELLS};
            if (occupied.at(at(box, 0, cell[0] + 0.5f), at(box, 1, cell[1] + 0.5f), at(box, 2, cell[2] + 0.5f))) {
                for (int axis = 0; axis < 3; axis++) {
                    first[axis] = Math.min(first[axis], cell[axis]);
                    last[axis] = Math.max(last[axis], cell[axis]);
                }
            }
        }
        if (last[0] < 0) {
            return box;
        }
        int[] from = Arrays.stream(first).map(cell -> Math.max(cell - 1, 0)).toArray();
        int[] to = Arrays.stream(last).map(cell -> Math.min(cell + 2, CELLS)).toArray();
        return new Box(
                at(box, 0, from[0]),
                at(box, 1, from[1]),
                at(box, 2, from[2]),
                at(box, 0, to[0]),
                at(box, 1, to[1]),
                at(box, 2, to[2]));
    }

    private static float at(Box box, int axis, float cell) {
        return box.min()[axis] + box.size()[axis] * cell / CELLS;
    }
}
