package io.fieldwork.samples.batch;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets as many jobs run at a time as memory allows, by the most that any was expected or measured to need; one always may. */
final class MemoryGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final long budget;
    private long each;
    private int running;

    /**
     * A gate that nobody has passed.
     *
     * @param budget bytes for all jobs
     * @param each bytes that a job is expected to need
     */
    MemoryGate(long budget, long each) {
        this.budget = budget;
        this.each = Math.max(1, each);
    }

    /** Lets a job in now, or does not. */
    boolean tryEnter() {
        lock.lock();
        try {
            boolean fits = running == 0 || (running + 1) * each <= budget;
            running += fits ? 1 : 0;
            return fits;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a job in as soon as there is room. */
    void enter() throws InterruptedException {
        lock.lock();
        try {
            while (!tryEnter()) {
                freed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets a job out, of which so much was measured; 0 if that is unknown, {@link Outcome#TOO_MUCH} makes room for one job fewer at a time. */
    void leave(long measured) {
        lock.lock();
        try {
            each = Math.max(each, measured == Outcome.TOO_MUCH ? budget / Math.max(1, running - 1) : measured);
            running--;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many jobs fit at a time, as far as is known. */
    long most() {
        lock.lock();
        try {
            return Math.max(1, budget / each);
        } finally {
            lock.unlock();
        }
    }
}
