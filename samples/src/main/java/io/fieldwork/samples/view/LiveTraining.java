package io.fieldwork.samples.view;

import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.samples.run.Spectator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A training that is watched: publishes its state now and then on its own thread, and takes wishes from any other. Training never waits
 * for those who look.
 */
final class LiveTraining implements Spectator {
    /** Publishing takes at most one part in so many of the time. */
    private static final double THRIFT = 50;
    /** Rates are means over about this time, seconds. */
    private static final double MEMORY = 1;

    private final Publication publication;
    private final CompletableFuture<Trainer<?>> begun = new CompletableFuture<>();
    private final LossCurve losses = new LossCurve();
    private volatile @Nullable Moment moment;
    private volatile @Nullable TrainResult result;
    private volatile boolean cancelled;
    private volatile boolean paused;
    private volatile double rateFactor = 1;
    private volatile double share = 0.85;
    private long nextPublication;

    /** The state after a step, with the rates of steps and rays by training time, 0 rays where there are none. */
    record Moment(TrainListener.StepReport report, double stepsPerSecond, double raysPerSecond) {}

    /**
     * How the state of a training becomes known, on the thread that trains.
     *
     * @param publish makes the present state known, between two steps
     * @param seen says whether anyone has looked at what was made known last
     * @param interval least time between two states, seconds
     */
    record Publication(Consumer<Trainer<?>> publish, BooleanSupplier seen, double interval) {}

    /** A training that has not begun. */
    LiveTraining(Publication publication) {
        this.publication = publication;
    }

    @Override
    public void onBegin(Trainer<?> trainer) {
        publication.publish().accept(trainer);
        begun.complete(trainer);
        trainer.pause(paused);
        trainer.rateFactor(rateFactor);
        if (cancelled) {
            trainer.cancel();
        }
    }

    @Override
    public void onStep(StepReport report) {
        losses.add(report.loss());
        moment = next(moment, report);
        long now = System.nanoTime();
        if (paused || (now - nextPublication >= 0 && publication.seen().getAsBoolean())) {
            running().ifPresent(publication.publish());
            double seconds = (System.nanoTime() - now) * 1e-9;
            nextPublication = now + (long) (1e9 * Math.max(publication.interval(), THRIFT * seconds));
        }
    }

    private static Moment next(@Nullable Moment before, StepReport report) {
        if (before == null) {
            return new Moment(report, 0, 0);
        }
        double seconds = report.progress().seconds() - before.report.progress().seconds();
        if (!(seconds > 0)) {
            return new Moment(report, before.stepsPerSecond, before.raysPerSecond);
        }
        double keep = before.stepsPerSecond == 0 ? 0 : Math.exp(-seconds / MEMORY);
        double rays = report.shown().getOrDefault("rays", 0.0);
        return new Moment(
                report,
                keep * before.stepsPerSecond + (1 - keep) / seconds,
                keep * before.raysPerSecond + (1 - keep) * rays / seconds);
    }

    @Override
    public void onEnd(TrainResult ended) {
        if (ended.stop() != TrainResult.Stop.DIVERGED) {
            running().ifPresent(publication.publish());
        }
        result = ended;
    }

    private Optional<Trainer<?>> running() {
        return Optional.ofNullable(begun.getNow(null));
    }

    /** Done when training begins. */
    CompletableFuture<Trainer<?>> begun() {
        return begun;
    }

    /** The last step, if one was taken. */
    Optional<Moment> moment() {
        return Optional.ofNullable(moment);
    }

    /** How training ended, if it did. */
    Optional<TrainResult> result() {
        return Optional.ofNullable(result);
    }

    /** The losses so far. */
    float[] losses() {
        return losses.points();
    }

    /** Ends training after the current step. */
    void cancel() {
        cancelled = true;
        running().ifPresent(Trainer::cancel);
    }

    boolean isPaused() {
        return paused;
    }

    /** Lets training wait, or go on. */
    void pause(boolean wait) {
        paused = wait;
        running().ifPresent(trainer -> trainer.pause(wait));
    }

    /** Takes one step while training waits. */
    void advance() {
        running().ifPresent(Trainer::advance);
    }

    /** Writes a checkpoint soon. */
    void save() {
        running().ifPresent(Trainer::requestSave);
    }

    double rateFactor() {
        return rateFactor;
    }

    /** Multiplies the learning rate of the schedule. */
    void rateFactor(double factor) {
        rateFactor = factor;
        running().ifPresent(trainer -> trainer.rateFactor(factor));
    }

    /** The wish for {@link #share}. */
    double wantedShare() {
        return share;
    }

    /** Sets how much of the time is left to training. */
    void wantedShare(double part) {
        share = part;
    }

    /** How much of the time drawing still pictures leaves to training now: nothing if it does not run. */
    double share() {
        return paused || result != null ? 0 : share;
    }
}
