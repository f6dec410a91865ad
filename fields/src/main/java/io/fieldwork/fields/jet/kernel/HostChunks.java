package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.kernel.Parallel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * A range cut into chunks that depend on its length alone, so that sums by chunk, added in order, do not depend on the number of
 * threads.
 *
 * @param length of the range
 * @param chunk length of a chunk; the last one may be shorter
 */
record HostChunks(long length, long chunk) {
    private static final int MOST = 64;

    /**
     * Cuts a range.
     *
     * @param least shortest chunk worth while
     * @param unit of which chunks are multiples
     */
    static HostChunks of(long length, int least, int unit) {
        long chunk = Math.max(least, Math.ceilDiv(length, MOST));
        return new HostChunks(length, Math.ceilDiv(chunk, unit) * unit);
    }

    /** Number of chunks, 0 for nothing. */
    int count() {
        return Math.toIntExact(Math.ceilDiv(length, chunk));
    }

    /** Runs all chunks on all cores, each with a worker that no other thread uses meanwhile. */
    <W> void run(Supplier<W> workers, ObjIntConsumer<W> body) {
        var idle = new ConcurrentLinkedQueue<W>();
        Parallel.run(count(), number -> {
            W worker = idle.poll();
            if (worker == null) {
                worker = workers.get();
            }
            body.accept(worker, number);
            idle.add(worker);
        });
    }

    /** Visits the pieces of a chunk: start and length of each. */
    void pieces(int number, int size, Piece body) {
        long end = Math.min(length, (number + 1) * chunk);
        for (long first = number * chunk; first < end; first += size) {
            body.accept(first, (int) Math.min(size, end - first));
        }
    }

    /** The work on a piece. */
    @FunctionalInterface
    interface Piece {
        void accept(long first, int length);
    }
}
