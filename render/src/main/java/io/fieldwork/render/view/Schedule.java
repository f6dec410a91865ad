package io.fieldwork.render.view;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of progressive refinement, which decides the next frame. While the view changes, frames are as large as
 * the speed of the last ones allows at 30 a second. Once it has rested, the picture becomes finer step by step to full
 * size, and then passes of it are averaged. A changed source is rendered anew, never coarser than before; while it
 * keeps changing, pictures get as fine as a second allows.
 *
 * <p>A pure state machine: time is passed in, in seconds, and there are no threads here.
 */
final class Schedule {
    /** A frame of a moving view, seconds. */
    static final double FRAME = 1 / 30.0;
    /** Time without a change of view after which the camera rests, seconds. */
    static final double REST = 0.1;
    /** Time budget of a picture of a source that keeps changing, seconds. */
    static final double PATIENCE = 1;
    /** A source that has not changed for so long has come to rest, seconds. */
    static final double CALM = 3;
    /** Number of passes that are averaged. */
    static final int PASSES = 32;
    /** A late frame of a moving view is cancelled after this many times its budget. */
    private static final double LATE = 3;
    /** The size of moving frames is kept while they take between these parts of their budget. */
    private static final double QUICK = 0.6;

    private static final double SLOW = 1.25;

    /**
     * A frame to make.
     *
     * @param of the view in full size
     * @param factor by which the frame is smaller
     * @param budget of time
     * @param version of the source when it was begun
     */
    record Job(View of, int factor, Budget budget, long version) {
        /** The view at the reduced size. */
        View view() {
            return new View(of.camera(), scaled(of.width()), scaled(of.height()));
        }

        private int scaled(int size) {
            return Math.max(1, Math.round((float) size / factor));
        }

        private boolean hasDeadline() {
            return Double.isFinite(budget.seconds());
        }
    }

    private final Speed moving = new Speed();
    private final Speed resting = new Speed();
    private @Nullable View wanted;
    private double movedAt = Double.NEGATIVE_INFINITY;
    private int movingFactor;
    private @Nullable Job shown;
    private @Nullable Job failed;
    private long version;
    private double changedAt = Double.NEGATIVE_INFINITY;

    /** A schedule with nothing to show of a version of the source. */
    Schedule(long version) {
        this.version = version;
    }

    /** Sets the requested view; returns whether it is another than before. */
    boolean request(View view, double now) {
        if (view.equals(wanted)) {
            return false;
        }
        wanted = view;
        movedAt = now;
        return true;
    }

    /** Sets the version of the source; returns whether it is another than before. */
    boolean changed(long latest, double now) {
        if (latest == version) {
            return false;
        }
        version = latest;
        changedAt = now;
        return true;
    }

    /** The frame to make now, or nothing until a request, a change, or the end of {@link #wait}. */
    Optional<Job> next(double now) {
        View view = wanted;
        Job last = shown;
        if (view == null || isHopeless()) {
            return Optional.empty();
        }
        if (last == null || !last.of.equals(view)) {
            return Optional.of(quick(view));
        }
        if (isMoving(now)) {
            return Optional.empty();
        }
        int patient = atRest().factor(view, PATIENCE);
        if (last.version != version) {
            return Optional.of(calm(view, Math.min(last.factor, patient), 0));
        }
        if (last.factor > 1) {
            int finer = Math.max(1, Math.min(last.factor / 2, atRest().factor(view, REST)));
            int factor = isChanging(now) ? Math.max(finer, patient) : finer;
            return isFinest(last, now) ? Optional.empty() : Optional.of(calm(view, factor, 0));
        }
        int pass = last.budget.pass() + 1;
        return pass < PASSES ? Optional.of(calm(view, 1, pass)) : Optional.empty();
    }

    private boolean isHopeless() {
        return failed != null && failed.of.equals(wanted) && failed.version == version;
    }

    private Job quick(View view) {
        double expected = movingFactor == 0 ? Double.NaN : moving.seconds(view, movingFactor);
        if (!(expected >= QUICK * FRAME && expected <= SLOW * FRAME)) {
            movingFactor = moving.factor(view, FRAME);
        }
        return new Job(view, movingFactor, new Budget(FRAME, 0), version);
    }

    private Job calm(View view, int factor, int pass) {
        return new Job(view, factor, new Budget(Double.POSITIVE_INFINITY, pass), version);
    }

    /**
     * Whether a frame under way is no longer worth its time. A view that moves on does not stop a frame of a moving
     * view that keeps its budget: otherwise none would ever be finished.
     */
    boolean isUnwanted(Job job, double seconds) {
        return !job.of.equals(wanted) && (!job.hasDeadline() || seconds > LATE * job.budget.seconds());
    }

    /** A frame was finished, in some seconds, and is shown from now on. */
    void finished(Job job, double seconds) {
        speed(job).measured(Speed.pixels(job.view()), seconds);
        shown = job;
        failed = null;
    }

    /** A frame was cancelled after some seconds. */
    void cancelled(Job job, double seconds) {
        if (job.hasDeadline()) {
            moving.slowerThan(Speed.pixels(job.view()), seconds);
        }
    }

    /** A frame cannot be made; it is not tried again. */
    void failed(Job job) {
        failed = job;
    }

    /** The speed of frames without a time limit; until one was made, that of the others. */
    private Speed atRest() {
        return resting.isKnown() ? resting : moving;
    }

    private Speed speed(Job job) {
        return job.hasDeadline() ? moving : resting;
    }

    /** The time until the camera or the source comes to rest, seconds; infinite if both have. */
    double wait(double now) {
        double camera = isMoving(now) ? movedAt + REST - now : Double.POSITIVE_INFINITY;
        double field = isChanging(now) ? changedAt + CALM - now : Double.POSITIVE_INFINITY;
        return Math.min(camera, field);
    }

    private boolean isChanging(double now) {
        return now - changedAt < CALM;
    }

    private boolean isMoving(double now) {
        return now - movedAt < REST;
    }

    LiveView.State state(double now) {
        if (wanted == null) {
            return LiveView.State.STILL;
        }
        if (isMoving(now)) {
            return LiveView.State.MOVING;
        }
        boolean fine = shown != null && shown.of.equals(wanted) && isFinest(shown, now);
        return fine ? LiveView.State.STILL : LiveView.State.SETTLING;
    }

    /** Whether a picture of this size is the finest for the source's rate of change. */
    private boolean isFinest(Job job, double now) {
        return job.factor == 1 || (isChanging(now) && job.factor <= atRest().factor(job.of, PATIENCE));
    }
}
