package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Frames made on a thread of their own: a quick one of each new view, then a whole one unless the view has changed meanwhile. */
final class LiveThread implements Live {
    private static final Budget QUICK = new Budget(1.0 / 30, 0);
    private static final Budget WHOLE = new Budget(60, 0);

    private final FrameSource source;
    private final LongSupplier version;
    private final Thread thread;
    private @Nullable View wanted;
    private @Nullable View whole;
    private long wholeVersion;
    private Optional<Frame> latest = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();
    private boolean closed;

    LiveThread(FrameSource source, LongSupplier version) {
        this.source = source;
        this.version = version;
        thread = Thread.ofPlatform().daemon().name("frames").start(this::work);
    }

    private void work() {
        try {
            while (true) {
                View view = next();
                long now = version.getAsLong();
                make(view, now, QUICK);
                if (isWanted(view)) {
                    make(view, now, WHOLE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized View next() throws InterruptedException {
        while (!closed && (wanted == null || isStill())) {
            wait(20);
        }
        if (closed || wanted == null) {
            throw new InterruptedException("no longer wanted");
        }
        return wanted;
    }

    private void make(View view, long now, Budget budget) {
        Optional<Frame> frame = Optional.empty();
        Optional<RuntimeException> thrown = Optional.empty();
        try {
            frame = source.render(view, budget, () -> !isWanted(view));
        } catch (RuntimeException e) {
            thrown = Optional.of(e);
        }
        put(view, now, budget, frame, thrown);
    }

    private synchronized void put(
            View view, long now, Budget budget, Optional<Frame> frame, Optional<RuntimeException> thrown) {
        failure = thrown;
        latest = frame.or(() -> latest);
        if (thrown.isPresent() || (budget.equals(WHOLE) && frame.isPresent())) {
            whole = view;
            wholeVersion = now;
        }
    }

    private synchronized boolean isWanted(View view) {
        return !closed && view.equals(wanted);
    }

    @Override
    public synchronized void request(View view) {
        wanted = view;
        notifyAll();
    }

    @Override
    public synchronized Optional<Frame> latest() {
        return latest;
    }

    @Override
    public synchronized boolean isStill() {
        return wanted != null && wanted.equals(whole) && wholeVersion == version.getAsLong();
    }

    @Override
    public synchronized Optional<RuntimeException> failure() {
        return failure;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
