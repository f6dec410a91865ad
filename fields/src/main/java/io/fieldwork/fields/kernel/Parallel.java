package io.fieldwork.fields.kernel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Parallel execution of numbered chunks of work on all cores. A chunk may run on any thread, so results do not depend
 * on the number of threads as long as each chunk writes only what belongs to its number.
 *
 * <p>The calling thread works too and late helper threads find no work, so calls may nest and may come from several
 * threads at once.
 */
public final class Parallel {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final ExecutorService HELPERS = Executors.newFixedThreadPool(
            Math.max(1, CORES - 1),
            Thread.ofPlatform().daemon().name("fields-kernel-", 1).factory());
    /** Spin time of a caller that waits for the last chunks, nanoseconds: about the time to wake a thread. */
    private static final long AWAKE = 50_000;

    private static volatile int threads = CORES;

    private final int chunks;
    private final IntConsumer body;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch open;

    private Parallel(int chunks, IntConsumer body) {
        this.chunks = chunks;
        this.body = body;
        this.open = new CountDownLatch(chunks);
    }

    /**
     * Calls the body once for each of 0 to chunks - 1, from several threads at once, and returns when all calls have
     * ended. After a failure the chunks that have not begun are skipped and the failure is thrown.
     */
    public static void run(int chunks, IntConsumer body) {
        int helpers = Math.min(threads, chunks) - 1;
        if (helpers <= 0) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                body.accept(chunk);
            }
            return;
        }
        Parallel work = new Parallel(chunks, body);
        for (int helper = 0; helper < helpers; helper++) {
            HELPERS.execute(work::help);
        }
        work.help();
        work.await();
        work.rethrow();
    }

    /**
     * Limits the number of threads of later calls, at least to 1; more than there are cores counts as the number of
     * cores.
     */
    public static void limit(int limit) {
        threads = Math.clamp(limit, 1, CORES);
    }

    private void help() {
        for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
            try {
                if (failure.get() == null) {
                    body.accept(chunk);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                open.countDown();
            }
        }
    }

    /** Chunks that have begun use memory of the caller, so an interrupt must not end the wait. */
    private void await() {
        long begin = System.nanoTime();
        while (open.getCount() > 0 && System.nanoTime() - begin < AWAKE) {
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
