package io.fieldwork.fields.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainListener.StepReport;
import io.fieldwork.fields.train.TrainResult.Stop;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.train.store.Checkpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The training loop: prepare, draw, differentiate, update, report. Everything a step allocates is freed at its end.
 * Pauses do not count as training time, but what listeners do between steps, such as pictures, and checkpoints do.
 *
 * @param <B> the task's batch
 */
public final class Trainer<B> {
    /** Growth of the loss on one batch that counts as divergence. */
    private static final double LOST = 1e9;
    /** Share of the limit on time that is for training whatever is reserved. */
    private static final double MOST = 0.75;

    private final Task<B> task;
    private final Optimizer optimizer;
    private final TrainOptions options;
    private final List<TrainListener> listeners;
    private final @Nullable Path checkpoint;
    private final Pause pause = new Pause();

    private long step;
    private double seconds;
    private double savedAt;
    private boolean stalled;
    private @Nullable B drawn;
    private double first;
    private @Nullable StepReport last;
    private volatile boolean cancelled;
    private volatile boolean saveWanted;
    private volatile double rateFactor = 1;
    private volatile double reserved;

    /**
     * A trainer at step 0.
     *
     * @param task to be trained; stays the caller's to close
     * @param optimizer stays the caller's to close
     * @param options duration and learning rate
     * @param checkpoint file to save to while training and at the end, or null for none
     * @param listeners called on the training thread
     */
    public Trainer(
            Task<B> task,
            Optimizer optimizer,
            TrainOptions options,
            @Nullable Path checkpoint,
            List<TrainListener> listeners) {
        this.task = task;
        this.optimizer = optimizer;
        this.options = options;
        this.checkpoint = checkpoint;
        this.listeners = List.copyOf(listeners);
    }

    /** The loss of a step was not a finite number, or had grown beyond recovery. */
    private static final class Diverged extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final double loss;
        private final transient Map<String, Double> shown;

        private Diverged(double loss, Map<String, Double> shown) {
            super(null, null, false, false);
            this.loss = loss;
            this.shown = shown;
        }
    }

    /**
     * Trains until a limit, a cancellation, a stall or a divergence, and saves (except after divergence, so that the
     * last good checkpoint stays). The interruption of its thread is a cancellation, and the thread stays interrupted.
     *
     * @return how it ended
     */
    public TrainResult run() {
        double loss = 0;
        Stop stop;
        try {
            while ((stop = stop()) == null) {
                loss = step();
            }
            requireFiniteParameters();
        } catch (Diverged e) {
            return new TrainResult(Stop.DIVERGED, progress(), e.loss, e.shown);
        }
        save();
        return new TrainResult(stop, progress(), loss, shown());
    }

    private @Nullable Stop stop() {
        Stop limit = cancelled || Thread.currentThread().isInterrupted() ? Stop.CANCELLED : limit();
        return limit == null && !proceeds() ? Stop.CANCELLED : limit;
    }

    private @Nullable Stop limit() {
        if (step >= options.steps()) {
            return Stop.STEPS;
        }
        if (seconds >= end()) {
            return Stop.TIME;
        }
        if (step > 0 && task.reached()) {
            return Stop.REACHED;
        }
        return stalled && !task.stalled(progress()) ? Stop.STALLED : null;
    }

    /** Waits as long as it is paused and writes the checkpoints asked for; false if training was cancelled. */
    private boolean proceeds() {
        while (pause.await(() -> cancelled || saveWanted) && !cancelled) {
            if (!saveWanted) {
                return true;
            }
            saveNow();
        }
        return false;
    }

    private double step() {
        long start = System.nanoTime();
        double spent = seconds;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Progress before = progress();
            double rate = rateFactor * options.rateAt(before.fraction());
            options.momentumAt(before.fraction()).ifPresent(optimizer::momentum);
            Loss loss = update(before, rate);
            double value = bounded(loss);
            stalled = optimizer.stalled();
            step++;
            seconds = spent + (System.nanoTime() - start) * 1e-9;
            StepReport report = new StepReport(progress(), value, rate, loss.shown());
            last = report;
            listeners.forEach(listener -> listener.onStep(report));
            if (seconds - savedAt >= options.checkpointSeconds()) {
                saveNow();
            }
            seconds = spent + (System.nanoTime() - start) * 1e-9;
            return value;
        }
    }

    /** A checkpoint in the middle of training. */
    private void saveNow() {
        saveWanted = false;
        requireFiniteParameters();
        save();
        StepReport report = last;
        if (report != null) {
            listeners.forEach(listener -> listener.onCheckpoint(report));
        }
    }

    private Loss update(Progress progress, double rate) {
        B batch;
        try (Tape off = Tape.forwardOnly()) {
            task.prepare(progress);
            batch = task.draw(progress);
        }
        boolean changed = batch != drawn;
        drawn = batch;
        first = changed ? Double.NaN : first;
        return optimizer.step(rate, new BatchObjective<>(task, batch, changed));
    }

    /** A batch that was just drawn sets the scale; so does 1, below which a loss may rise again. */
    private double bounded(Loss loss) {
        double value = loss.value();
        if (Double.isNaN(first)) {
            first = value;
        }
        if (!Double.isFinite(value) || value > LOST * Math.max(first, 1)) {
            throw new Diverged(value, loss.shown());
        }
        return value;
    }

    /** The named numbers of the last step. */
    private Map<String, Double> shown() {
        return last == null ? Map.of() : last.shown();
    }

    /** A finite loss may still have had a gradient that is not: such parameters must not replace a good checkpoint. */
    private void requireFiniteParameters() {
        for (Parameter parameter : task.parameters()) {
            try (NDArray detached = parameter.value().stopGradient();
                    NDArray sum = detached.sum()) {
                double total = ((Number) sum.toArray()[0]).doubleValue();
                if (!Double.isFinite(total)) {
                    throw new Diverged(total, shown());
                }
            }
        }
    }

    /** {@return the progress so far, in steps and training time} */
    public Progress progress() {
        return new Progress(step, seconds, options.fraction(step, seconds, end()), options.seed());
    }

    /** The training time that ends the run: what is reserved before the limit, at least three quarters of it. */
    private double end() {
        double limit = 60 * options.minutes();
        return Math.max(MOST * limit, limit - reserved);
    }

    /**
     * Ends training so many seconds, a quarter of its limit on time at most, before that limit, which the work that follows
     * training counts towards; a run that steps limit is not changed. May be called from any thread, and again.
     */
    public void reserve(double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(seconds + " s to be reserved");
        }
        reserved = seconds;
    }

    /** Ends training after the current step; may be called from any thread. */
    public void cancel() {
        cancelled = true;
        pause.wake();
    }

    /** @param wait whether training waits after the current step or goes on; may be called from any thread */
    public void pause(boolean wait) {
        pause.set(wait);
    }

    /** Takes one more step while training waits; may be called from any thread. */
    public void advance() {
        pause.pass();
    }

    /**
     * Multiplies the schedule's learning rate from the next step on by a positive factor; may be called from any thread. A
     * checkpoint does not keep the factor, but every step reports the rate that it used.
     */
    public void rateFactor(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a factor of " + factor + " on the learning rate");
        }
        rateFactor = factor;
    }

    /** Asks for a checkpoint after the current step, or now if training waits; may be called from any thread. */
    public void requestSave() {
        saveWanted = true;
        pause.wake();
    }

    /** Writes a checkpoint, if this trainer has a file for it; on the thread that trains, or while none does. */
    public void save() {
        if (checkpoint == null) {
            return;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Map<String, NDArray> all = new LinkedHashMap<>();
            all.put("progress", manager.create(new double[] {step, seconds, reserved}));
            for (Parameter parameter : task.parameters()) {
                all.put("parameter/" + parameter.name(), parameter.value());
            }
            optimizer.state().forEach((name, array) -> all.put("optimizer/" + name, array));
            task.state().forEach((name, array) -> all.put("task/" + name, array));
            Checkpoint.write(checkpoint, all);
        }
        savedAt = seconds;
    }

    /**
     * Continues from a checkpoint that {@link #save} wrote for the same task; on the CPU, where steps limit the run, the
     * trajectory is that of a run that never stopped.
     *
     * @throws UserError if it is damaged or does not fit the task
     */
    public void resume(Path file) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Map<String, NDArray> all = Checkpoint.read(manager, file);
            task.restore(Checkpoint.under("task/", all));
            Checkpoint.restore(file, all, task.parameters());
            Checkpoint.requireFinite(file, all, "optimizer/");
            optimizer.restore(Checkpoint.under("optimizer/", all));
            stalled = optimizer.stalled();
            double[] progress = progress(file, all);
            step = (long) progress[0];
            seconds = progress[1];
            reserved = progress.length > 2 ? progress[2] : 0;
            savedAt = seconds;
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UserError(
                    "The checkpoint " + file + " does not hold what this configuration saves (" + e + ").", e);
        }
    }

    private static double[] progress(Path file, Map<String, NDArray> all) {
        double[] progress =
                Checkpoint.tensor(file, all, "progress", DataType.FLOAT64, -1).toDoubleArray();
        boolean numbers = Arrays.stream(progress).allMatch(value -> value >= 0 && value < Double.POSITIVE_INFINITY);
        if (progress.length < 2 || progress.length > 3 || !numbers) {
            throw new UserError("The progress in the checkpoint " + file + " is " + Arrays.toString(progress)
                    + "; expected steps, seconds, and perhaps the seconds reserved, from 0 up.");
        }
        return progress;
    }

    /**
     * {@return the number of steps after which a checkpoint was saved}
     *
     * @throws UserError if it cannot be read
     */
    public static long savedStep(Path file) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            return (long) progress(file, Checkpoint.read(manager, file))[0];
        }
    }

    /** A gate that training passes once a step. */
    private static final class Pause {
        private boolean closed;
        private int passes;

        private synchronized void set(boolean closed) {
            this.closed = closed;
            passes = 0;
            notifyAll();
        }

        /** Opens the gate for one pass. */
        private synchronized void pass() {
            passes += closed ? 1 : 0;
            notifyAll();
        }

        private synchronized void wake() {
            notifyAll();
        }

        /** Waits while closed; false if the thread was interrupted meanwhile. */
        private synchronized boolean await(BooleanSupplier given) {
            while (closed && passes == 0 && !given.getAsBoolean()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            if (!given.getAsBoolean()) {
                passes = Math.max(0, passes - 1);
            }
            return true;
        }
    }
}
