package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A synchronous stream of frames, each rendered in full on the calling thread: for images without a window. */
final class LiveNow implements Live {
    private static final Budget WHOLE = new Budget(Double.MAX_VALUE, 0);

    private final FrameSource source;
    private final LongSupplier version;
    private @Nullable View seen;
    private long seenVersion;
    private Optional<Frame> latest = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    LiveNow(FrameSource source, LongSupplier version) {
        this.source = source;
        this.version = version;
    }

    @Override
    public void request(View view) {
        long now = version.getAsLong();
        if (view.equals(seen) && now == seenVersion) {
            return;
        }
        seen = view;
        seenVersion = now;
        try {
            latest = source.render(view, WHOLE, () -> false);
            failure = Optional.empty();
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    @Override
    public Optional<Frame> latest() {
        return latest;
    }

    @Override
    public boolean isStill() {
        return true;
    }

    @Override
    public Optional<RuntimeException> failure() {
        return failure;
    }

    @Override
    public void close() {}
}
