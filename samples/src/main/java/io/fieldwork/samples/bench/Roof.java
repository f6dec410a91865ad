package io.fieldwork.samples.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/**
 * The measured peak rates of this machine, or of a GPU: copies on touched memory with all threads, and the engine's matrix product
 * in a network's shape.
 *
 * @param bytesPerSecond read plus written
 * @param operationsPerSecond single precision, a multiplication and an addition count two
 */
record Roof(double bytesPerSecond, double operationsPerSecond) {
    private static final int ROUNDS = 12;

    /** The best of several rounds on the device of a manager. */
    static Roof measure(NDManager manager) {
        return new Roof(manager.getDevice().isGpu() ? deviceCopy(manager) : copy(), multiply(manager));
    }

    private static double deviceCopy(NDManager manager) {
        long numbers = 1L << 27;
        double best = Double.POSITIVE_INFINITY;
        try (NDManager scratch = manager.newSubManager()) {
            DeviceWait wait = new DeviceWait(scratch);
            NDArray from = scratch.ones(new Shape(numbers));
            NDArray to = scratch.ones(new Shape(numbers));
            for (int round = 0; round < ROUNDS; round++) {
                wait.now();
                long start = System.nanoTime();
                Storage.overwrite(to, from);
                wait.now();
                best = Math.min(best, (System.nanoTime() - start) * 1e-9);
            }
        }
        return 2.0 * Float.BYTES * numbers / best;
    }

    private static double copy() {
        long bytes = 1L << 27;
        int parts = Runtime.getRuntime().availableProcessors();
        double best = Double.POSITIVE_INFINITY;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment from = arena.allocate(bytes).fill((byte) 1);
            MemorySegment to = arena.allocate(bytes).fill((byte) 2);
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                IntStream.range(0, parts).parallel().forEach(part -> {
                    long begin = bytes / parts * part;
                    MemorySegment.copy(from, JAVA_BYTE, begin, to, JAVA_BYTE, begin, bytes / parts);
                });
                best = Math.min(best, (System.nanoTime() - start) * 1e-9);
            }
        }
        return 2.0 * bytes / best;
    }

    private static double multiply(NDManager manager) {
        int rows = 65536;
        int width = 64;
        double best = Double.POSITIVE_INFINITY;
        try (NDManager scratch = manager.newSubManager()) {
            NDArray x = scratch.ones(new Shape(rows, width));
            NDArray w = scratch.ones(new Shape(width, width));
            DeviceWait wait = new DeviceWait(scratch);
            for (int round = 0; round < ROUNDS; round++) {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    wait.now();
                    long start = System.nanoTime();
                    NDArray y = x.matMul(w);
                    wait.now();
                    best = Math.min(best, (System.nanoTime() - start) * 1e-9);
                    y.close();
                }
            }
        }
        return 2.0 * rows * width * width / best;
    }
}
