package io.fieldwork.render.viewer;

import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.export.Png;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Live;
import io.fieldwork.render.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The core of a viewer without its window: handles input and draws one image after another, for a window or a file.
 * Everything happens on the thread of the current context.
 */
final class ViewerCore implements AutoCloseable {
    private final Viewer options;
    private final float scale;
    private final Messages messages = new Messages();
    private final Renderer renderer;
    private final Gui gui;
    private final Controls controls = new Controls();
    private final Sidebar sidebar = new Sidebar(controls, messages);
    private final Viewports viewports;
    private final Timeline timeline;
    private final CameraRig rig;
    private final InputController controller;
    private final Recorder recorder;
    private final Style style = new Style();
    private final Opening opening;
    private final FramePace pace = new FramePace();
    private final DynamicResolution detail = new DynamicResolution();
    private final Canvas canvas = new Canvas();
    private final Panel timePanel;
    private final Panel viewPanel = new ViewPanel(this);
    private final StylePanel stylePanel;
    private final PathPanel pathPanel;
    private final Panel keysPanel = new KeysPanel();
    private boolean panelsShown;
    private int width;
    private int height;
    private @Nullable Path shot;
    private boolean told;

    ViewerCore(Viewer options, Live.Maker maker, int width, int height, float scale) {
        this.options = options;
        this.scale = scale;
        this.width = width;
        this.height = height;
        renderer = new Renderer(scale);
        gui = new Gui(scale);
        viewports = new Viewports(options.subjects(), maker, messages);
        timeline = new Timeline(viewports.times());
        panelsShown = options.panelsShown();
        rig = new CameraRig(viewports.bounds(), viewports.subjects().getFirst().cameras(), 1);
        rig.aspect(aspect());
        rig.reset();
        controller = new InputController(this, gui);
        recorder = new Recorder(options.folder(), messages);
        opening = new Opening(options.opener());
        timePanel = new TimePanel(timeline);
        stylePanel = new StylePanel(this);
        pathPanel = new PathPanel(this);
    }

    Viewports viewports() {
        return viewports;
    }

    Timeline timeline() {
        return timeline;
    }

    CameraRig rig() {
        return rig;
    }

    Recorder recorder() {
        return recorder;
    }

    Controls controls() {
        return controls;
    }

    Style style() {
        return style;
    }

    Messages messages() {
        return messages;
    }

    FramePace pace() {
        return pace;
    }

    /** Sets the time that the last image took to draw and present. */
    void drew(double seconds) {
        pace.drew(seconds);
        detail.drew(seconds);
    }

    Path folder() {
        return options.folder();
    }

    WindowLayout layout() {
        return WindowLayout.of(width, height, scale, panelsShown, timeline.moves());
    }

    /** Frames all of what is there, from the same direction. */
    void frameAll() {
        style.window(ChartWindow.WHOLE);
        rig.frameAll();
    }

    /** Shows everything from where it was seen at first. */
    void reset() {
        style.window(ChartWindow.WHOLE);
        rig.reset();
    }

    void togglePanels() {
        panelsShown = !panelsShown;
    }

    private float aspect() {
        return (float) Canvas.partWidth(layout(), viewports.all().size()) / layout().height();
    }

    /** The present scene before it is styled: the first with numbers, or the first. */
    Scene scene() {
        List<Scene> scenes = viewports.all().stream().map(this::scene).toList();
        return scenes.stream()
                .filter(scene -> Style.palette(scene).isPresent())
                .findFirst()
                .orElse(scenes.getFirst());
    }

    private Scene scene(Viewport viewport) {
        return viewport.scene(timeline.instantOf(viewport.subject().times()));
    }

    /** Whether charts are shown now. */
    boolean isFlat() {
        return viewports.all().stream().anyMatch(this::isFlat);
    }

    private boolean isFlat(Viewport viewport) {
        return viewport.figure(timeline.instantOf(viewport.subject().times())).isPresent();
    }

    /** The palette of the first numbers that are shown now, before they are styled. */
    Optional<Palette> palette() {
        return viewports.all().stream()
                .flatMap(viewport ->
                        viewport.palette(timeline.instantOf(viewport.subject().times())).stream())
                .findFirst();
    }

    /** Saves the image of this frame under the next free name. */
    void screenshot() {
        Path file = Shots.next(options.folder(), "screenshot", ".png");
        screenshot(file);
        told = true;
    }

    /** Saves the image of this frame without a message. */
    void screenshot(Path file) {
        shot = file;
        told = false;
    }

    /** Whether the image has converged. */
    boolean isStill() {
        return !opening.isBusy() && viewports.all().stream().allMatch(Viewport::isStill);
    }

    /** Whether the next image differs from the last even if the user does nothing. */
    boolean isMoving() {
        return timeline.isPlaying()
                || controller.isBusy()
                || rig.riding().isPresent()
                || recorder.isRecording()
                || opening.isBusy()
                || detail.divisor() > 1
                || viewports.all().stream().anyMatch(Viewport::isStale);
    }

    /** Releases held keys and buttons. */
    void release() {
        controller.release();
    }

    /**
     * Draws the next image, some seconds after the last, with the user's input since then; a recorded video has its own
     * pace.
     */
    void frame(List<Input> inputs, float elapsed) {
        pace.frame(elapsed);
        inputs.forEach(this::takeFirst);
        if (width < 1 || height < 1) {
            return;
        }
        float seconds = recorder.isRecording() ? recorder.step() : elapsed;
        rig.aspect(aspect());
        gui.begin(width, height, elapsed);
        inputs.forEach(controller::take);
        advance(seconds, elapsed);
        Framebuffer image = drawPanes();
        record();
        drawPanels();
        gui.end(image);
        saveShot();
    }

    private void takeFirst(Input input) {
        gui.take(input);
        switch (input) {
            case Input.Resize size -> {
                width = size.width();
                height = size.height();
            }
            case Input.Drop drop -> opening.open(drop.files().getFirst());
            default -> {}
        }
    }

    private void advance(float seconds, float elapsed) {
        Camera before = rig.camera();
        int instant = timeline.instant();
        opening.result().ifPresent(this::opened);
        messages.advance(elapsed);
        controller.advance(seconds);
        timeline.advance(seconds);
        rig.advance(seconds);
        boolean moved = controller.isBusy()
                || instant != timeline.instant()
                || !rig.camera().equals(before);
        detail.advance(elapsed, moved && !recorder.isRecording());
    }

    private void opened(Opening.Result result) {
        switch (result) {
            case Opening.Opened opened -> {
                viewports.replace(opened.subject());
                timeline.show(viewports.times());
                style.choose(Style.Choice.GIVEN);
                style.window(ChartWindow.WHOLE);
                rig.aspect(aspect());
                rig.lookAt(viewports.bounds(), opened.subject().cameras());
            }
            case Opening.Failed failed -> messages.tell(failed.sentence());
        }
    }

    private Framebuffer drawPanes() {
        WindowLayout layout = layout();
        View view =
                new View(rig.camera(), Canvas.partWidth(layout, viewports.all().size()), layout.height());
        List<Item> extras = pathPanel.items();
        List<Framebuffer> parts = new ArrayList<>();
        for (Viewport viewport : viewports.all()) {
            int instant = timeline.instantOf(viewport.subject().times());
            parts.add(viewport.draw(renderer, view, detail.divisor(), instant, style, extras, title(viewport)));
        }
        return canvas.compose(layout, parts);
    }

    /** What tells a part of the view from the others; empty if there is one alone. */
    private String title(Viewport viewport) {
        return viewports.all().size() == 1
                ? ""
                : viewports.isSplit() ? viewport.mode() : viewport.subject().title();
    }

    private void record() {
        if (recorder.isRecording()) {
            boolean whole = isStill() && viewports.all().stream().noneMatch(Viewport::isStale);
            boolean added = recorder.add(canvas.readView(layout()), whole);
            if (added && recorder.endsWithRide() && rig.riding().isEmpty()) {
                recorder.stop();
            }
        }
    }

    private void drawPanels() {
        WindowLayout layout = layout();
        int parts = viewports.all().size();
        for (int i = 0; i < parts && parts > 1; i++) {
            Viewport viewport = viewports.all().get(i);
            if (!isFlat(viewport)) {
                sidebar.title(Canvas.partLeft(layout, parts, i), 0, title(viewport));
            }
        }
        List<Panel> all = new ArrayList<>(options.panels());
        viewports.subjects().forEach(subject -> all.addAll(subject.panels()));
        all.add(viewPanel);
        if (palette().isPresent()) {
            all.add(stylePanel);
        }
        all.add(pathPanel);
        all.add(keysPanel);
        sidebar.panels(layout, all);
        sidebar.bar(layout, timePanel);
        List<String> sentences = new ArrayList<>(messages.shown());
        opening.busyWith().ifPresent(sentences::add);
        sidebar.messages(layout, sentences);
    }

    private void saveShot() {
        if (shot != null) {
            Path file = shot;
            shot = null;
            try {
                Frame image = canvas.read();
                Shots.write(file, out -> Png.write(image, out));
                if (told) {
                    messages.tell("Saved " + file + ".");
                }
            } catch (IOException e) {
                messages.tell("The screenshot " + file + " cannot be written", e);
            }
        }
    }

    /** The last image. */
    Frame picture() {
        return canvas.read();
    }

    /** Shows the last image in the window of the current context. */
    void present() {
        canvas.present();
    }

    @Override
    public void close() {
        recorder.stop();
        opening.close();
        viewports.close();
        canvas.close();
        gui.close();
        renderer.close();
    }
}
