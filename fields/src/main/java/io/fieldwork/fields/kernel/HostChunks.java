package io.fieldwork.fields.kernel;

import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * A range cut into chunks that depend on its length alone, so that sums by chunk, added in order, do not depend on the
 * number of threads.
 *
 * @param length of the range
 * @param chunk length of a chunk; the last one may be shorter
 */
public record HostChunks(long length, long chunk) {
    /**
     * At most {@code most} chunks, unless they get shorter than {@code least}; their length is a multiple of a unit.
     */
    public static HostChunks of(long length, int least, int most, int unit) {
        long chunk = Math.max(least, Math.ceilDiv(length, most));
        return new HostChunks(length, Math.ceilDiv(chunk, unit) * unit);
    }

    /** {@return the number of chunks, 0 for nothing} */
    public int count() {
        return Math.toIntExact(Math.ceilDiv(length, chunk));
    }

    /** Runs all chunks on all cores. */
    public void each(Piece body) {
        Parallel.run(count(), number -> pieces(number, Math.toIntExact(chunk), body));
    }

    /** Runs all chunks on all cores, each with a worker that no other thread uses meanwhile. */
    public <W> void run(Supplier<W> workers, ObjIntConsumer<W> body) {
        var idle = new LinkedBlockingDeque<W>();
        Parallel.run(count(), number -> {
            W worker = idle.pollFirst();
            if (worker == null) {
                worker = workers.get();
            }
            body.accept(worker, number);
            idle.addFirst(worker);
        });
    }

    /** Visits the pieces of some size of a chunk; the last one may be shorter. */
    public void pieces(int number, int size, Piece body) {
        long end = Math.min(length, (number + 1) * chunk);
        for (long first = number * chunk; first < end; first += size) {
            body.accept(first, (int) Math.min(size, end - first));
        }
    }

    /** The work on a piece. */
    @FunctionalInterface
    public interface Piece {
        /** Works on {@code length} elements from the first on. */
        void accept(long first, int length);
    }
}
