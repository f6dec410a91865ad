package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import java.util.Arrays;

/**
 * Ray marching through the occupancy grid on the host. A sample costs one cell look-up; empty cells are left in one
 * stride to the first lattice point behind their exit.
 */
final class HostMarch {
    private static final int CHUNK = 32;

    private final int cells;
    private final int rays;
    private final long origins;
    private final long directions;
    private final long jitter;
    private final long occupied;
    private final MarchRegion region;
    private final float[] outerLow;
    private final float[] outerSize;
    private final NDManager manager;

    /** First intervals of the kept samples of one chunk of rays, in ray order, and how many intervals they stand for. */
    private static final class Kept {
        private int[] index = new int[1024];
        private int[] count = new int[1024];
        private int size;
        private final int[] end = new int[CHUNK];
        private final float[] start = new float[CHUNK];

        private void add(int i, int intervals) {
            if (size == index.length) {
                index = Arrays.copyOf(index, 2 * size);
                count = Arrays.copyOf(count, 2 * size);
            }
            index[size] = i;
            count[size++] = intervals;
        }
    }

    HostMarch(NDArray origins, NDArray directions, NDArray jitter, NDArray occupied, MarchRegion region) {
        assert ShapeContract.match("r 3, r 3, r, z c c", origins, directions, jitter, occupied);
        this.cells = (int) occupied.getShape().get(1);
        this.rays = Math.toIntExact(origins.getShape().get(0));
        this.origins = Memory.address(Storage.of(origins), 12L * rays);
        this.directions = Memory.address(Storage.of(directions), 12L * rays);
        this.jitter = Memory.address(Storage.of(jitter), 4L * rays);
        this.occupied = Memory.address(Storage.of(occupied), (long) region.levels() * cells * cells * cells);
        this.region = region;
        this.outerLow = region.outerMin();
        this.outerSize = region.outerSize();
        this.manager = origins.getManager();
    }

    Samples run() {
        int chunks = (rays + CHUNK - 1) / CHUNK;
        Kept[] kept = new Kept[chunks];
        Parallel.run(chunks, chunk -> {
            kept[chunk] = new Kept();
            for (int ray = chunk * CHUNK; ray < Math.min(rays, (chunk + 1) * CHUNK); ray++) {
                march(ray, kept[chunk], ray - chunk * CHUNK);
            }
        });
        int[] firsts = new int[chunks + 1];
        for (int chunk = 0; chunk < chunks; chunk++) {
            firsts[chunk + 1] = Math.addExact(firsts[chunk], kept[chunk].size);
        }
        int total = firsts[chunks];
        Samples samples = new Samples(
                manager.create(new Shape(rays + 1), DataType.INT32),
                manager.create(new Shape(total), DataType.INT32),
                manager.create(new Shape(total, 3), DataType.FLOAT32),
                manager.create(new Shape(total), DataType.FLOAT32),
                manager.create(new Shape(total), DataType.FLOAT32));
        Packed packed = Packed.of(samples);
        put(packed.offsets, rays, total);
        Parallel.run(chunks, chunk -> write(kept[chunk], chunk * CHUNK, firsts[chunk], packed));
        return samples;
    }

    /** Addresses of the arrays to be filled. */
    private record Packed(long offsets, long rays, long positions, long t, long delta) {
        static Packed of(Samples samples) {
            return new Packed(
                    address(samples.offsets()),
                    address(samples.rays()),
                    address(samples.positions()),
                    address(samples.t()),
                    address(samples.delta()));
        }

        private static long address(NDArray array) {
            return Memory.address(Storage.of(array), 4 * array.size());
        }
    }

    private static float number(long address, long index) {
        return Memory.ALL.get(JAVA_FLOAT, address + 4 * index);
    }

    private static void put(long address, long index, float value) {
        Memory.ALL.set(JAVA_FLOAT, address + 4 * index, value);
    }

    private static void put(long address, long index, int value) {
        Memory.ALL.set(JAVA_INT, address + 4 * index, value);
    }

    /** The points of a ray at places that are even along it. */
    private record Lattice(float enter, float offset, MarchRegion region) {
        /** A distance, so many intervals behind the first of this ray. */
        private float at(float intervals) {
            return region.cone() > 0
                    ? region.distance(region.place(enter) + intervals)
                    : enter + intervals * region.step();
        }

        /** The middle of an interval, as a distance. */
        float middle(int i) {
            return at(i + offset + 0.5f);
        }

        /** The number of the last interval whose middle is not behind a distance. */
        int last(float t) {
            float intervals = region.cone() > 0 ? region.place(t) - region.place(enter) : (t - enter) / region.step();
            return (int) (intervals - 0.5f - offset);
        }

        float length(int i, int count) {
            return region.cone() > 0 ? at(i + count + offset) - at(i + offset) : count * region.step();
        }
    }

    /** A ray inside the largest box; its position in the grid of the smallest is a + t b in units of cells. */
    private record Line(float[] a, float[] b, Lattice lattice, float leave, int cells) {
        float middle(int i) {
            return lattice.middle(i);
        }

        /** The first level whose box holds a point. */
        int level(float t) {
            float far = 0;
            for (int axis = 0; axis < 3 && lattice.region.levels() > 1; axis++) {
                far = Math.max(far, Math.abs((a[axis] + t * b[axis]) / cells * 2 - 1));
            }
            int level = 0;
            while (level < lattice.region.levels() - 1 && far > 1 << level) {
                level++;
            }
            return level;
        }

        /** A number of cells of the smallest box, as one of those of a level. */
        private float shrunk(float x, int level) {
            return level == 0 ? x : (x - 0.5f * cells) / (1 << level) + 0.5f * cells;
        }

        int cell(int axis, float t, int level) {
            return Math.clamp((int) shrunk(a[axis] + t * b[axis], level), 0, cells - 1);
        }

        int row(float t) {
            int level = level(t);
            return ((level * cells + cell(2, t, level)) * cells + cell(1, t, level)) * cells + cell(0, t, level);
        }

        /** The first interval that is not known to lie in the cell of interval i. */
        int behind(int i) {
            float t = middle(i);
            int level = level(t);
            float exit = Math.min(exit(0, t, level), Math.min(exit(1, t, level), exit(2, t, level)));
            return Math.max(i + 1, lattice.last(exit));
        }

        private float exit(int axis, float t, int level) {
            int edge = cell(axis, t, level) + (b[axis] > 0 ? 1 : 0);
            return b[axis] == 0 ? Float.POSITIVE_INFINITY : (edge - shrunk(a[axis], level)) / b[axis] * (1 << level);
        }

        /** The end of the run of intervals from i on that are in its cell. */
        int run(int i) {
            int row = row(middle(i));
            int end = i + 1;
            while (end % MarchRegion.RUN != 0 && middle(end) < leave && row(middle(end)) == row) {
                end++;
            }
            return end;
        }
    }

    private Line line(int ray) {
        float enter = region.near();
        float leave = Float.POSITIVE_INFINITY;
        float[] a = new float[3];
        float[] b = new float[3];
        for (int k = 0; k < 3; k++) {
            float o = number(origins, 3L * ray + k);
            float d = number(directions, 3L * ray + k);
            float low = (outerLow[k] - o) / d;
            float high = (outerLow[k] + outerSize[k] - o) / d;
            enter = Math.max(enter, Math.min(low, high));
            leave = Math.min(leave, Math.max(low, high));
            a[k] = (o - region.min()[k]) / region.size()[k] * cells;
            b[k] = d / region.size()[k] * cells;
        }
        return new Line(a, b, new Lattice(enter, number(jitter, ray), region), leave, cells);
    }

    private void march(int ray, Kept kept, int slot) {
        Line line = line(ray);
        kept.start[slot] = line.lattice.enter;
        for (int i = 0; line.middle(i) < line.leave; ) {
            int value = Memory.ALL.get(JAVA_BYTE, occupied + line.row(line.middle(i)));
            if (value == 0) {
                i = line.behind(i);
                continue;
            }
            int end = value == MarchRegion.THIN && region.thinned() ? line.run(i) : i + 1;
            kept.add(i, end - i);
            i = end;
        }
        kept.end[slot] = kept.size;
    }

    private void write(Kept kept, int firstRay, int first, Packed to) {
        int s = 0;
        for (int ray = firstRay; ray < Math.min(rays, firstRay + CHUNK); ray++) {
            int slot = ray - firstRay;
            put(to.offsets, ray, first + s);
            Lattice lattice = new Lattice(kept.start[slot], number(jitter, ray), region);
            for (; s < kept.end[slot]; s++) {
                int at = first + s;
                int begin = kept.index[s];
                float t = lattice.middle(begin + MarchRegion.pick(lattice.offset, begin, kept.count[s]));
                put(to.rays, at, ray);
                put(to.t, at, t);
                put(to.delta, at, lattice.length(begin, kept.count[s]));
                for (int k = 0; k < 3; k++) {
                    float d = number(directions, 3L * ray + k);
                    float o = number(origins, 3L * ray + k);
                    put(to.positions, 3L * at + k, o + t * d);
                }
            }
        }
    }
}
