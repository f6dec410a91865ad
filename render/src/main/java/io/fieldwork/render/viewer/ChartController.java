package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Drawing;
import java.util.List;
import java.util.Optional;

/** The controller of charts: drag to move and scroll to zoom what is under the pointer. All viewports show the same part. */
final class ChartController {
    private final ViewerCore core;
    private int grabbed = -1;

    ChartController(ViewerCore core) {
        this.core = core;
    }

    /** Takes hold of the viewport under the pointer. */
    void grab(float x) {
        grabbed = under(x);
    }

    /** Moves the charts that were grabbed by pixels; false if there are none. */
    boolean drag(float x, float y, float right, float down) {
        Optional<Drawing.Box> chart = chart(grabbed, x, y);
        chart.ifPresent(box -> show(window().drag(right / box.width(), -down / box.height())));
        return chart.isPresent();
    }

    /** Zooms the charts under the pointer; false if there are none. */
    boolean zoom(float x, float y, float notches) {
        int viewport = under(x);
        Optional<Drawing.Box> chart = chart(viewport, x, y);
        chart.ifPresent(box -> {
            float across = (x - left(viewport) - box.left()) / box.width();
            float upward = (box.bottom() - y) / box.height();
            show(window().zoom(notches, Math.clamp(across, 0, 1), Math.clamp(upward, 0, 1)));
        });
        return chart.isPresent();
    }

    private ChartWindow window() {
        return core.style().window();
    }

    private void show(ChartWindow window) {
        core.style().window(window);
    }

    private int under(float x) {
        int viewport = viewports().size() - 1;
        while (viewport > 0 && x < left(viewport)) {
            viewport--;
        }
        return viewport;
    }

    private int left(int viewport) {
        return Canvas.partLeft(core.layout(), viewports().size(), viewport);
    }

    private Optional<Drawing.Box> chart(int viewport, float x, float y) {
        boolean known = 0 <= viewport && viewport < viewports().size();
        return known ? viewports().get(viewport).chart(x - left(viewport), y) : Optional.empty();
    }

    private List<Viewport> viewports() {
        return core.viewports().all();
    }
}
