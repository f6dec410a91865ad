package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** A bundle of consecutive rays whose samples are copied to the heap, where the compiler vectorises them, and back. */
final class RayBundle {
    /** Rays of a bundle. */
    private static final int RAYS = 128;

    private final int[] starts;
    private final int firstRay;
    private final int all;

    private RayBundle(int all, int[] starts, int firstRay) {
        this.all = all;
        this.starts = starts;
        this.firstRay = firstRay;
    }

    /** Number of rays, given the offsets [rays + 1] of their samples. */
    static int count(NDArray offsets) {
        return Math.toIntExact(offsets.getShape().get(0)) - 1;
    }

    /** Visits all rays in bundles, on all cores. */
    static void each(NDArray offsets, Consumer<RayBundle> body) {
        int rays = count(offsets);
        MemorySegment all = Storage.of(offsets);
        Parallel.run((rays + RAYS - 1) / RAYS, bundle -> {
            int first = bundle * RAYS;
            int[] starts = new int[Math.min(RAYS, rays - first) + 1];
            MemorySegment.copy(all, JAVA_INT, 4L * first, starts, 0, starts.length);
            body.accept(new RayBundle(rays, starts, first));
        });
    }

    int rays() {
        return starts.length - 1;
    }

    int samples() {
        return starts[rays()] - starts[0];
    }

    /** The first sample of a ray, counted within the bundle. */
    int begin(int ray) {
        return starts[ray] - starts[0];
    }

    /** One after the last sample of a ray, counted within the bundle. */
    int end(int ray) {
        return begin(ray + 1);
    }

    /** Values a ray in storage [all rays, c]: c. */
    int width(MemorySegment ofRays) {
        return Math.toIntExact(ofRays.byteSize() / Float.BYTES / all);
    }

    /** The array itself, or a larger one with undefined values. */
    static float[] room(float[] array, int size) {
        return array.length < size ? new float[size + size / 2] : array;
    }

    /** Copies per-sample values, {@code width} numbers each, into the array or a larger one. */
    float[] load(MemorySegment from, int width, float[] to) {
        float[] array = room(to, width * samples());
        MemorySegment.copy(from, JAVA_FLOAT, 4L * width * starts[0], array, 0, width * samples());
        return array;
    }

    /** Copies it back. */
    void store(float[] from, MemorySegment to, int width) {
        MemorySegment.copy(from, 0, to, JAVA_FLOAT, 4L * width * starts[0], width * samples());
    }

    /** Copies per-ray values, {@code width} numbers each, into the array or a larger one. */
    float[] loadRays(MemorySegment from, int width, float[] to) {
        float[] array = room(to, width * rays());
        MemorySegment.copy(from, JAVA_FLOAT, 4L * width * firstRay, array, 0, width * rays());
        return array;
    }

    /** Copies it back. */
    void storeRays(float[] from, MemorySegment to, int width) {
        MemorySegment.copy(from, 0, to, JAVA_FLOAT, 4L * width * firstRay, width * rays());
    }
}
