package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.Live;
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
    private Optional<Picture> latest = Optional.empty();
    private Optional<String> problem = Optional.empty();

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
            latest = source.render(view, WHOLE, () -> false).map(frame -> new Picture(view, frame));
            problem = Optional.empty();
        } catch (RuntimeException e) {
            problem = Optional.of(Messages.reason(e));
        }
    }

    @Override
    public Optional<Picture> latest() {
        return latest;
    }

    @Override
    public boolean isStill() {
        return true;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() {}
}
