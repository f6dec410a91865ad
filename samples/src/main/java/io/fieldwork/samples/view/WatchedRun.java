package io.fieldwork.samples.view;

import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.render.viewer.Ui;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.run.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that is looked at while it may still be trained. Everything that reads its parameters happens on a thread of its own, which takes
 * up each new checkpoint.
 */
final class WatchedRun implements WatchedSession {
    private static final long POLL_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(WatchedRun.class);

    private final TrainedRun run;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("run").factory());
    private volatile String state;
    private Object seen;

    /** Takes a run over, as its last checkpoint left it; it is closed with this. */
    WatchedRun(TrainedRun run) {
        this.run = run;
        this.seen = stamp();
        this.state = told(run.progress());
        // some of the engine's settings belong to a thread
        execute(Libtorch::load);
    }

    @Override
    public void follow(Runnable work) {
        execute(work);
        thread.scheduleWithFixedDelay(
                () -> guarded(() -> {
                    if (reloaded()) {
                        work.run();
                    }
                }),
                POLL_MILLIS,
                POLL_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Runnable work) {
        submit(work);
    }

    @Override
    public void await(Runnable work) {
        try {
            submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Future<?> submit(Runnable work) {
        return thread.submit(() -> guarded(work));
    }

    /** A failure is told and does not end the thread. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (CancellationException e) {
            LOG.debug("left unfinished", e);
        } catch (RuntimeException e) {
            state = String.valueOf(e.getMessage());
            LOG.warn("{} cannot be shown as it is now: {}", run.folder().path(), e.getMessage());
        }
    }

    private boolean reloaded() {
        Object now = stamp();
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        state = told(run.reload());
        return true;
    }

    /** What changes with the checkpoint; it is never seen half written. */
    private Object stamp() {
        try {
            BasicFileAttributes file = Files.readAttributes(run.folder().checkpoint(), BasicFileAttributes.class);
            return List.of(file.lastModifiedTime(), file.size(), String.valueOf(file.fileKey()));
        } catch (IOException e) {
            return "none";
        }
    }

    private static String told(Progress progress) {
        return String.format(Locale.ROOT, "checkpoint after %,d steps, %.0f s", progress.step(), progress.seconds());
    }

    @Override
    public String title() {
        return "Run";
    }

    @Override
    public void draw(Ui ui) {
        ui.text(run.folder().path().toString());
        ui.text(state);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} is still being evaluated; its memory is not given back",
                        run.folder().path());
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        run.close();
    }
}
