package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interactive viewer of scenes and subjects, in a window or offscreen.
 *
 * <pre>{@code
 * Viewer.open("A ball").add(Mesh.of(ball, Color.of(0x4080c0))).show();
 * }</pre>
 *
 * <p>Added items go into one scene; subjects are shown side by side from the same camera at the same time, after the
 * items. Subjects are closed when the viewer ends. One viewer is shown at a time in a process.
 */
public final class Viewer implements AutoCloseable {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private final String title;
    private final List<Item> items = new ArrayList<>();
    private final List<Subject> subjects = new ArrayList<>();
    private final List<Panel> panels = new ArrayList<>();
    private int width = WIDTH;
    private int height = HEIGHT;
    private Path folder = Path.of("");
    private boolean panelsShown = true;
    private @Nullable InputScript script;
    private @Nullable Opener opener;
    private volatile boolean stopped;
    private volatile boolean windowed;

    private Viewer(String title) {
        this.title = title;
    }

    /** A factory of subjects from dropped files or folders. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens it; this happens on a thread of its own.
         *
         * @param file or folder
         * @return the subject that replaces the present ones
         * @throws Exception whose message is one sentence for the user
         */
        Subject open(Path file) throws Exception;
    }

    /** {@return an empty viewer; there is no window before {@link #show}} */
    public static Viewer open(String title) {
        return new Viewer(title);
    }

    /** Adds an item. */
    public Viewer add(Item item) {
        items.add(item);
        return this;
    }

    /** Adds a subject beside those before; it is closed when the viewer ends. */
    public Viewer add(Subject subject) {
        subjects.add(subject);
        return this;
    }

    /** Adds a panel above the viewer's own. */
    public Viewer panel(Panel panel) {
        panels.add(panel);
        return this;
    }

    /** Sets the size of the window, at least one pixel each way. */
    public Viewer size(int pixelsWide, int pixelsHigh) {
        width = pixelsWide;
        height = pixelsHigh;
        return this;
    }

    /** Hides the panels, which the Tab key shows again, or shows them. */
    public Viewer panels(boolean shown) {
        panelsShown = shown;
        return this;
    }

    /**
     * Sets the folder of screenshots, videos and camera paths, made when it is needed; otherwise the working folder.
     */
    public Viewer saveIn(Path place) {
        folder = place;
        return this;
    }

    /** Plays a script as the user's input. */
    public Viewer script(InputScript input) {
        script = input;
        return this;
    }

    /** Sets the factory for files that are dropped on the window. */
    public Viewer onDrop(Opener maker) {
        opener = maker;
        return this;
    }

    /**
     * Opens a window and returns when it is closed. Call it on the main thread.
     *
     * @throws io.fieldwork.render.gl.GlException if no window can be opened, in one sentence
     * @throws IllegalArgumentException if the script uses an unknown name, with file and line
     */
    public void show() {
        Window window = new Window(this);
        windowed = true;
        try {
            window.run();
        } finally {
            windowed = false;
            window.dispose();
        }
    }

    /**
     * Draws images without a window or a display.
     *
     * @param pixelsWide of the images, at least 1
     * @param pixelsHigh of the images, at least 1
     * @return the images, one after another; to be closed
     * @throws io.fieldwork.render.gl.GlException if a library is missing, in one sentence
     */
    public Headless headless(int pixelsWide, int pixelsHigh) {
        return new Headless(this, pixelsWide, pixelsHigh);
    }

    /** Ends the window, from any thread; {@link #show} returns soon after. */
    public void stop() {
        stopped = true;
        if (windowed) {
            Window.wake();
        }
    }

    /** Ends the window. */
    @Override
    public void close() {
        stop();
    }

    boolean isStopped() {
        return stopped;
    }

    /** All subjects: the items as one, then the added ones. */
    List<Subject> subjects() {
        List<Subject> all = new ArrayList<>();
        if (!items.isEmpty() || subjects.isEmpty()) {
            all.add(Items.of(title, items));
        }
        all.addAll(subjects);
        return all;
    }

    String title() {
        return title;
    }

    List<Panel> panels() {
        return panels;
    }

    boolean panelsShown() {
        return panelsShown;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Path folder() {
        return folder;
    }

    @Nullable
    InputScript script() {
        return script;
    }

    @Nullable
    Opener opener() {
        return opener;
    }
}
