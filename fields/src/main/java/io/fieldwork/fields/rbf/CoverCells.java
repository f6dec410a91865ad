package io.fieldwork.fields.rbf;

import io.fieldwork.fields.kernel.HostChunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cells of a uniform grid around the centres, about as many as there are bases, each with the bases whose boxes meet it. A place outside the grid counts as
 * in the outermost cell, whose bases may reach it; each base is tested by its own distance.
 */
final class CoverCells implements Neighbourhood {
    private static final int CHUNK = 512;
    private static final int MOST = 1 << 22;

    private final RadialBases bases;
    private final int dimensions;
    private final float[] low;
    private final float[] size;
    private final int[] cells;
    private final int[] offsets;
    private final int[] inside;

    CoverCells(RadialBases bases) {
        this.bases = bases;
        this.dimensions = bases.dimensions();
        this.low = new float[dimensions];
        this.size = new float[dimensions];
        this.cells = new int[dimensions];
        measure();
        int total = Arrays.stream(cells).reduce(1, Math::multiplyExact);
        int[] counts = new int[total + 1];
        each((cell, base) -> counts[cell + 1]++);
        Arrays.parallelPrefix(counts, Integer::sum);
        this.offsets = counts;
        this.inside = new int[counts[total]];
        int[] next = counts.clone();
        each((cell, base) -> inside[next[cell]++] = base);
    }

    private void measure() {
        double volume = 1;
        for (int axis = 0; axis < dimensions; axis++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < bases.count(); i++) {
                float centre = bases.centres()[i * dimensions + axis];
                least = Math.min(least, centre);
                most = Math.max(most, centre);
            }
            low[axis] = least;
            size[axis] = Math.max(most - least, 1e-6f);
            volume *= size[axis];
        }
        double side = Math.pow(volume / Math.min(bases.count(), MOST), 1.0 / dimensions);
        for (int axis = 0; axis < dimensions; axis++) {
            cells[axis] = Math.clamp((long) Math.ceil(size[axis] / side), 1, 1 << 10);
            size[axis] /= cells[axis];
        }
    }

    private interface Meeting {
        void accept(int cell, int base);
    }

    /** Visits every base in every cell that its box meets, bases in order. */
    private void each(Meeting body) {
        int[] first = new int[3];
        int[] last = new int[3];
        for (int base = 0; base < bases.count(); base++) {
            for (int axis = 0; axis < dimensions; axis++) {
                float centre = bases.centres()[base * dimensions + axis];
                float reach = bases.reach(base, axis);
                first[axis] = cell(centre - reach, axis);
                last[axis] = cell(centre + reach, axis);
            }
            for (int k = first[2]; k <= last[2]; k++) {
                for (int j = first[1]; j <= last[1]; j++) {
                    for (int i = first[0]; i <= last[0]; i++) {
                        body.accept(i + cells[0] * (j + cells[1] * k), base);
                    }
                }
            }
        }
    }

    private int cell(float place, int axis) {
        return Math.clamp((long) Math.floor((place - low[axis]) / size[axis]), 0, cells[axis] - 1);
    }

    private int cell(float[] places, int at) {
        int cell = 0;
        for (int axis = dimensions - 1; axis >= 0; axis--) {
            cell = cell * cells[axis] + cell(places[at + axis], axis);
        }
        return cell;
    }

    @Override
    public Lists lists(float[] places) {
        int count = places.length / dimensions;
        int[] ends = new int[count + 1];
        HostChunks chunks = new HostChunks(count, CHUNK);
        chunks.each((first, length) -> {
            for (int i = (int) first; i < first + length; i++) {
                ends[i + 1] = covering(places, i * dimensions, null, 0);
            }
        });
        Arrays.parallelPrefix(ends, Integer::sum);
        int[] found = new int[ends[count]];
        chunks.each((first, length) -> {
            for (int i = (int) first; i < first + length; i++) {
                covering(places, i * dimensions, found, ends[i]);
            }
        });
        return new Lists(ends, found);
    }

    /** Counts the bases that cover a place, and writes them if there is somewhere to. */
    private int covering(float[] places, int at, int @Nullable [] to, int from) {
        int cell = cell(places, at);
        int count = 0;
        for (int i = offsets[cell]; i < offsets[cell + 1]; i++) {
            if (bases.square(inside[i], places, at) < 1) {
                if (to != null) {
                    to[from + count] = inside[i];
                }
                count++;
            }
        }
        return count;
    }
}
