package io.fieldwork.samples.batch;

import io.fieldwork.samples.batch.Outcome.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Some jobs at a time, each lane with a worker that does one after another. A worker that crashed is replaced, and one that must
 * wait for memory is closed meanwhile.
 */
final class Lanes implements AutoCloseable {
    private final int retries;
    private final MemoryGate memory;
    private final Worker.Source source;
    private final @Nullable Worker[] workers;
    private final Deque<Order> waiting = new ArrayDeque<>();
    private final Map<String, Integer> crashes = new HashMap<>();
    private boolean stopping;
    private boolean failed;
    private @Nullable Throwable broken;

    Lanes(int count, int retries, MemoryGate memory, Worker.Source source) {
        this.workers = new Worker[count];
        this.retries = retries;
        this.memory = memory;
        this.source = source;
    }

    /** Does some jobs and tells of the end of each, one at a time; says whether one failed. */
    boolean run(List<Order> orders, BiConsumer<Order, Outcome> told) {
        synchronized (this) {
            waiting.addAll(orders);
            failed = false;
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(workers.length, orders.size()); i++) {
            int lane = i;
            threads.add(Thread.ofPlatform().name("lane " + i).start(() -> guarded(lane, told)));
        }
        threads.forEach(Lanes::join);
        synchronized (this) {
            switch (broken) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> {
                    return failed;
                }
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void guarded(int lane, BiConsumer<Order, Outcome> told) {
        try {
            work(lane, told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                broken = e;
            }
            stop();
        }
    }

    private void work(int lane, BiConsumer<Order, Outcome> told) throws InterruptedException {
        for (Order order = next(); order != null; order = next()) {
            if (!memory.tryEnter()) {
                release(lane);
                memory.enter();
            }
            Outcome outcome = new Outcome(End.INTERRUPTED, "", 0);
            try {
                Worker worker = worker(lane);
                outcome = worker == null ? outcome : worker.run(order);
            } finally {
                memory.leave(outcome.memory());
            }
            if (outcome.end() == End.CRASHED) {
                release(lane);
            }
            take(order, outcome, told);
        }
    }

    private synchronized @Nullable Order next() {
        return stopping ? null : waiting.poll();
    }

    /** The worker of a lane, opened if there is none; nothing when no more is to be done. */
    private synchronized @Nullable Worker worker(int lane) {
        if (!stopping && workers[lane] == null) {
            workers[lane] = source.open(lane);
        }
        return stopping ? null : workers[lane];
    }

    private void release(int lane) {
        Worker worker;
        synchronized (this) {
            worker = workers[lane];
            workers[lane] = null;
        }
        if (worker != null) {
            worker.close();
        }
    }

    private synchronized void take(Order order, Outcome outcome, BiConsumer<Order, Outcome> told) {
        if (outcome.end() == End.CRASHED && !stopping) {
            int count = crashes.merge(order.name(), 1, Integer::sum);
            if (count <= retries) {
                waiting.addFirst(order);
                told.accept(order, new Outcome(End.INTERRUPTED, outcome.reason(), outcome.memory()));
                return;
            }
        }
        if (outcome.end() == End.INTERRUPTED && !stopping) {
            stop();
        }
        failed |= outcome.end() == End.FAILED || outcome.end() == End.CRASHED;
        told.accept(order, outcome);
    }

    /** Whether a person ended this, or one of its workers. */
    synchronized boolean stopped() {
        return stopping;
    }

    /** Ends all jobs with their checkpoints; no more are begun. */
    synchronized void stop() {
        stopping = true;
        waiting.clear();
        for (Worker worker : workers) {
            if (worker != null) {
                worker.stop();
            }
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < workers.length; i++) {
            release(i);
        }
    }
}
