package io.fieldwork.fields.encoding;

import io.fieldwork.fields.kernel.FactorLayout;
import java.util.List;

/**
 * The factors of a grid at the vertices of another, by linear interpolation along each axis.
 *
 * @param from the grid that is known
 * @param to the same factors with other vertices
 * @param low lower corner [3] of the second grid in the unit cube of the first
 * @param high upper corner [3]
 */
record FactorResampling(FactorLayout from, FactorLayout to, float[] low, float[] high) {
    /** Where vertices of the second grid lie along an axis of the first: the vertex below and the distance from it. */
    private record Places(int[] cell, float[] part) {}

    /** {@return the table [rows, R] of the second grid, given that of the first} */
    float[] apply(float[] table) {
        float[] result = new float[to.rows() * to.rank()];
        List<FactorLayout.Factor> sources = from.factors();
        List<FactorLayout.Factor> targets = to.factors();
        for (int f = 0; f < targets.size(); f++) {
            resample(sources.get(f), targets.get(f), table, result);
        }
        return result;
    }

    private Places places(int axis) {
        int vertices = to.vertices()[axis];
        int cells = from.vertices()[axis] - 1;
        Places places = new Places(new int[vertices], new float[vertices]);
        for (int i = 0; i < vertices; i++) {
            double unit = low[axis] + ((double) high[axis] - low[axis]) * i / (vertices - 1);
            double position = Math.clamp(unit, 0, 1) * cells;
            places.cell[i] = Math.min((int) position, cells - 1);
            places.part[i] = (float) (position - places.cell[i]);
        }
        return places;
    }

    private void resample(FactorLayout.Factor source, FactorLayout.Factor target, float[] table, float[] result) {
        int rank = to.rank();
        Places along = places(source.first());
        Places across = source.isPlane() ? places(source.second()) : new Places(new int[1], new float[1]);
        int up = source.isPlane() ? source.width() * rank : 0;
        for (int j = 0; j < target.height(); j++) {
            for (int i = 0; i < target.width(); i++) {
                int at = (source.offset() + across.cell[j] * source.width() + along.cell[i]) * rank;
                int out = (target.offset() + j * target.width() + i) * rank;
                for (int r = 0; r < rank; r++) {
                    float lower = mix(table[at + r], table[at + rank + r], along.part[i]);
                    float upper = mix(table[at + up + r], table[at + up + rank + r], along.part[i]);
                    result[out + r] = mix(lower, upper, across.part[j]);
                }
            }
        }
    }

    private static float mix(float a, float b, float share) {
        return a * (1 - share) + b * share;
    }
}
