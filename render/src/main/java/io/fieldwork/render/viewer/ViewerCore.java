package io.fieldwork.render.viewer;

import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All of a viewer but its window: takes input and draws one image after another. The same whether the image goes to a window or to a
 * file. Everything happens on the thread of the current context.
 */
final class ViewerCore implements AutoCloseable {
    private final Viewer options;
    private final float scale;
    private final Messages messages = new Messages();
    private final Renderer renderer;
    private final Gui gui;
    private final Controls controls = new Controls();
    private final Sidebar sidebar = new Sidebar(controls, messages);
    private final Viewports show;
    private final Timeline timeline;
    private final CameraRig rig;
    private final InputController hand;
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
        show = new Viewports(options.subjects(), maker, messages);
        timeline = new Timeline(show.times());
        panelsShown = options.panelsShown();
        rig = new CameraRig(show.bounds(), show.subjects().getFirst().cameras(), 1);
        rig.aspect(aspect());
        rig.reset();
        hand = new InputController(this, gui);
        recorder = new Recorder(options.folder(), messages);
        opening = new Opening(options.opener());
        timePanel = new TimePanel(timeline);
        stylePanel = new StylePanel(this);
        pathPanel = new PathPanel(this);
    }

    Viewports show() {
        return show;
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

    /** Tells how long the last image took to draw and to show. */
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

    void togglePanels() {
        panelsShown = !panelsShown;
    }

    private float aspect() {
        return (float) Canvas.partWidth(layout(), show.panes().size()) / layout().height();
    }

    /** What is shown now before it is styled: the first scene with numbers, or the first. */
    Scene scene() {
        List<Scene> scenes = show.panes().stream().map(this::scene).toList();
        return scenes.stream()
                .filter(scene -> Style.palette(scene).isPresent())
                .findFirst()
                .orElse(scenes.getFirst());
    }

    private Scene scene(Viewport pane) {
        return pane.scene(timeline.instantOf(pane.subject().times()));
    }

    /** Saves the image of this frame under the next free name. */
    void screenshot() {
        Path file = Shots.next(options.folder(), "screenshot", ".png");
        screenshot(file);
        told = true;
    }

    /** Saves the image of this frame without a word. */
    void screenshot(Path file) {
        shot = file;
        told = false;
    }

    /** Whether a picture would not become better by waiting. */
    boolean isStill() {
        return !opening.isBusy() && show.panes().stream().allMatch(Viewport::isStill);
    }

    /** Whether the next image differs from the last even if the user does nothing. */
    boolean isMoving() {
        return timeline.isPlaying()
                || hand.isBusy()
                || rig.riding().isPresent()
                || recorder.isRecording()
                || opening.isBusy()
                || detail.divisor() > 1
                || show.panes().stream().anyMatch(Viewport::isStale);
    }

    /** Lets go of held keys and buttons. */
    void release() {
        hand.release();
    }

    /**
     * Draws the next image.
     *
     * @param inputs what the user did since the last
     * @param elapsed seconds since the last; a recorded video has its own pace
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
        inputs.forEach(hand::take);
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
        hand.advance(seconds);
        timeline.advance(seconds);
        rig.advance(seconds);
        boolean moved =
                hand.isBusy() || instant != timeline.instant() || !rig.camera().equals(before);
        detail.advance(elapsed, moved && !recorder.isRecording());
    }

    private void opened(Opening.Result result) {
        switch (result) {
            case Opening.Opened opened -> {
                show.replace(opened.subject());
                timeline.show(show.times());
                style.reset();
                rig.aspect(aspect());
                rig.lookAt(show.bounds(), opened.subject().cameras());
            }
            case Opening.Failed failed -> messages.tell(failed.sentence());
        }
    }

    private Framebuffer drawPanes() {
        WindowLayout layout = layout();
        View view = new View(rig.camera(), Canvas.partWidth(layout, show.panes().size()), layout.height());
        List<Item> extras = pathPanel.items();
        UnaryOperator<Scene> styled = scene -> with(style.apply(scene), extras);
        List<Framebuffer> parts = new ArrayList<>();
        for (Viewport pane : show.panes()) {
            int instant = timeline.instantOf(pane.subject().times());
            parts.add(pane.draw(renderer, view, detail.divisor(), instant, styled));
        }
        return canvas.compose(layout, parts);
    }

    private static Scene with(Scene scene, List<Item> extras) {
        List<Item> items = new ArrayList<>(scene.items());
        items.addAll(extras);
        return extras.isEmpty() ? scene : new Scene(scene.background(), items);
    }

    private void record() {
        if (recorder.isRecording()) {
            boolean whole = isStill() && show.panes().stream().noneMatch(Viewport::isStale);
            boolean added = recorder.add(canvas.readView(layout()), whole);
            if (added && recorder.endsWithRide() && rig.riding().isEmpty()) {
                recorder.stop();
            }
        }
    }

    private void drawPanels() {
        WindowLayout layout = layout();
        int parts = show.panes().size();
        for (int i = 0; i < parts && parts > 1; i++) {
            Viewport pane = show.panes().get(i);
            String title = show.isSplit() ? pane.mode() : pane.subject().title();
            sidebar.title(Canvas.partLeft(layout, parts, i), 0, title);
        }
        List<Panel> all = new ArrayList<>(options.panels());
        show.subjects().forEach(subject -> all.addAll(subject.panels()));
        all.add(viewPanel);
        if (stylePanel.isOf(scene())) {
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
                Shots.write(file, canvas.read());
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
        show.close();
        canvas.close();
        gui.close();
        renderer.close();
    }
}
