package io.fieldwork.render.viewer;

import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.figure.Drawing;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Live;
import io.fieldwork.render.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A viewport, a part of the view that shows one subject in one mode. */
final class Viewport implements AutoCloseable {
    private static final Scene NOTHING = new Scene(Color.of(0x202428), List.of());

    private final Subject subject;
    private final Live.Maker maker;
    private final Messages messages;
    private String mode;
    private @Nullable Live live;
    private @Nullable Framebuffer target;
    private Optional<Live.Picture> shown = Optional.empty();
    private @Nullable Drawn drawn;
    private @Nullable Charts charts;

    /** The content of the image. */
    private record Drawn(Optional<Figure> figure, ChartWindow window, Scene scene, View view, boolean smooth) {}

    Viewport(Subject subject, String mode, Live.Maker maker, Messages messages) {
        this.subject = subject;
        this.maker = maker;
        this.messages = messages;
        this.mode = mode;
        start();
    }

    private void start() {
        live = subject.frames(mode)
                .map(source -> maker.start(source, subject::version))
                .orElse(null);
    }

    private void stop() {
        if (live != null) {
            live.close();
            live = null;
            shown = Optional.empty();
        }
    }

    Subject subject() {
        return subject;
    }

    String mode() {
        return mode;
    }

    /** Shows the subject in another of its modes. */
    void mode(String name) {
        if (!name.equals(mode) && subject.modes().contains(name)) {
            stop();
            mode = name;
            start();
        }
    }

    /** The scene of an instant without a live frame. */
    Scene scene(int instant) {
        return subject.scene(mode, instant);
    }

    /** The charts of an instant, if the mode is flat. */
    Optional<Figure> figure(int instant) {
        return subject.figure(mode, instant);
    }

    /** The palette of the numbers of an instant. */
    Optional<Palette> palette(int instant) {
        return figure(instant).map(Style::palette).orElseGet(() -> Style.palette(scene(instant)));
    }

    /** The scene of an instant, before the newest live frame. */
    private Scene whole(int instant) {
        Scene scene = scene(instant);
        if (live == null) {
            return scene;
        }
        live.problem()
                .flatMap(reason -> reason.lines().findFirst())
                .ifPresent(reason -> messages.tell(subject.title() + ": " + reason));
        shown = live.latest();
        if (shown.isEmpty()) {
            return scene;
        }
        List<Item> items = new ArrayList<>(scene.items());
        items.addFirst(new Layer(shown.get().frame()));
        return new Scene(scene.background(), items);
    }

    /**
     * Draws an instant in some style, unless the image shows it already. The image belongs to the viewport; it is smaller than the view by
     * the divisor, unless it is one of charts, whose letters would be too coarse. Charts take a title, if it is not empty.
     */
    Framebuffer draw(
            Renderer renderer, View view, int divisor, int instant, Style style, List<Item> extras, String title) {
        if (live != null) {
            live.request(view);
        }
        Optional<Figure> given = figure(instant);
        int width = given.isPresent() ? view.width() : Math.max(1, view.width() / divisor);
        int height = given.isPresent() ? view.height() : Math.max(1, view.height() / divisor);
        Framebuffer image = Framebuffer.sized(target, width, height);
        drawn = image == target ? drawn : null;
        target = image;
        try {
            Optional<Figure> figure =
                    given.map(style::apply).map(charts -> title.isEmpty() ? charts : charts.introduced(title));
            Scene scene = style.apply(whole(instant));
            Scene all = figure.isPresent() ? scene : with(scene, extras);
            View small = new View(view.camera(), width, height);
            Drawn wanted = new Drawn(figure, style.window(), all, small, divisor == 1);
            if (!wanted.equals(drawn)) {
                drawn = null;
                paint(renderer, wanted, image);
                drawn = wanted;
            }
        } catch (RuntimeException e) {
            messages.tell(subject.title(), e);
            renderer.paint(NOTHING, view.camera(), image);
        }
        return image;
    }

    private void paint(Renderer renderer, Drawn wanted, Framebuffer image) {
        if (wanted.figure().isPresent()) {
            charts = charts == null ? new Charts() : charts;
            charts.paint(renderer, wanted.figure().get(), wanted.window(), wanted.scene(), subject.bounds(), image);
        } else {
            renderer.paint(wanted.scene(), wanted.view().camera(), image, wanted.smooth());
        }
    }

    private static Scene with(Scene scene, List<Item> extras) {
        List<Item> items = new ArrayList<>(scene.items());
        items.addAll(extras);
        return extras.isEmpty() ? scene : new Scene(scene.background(), items);
    }

    /** The chart under a pixel of the image, or the first; empty unless the image is one of charts. */
    Optional<Drawing.Box> chart(float x, float y) {
        return charts == null || drawn == null || drawn.figure().isEmpty() ? Optional.empty() : charts.chart(x, y);
    }

    /** Whether a newer frame is available. */
    boolean isStale() {
        return live != null && !live.latest().equals(shown);
    }

    /** Whether the last drawn image is final. */
    boolean isStill() {
        return live == null || live.isStill();
    }

    @Override
    public void close() {
        stop();
        if (target != null) {
            target.close();
            target = null;
        }
        if (charts != null) {
            charts.close();
            charts = null;
        }
    }
}
