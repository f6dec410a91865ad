package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.LiveView;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.function.LongSupplier;

/** An asynchronous stream of frames, rendered on a background thread, for a window. */
final class LivePicture implements Live {
    private final LiveView live;

    LivePicture(FrameSource source, LongSupplier version) {
        live = new LiveView(source, version);
    }

    @Override
    public void request(View view) {
        live.request(view);
    }

    @Override
    public Optional<Frame> latest() {
        return live.latest().map(LiveView.Picture::frame);
    }

    @Override
    public boolean isStill() {
        return live.state() == LiveView.State.STILL;
    }

    @Override
    public Optional<RuntimeException> failure() {
        return live.problem().map(IllegalStateException::new);
    }

    @Override
    public void close() {
        live.close();
    }
}
