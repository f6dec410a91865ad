package io.fieldwork.render.view;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A progressive renderer of a live source on a background thread. Frames are small while the camera moves, become finer
 * when it rests, and are averaged over several passes when it stays. {@link #request} and {@link #latest}, for the loop
 * of a window, never block.
 */
public final class LiveView implements Live {
    /** The phase of the picture's refinement. */
    public enum State {
        /** The camera moves: small frames, about 30 a second. */
        MOVING,
        /** The camera rests: the picture becomes finer. */
        SETTLING,
        /** The picture is as fine as it becomes: passes are averaged, or nothing is left to do. */
        STILL
    }

    private final FrameSource source;
    private final LongSupplier version;
    private final LongSupplier clock;
    private final Schedule schedule;
    private final Average average = new Average();
    private final Thread thread;
    private boolean closed;
    private volatile @Nullable Picture last;
    private volatile @Nullable String problem;

    /**
     * Starts the thread.
     *
     * @param source renders frames on that thread; stays the caller's to close, after this
     * @param version changes whenever the source would give other frames than before
     */
    public LiveView(FrameSource source, LongSupplier version) {
        this(source, version, System::nanoTime);
    }

    LiveView(FrameSource source, LongSupplier version, LongSupplier clock) {
        this.source = source;
        this.version = version;
        this.clock = clock;
        this.schedule = new Schedule(version.getAsLong());
        this.thread = Thread.ofPlatform().name("live view").daemon().start(this::run);
    }

    @Override
    public void request(View view) {
        long latest = version.getAsLong();
        synchronized (this) {
            double now = seconds();
            boolean moved = schedule.request(view, now);
            boolean changed = schedule.changed(latest, now);
            if (moved || changed) {
                notifyAll();
            }
        }
    }

    @Override
    public Optional<Picture> latest() {
        return Optional.ofNullable(last);
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The phase of the picture's refinement. */
    public synchronized State state() {
        return schedule.state(seconds());
    }

    @Override
    public boolean isStill() {
        return state() == State.STILL;
    }

    private void run() {
        try {
            for (Schedule.Job job = await(); job != null; job = await()) {
                make(job);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a frame to make; null at the end. */
    private synchronized Schedule.@Nullable Job await() throws InterruptedException {
        while (!closed) {
            double now = seconds();
            Optional<Schedule.Job> job = schedule.next(now);
            if (job.isPresent()) {
                return job.get();
            }
            double rest = schedule.wait(now);
            wait(Double.isFinite(rest) ? (long) Math.ceil(1000 * rest) : 0);
        }
        return null;
    }

    private void make(Schedule.Job job) {
        double start = seconds();
        try {
            Optional<Frame> frame = source.render(job.view(), job.budget(), () -> isUnwanted(job, start));
            frame.ifPresentOrElse(made -> show(job, made, seconds() - start), () -> giveUp(job, seconds() - start));
        } catch (RuntimeException | Error e) {
            problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            fail(job);
        }
    }

    private synchronized boolean isUnwanted(Schedule.Job job, double start) {
        return closed || schedule.isUnwanted(job, seconds() - start);
    }

    private void show(Schedule.Job job, Frame frame, double seconds) {
        last = new Picture(job.of(), average.add(frame, job.budget().pass()));
        problem = null;
        synchronized (this) {
            schedule.finished(job, seconds);
        }
    }

    private synchronized void giveUp(Schedule.Job job, double seconds) {
        schedule.cancelled(job, seconds);
    }

    private synchronized void fail(Schedule.Job job) {
        schedule.failed(job);
    }

    private double seconds() {
        return clock.getAsLong() * 1e-9;
    }

    /** Cancels the present frame and waits until the source has returned. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
