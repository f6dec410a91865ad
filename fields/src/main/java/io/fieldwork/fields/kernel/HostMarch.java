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
    private final NDManager manager;

    /** Interval numbers of the kept samples of one chunk of rays, in ray order. */
    private static final class Kept {
        private int[] index = new int[1024];
        private int size;
        private final int[] end = new int[CHUNK];
        private final float[] start = new float[CHUNK];

        private void add(int i) {
            if (size == index.length) {
                index = Arrays.copyOf(index, 2 * size);
            }
            index[size++] = i;
        }
    }

    HostMarch(NDArray origins, NDArray directions, NDArray jitter, NDArray occupied, MarchRegion region) {
        assert ShapeContract.match("r 3, r 3, r, c c c", origins, directions, jitter, occupied);
        this.cells = (int) occupied.getShape().get(0);
        this.rays = Math.toIntExact(origins.getShape().get(0));
        this.origins = Memory.address(Storage.of(origins), 12L * rays);
        this.directions = Memory.address(Storage.of(directions), 12L * rays);
        this.jitter = Memory.address(Storage.of(jitter), 4L * rays);
        this.occupied = Memory.address(Storage.of(occupied), (long) cells * cells * cells);
        this.region = region;
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

    /** Walks one ray; the position inside the grid is p = a + t b in units of cells. */
    private void march(int ray, Kept kept, int slot) {
        float enter = region.near();
        float leave = Float.POSITIVE_INFINITY;
        float[] a = new float[3];
        float[] b = new float[3];
        for (int k = 0; k < 3; k++) {
            float o = number(origins, 3L * ray + k);
            float d = number(directions, 3L * ray + k);
            float low = (region.min()[k] - o) / d;
            float high = (region.min()[k] + region.size()[k] - o) / d;
            enter = Math.max(enter, Math.min(low, high));
            leave = Math.min(leave, Math.max(low, high));
            a[k] = (o - region.min()[k]) / region.size()[k] * cells;
            b[k] = d / region.size()[k] * cells;
        }
        float offset = number(jitter, ray);
        kept.start[slot] = enter;
        int i = 0;
        float t = middle(enter, i, offset);
        while (t < leave) {
            int x = cell(a[0] + t * b[0]);
            int y = cell(a[1] + t * b[1]);
            int z = cell(a[2] + t * b[2]);
            if (Memory.ALL.get(JAVA_BYTE, occupied + ((long) z * cells + y) * cells + x) != 0) {
                kept.add(i++);
            } else {
                float exit = Math.min(exit(x, a[0], b[0]), Math.min(exit(y, a[1], b[1]), exit(z, a[2], b[2])));
                int reached = (int) ((exit - enter) / region.step() - 0.5f - offset);
                i = Math.max(i + 1, reached);
            }
            t = middle(enter, i, offset);
        }
        kept.end[slot] = kept.size;
    }

    private float middle(float enter, int i, float offset) {
        return enter + (i + offset + 0.5f) * region.step();
    }

    private int cell(float position) {
        return Math.clamp((int) position, 0, cells - 1);
    }

    private static float exit(int cell, float a, float b) {
        return b == 0 ? Float.POSITIVE_INFINITY : ((b > 0 ? cell + 1 : cell) - a) / b;
    }

    private void write(Kept kept, int firstRay, int first, Packed to) {
        int s = 0;
        for (int ray = firstRay; ray < Math.min(rays, firstRay + CHUNK); ray++) {
            int slot = ray - firstRay;
            put(to.offsets, ray, first + s);
            float offset = number(jitter, ray);
            for (; s < kept.end[slot]; s++) {
                int at = first + s;
                float t = middle(kept.start[slot], kept.index[s], offset);
                put(to.rays, at, ray);
                put(to.t, at, t);
                put(to.delta, at, region.step());
                for (int k = 0; k < 3; k++) {
                    float d = number(directions, 3L * ray + k);
                    float o = number(origins, 3L * ray + k);
                    put(to.positions, 3L * at + k, o + t * d);
                }
            }
        }
    }
}
