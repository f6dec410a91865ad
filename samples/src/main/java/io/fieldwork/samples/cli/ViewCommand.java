package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.viewer.Headless;
import io.fieldwork.render.viewer.InputScript;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.render.viewer.Viewer;
import io.fieldwork.samples.image.ImageSize;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.view.Album;
import io.fieldwork.samples.view.InMode;
import io.fieldwork.samples.view.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that shows runs and files, in a window or as images. */
@Command(
        name = "view",
        headerHeading = "Example: fieldwork view runs/toybox%n"
                + "         fieldwork view runs/burgers runs/burgers-2%n"
                + "         fieldwork view burgers.npz --headless --mode profile --out frames/%n%n",
        header =
                "Look at a run, finished or still trained, a solution (.npz), a baked grid or an image; at two side by side.",
        description =
                "%nWithout a window (--headless) things in space are drawn from all around, what moves in time from"
                        + " its beginning to its end, and what does neither in each of its modes.%n",
        mixinStandardHelpOptions = true)
final class ViewCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "1..2",
            paramLabel = "RUN",
            description = "A run folder or a file; with a second one beside it.")
    private List<Path> paths = List.of();

    @Option(names = "--headless", description = "Draw images instead of opening a window; needs --out.")
    private boolean headless;

    @Option(names = "--frames", paramLabel = "N", description = "Number of images; by default 60, or what there is.")
    private @Nullable Integer frames;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the images, numbered PNG files, and of screenshots.")
    private @Nullable Path out;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "1280x800",
            description = "Pixels of the window or of an image; default ${DEFAULT-VALUE}.")
    private String size;

    @Option(names = "--mode", paramLabel = "MODE", description = "What is shown first, such as depth or error.")
    private @Nullable String mode;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description =
                    "Input to play, a command a line: orbit 100 -20, mode error, time 0.5, screenshot x.png, close.")
    private @Nullable Path script;

    @Mixin
    private OnDevice on = new OnDevice();

    ViewCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ImageSize pixels = ImageSize.of(size);
        UserError.require(!headless || out != null, "--out", "missing", "a folder for the images of --headless");
        UserError.require(frames == null || frames > 0, "--frames", frames, "a positive whole number");
        UserError.require(
                headless || hasDisplay(), "DISPLAY", "not set", "a display for the window, or --headless --out DIR");
        InputScript input = script == null ? null : shell.script(script);
        List<Subject> subjects = new ArrayList<>();
        try {
            paths.forEach(path -> subjects.add(open(shell.directory().resolve(path))));
            List<Subject> shown = subjects.stream()
                    .<Subject>map(subject -> mode == null ? subject : new InMode(subject, mode))
                    .toList();
            if (headless && input == null) {
                draw(new Album(shown, pixels.width(), pixels.height()));
            } else {
                show(shown, pixels, input);
            }
        } catch (GlException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } finally {
            subjects.forEach(Subject::close);
        }
        return 0;
    }

    /** Whether there is a display: by the environment on Linux; elsewhere opening the window decides. */
    private static boolean hasDisplay() {
        return !System.getProperty("os.name").startsWith("Linux")
                || System.getenv("DISPLAY") != null
                || System.getenv("WAYLAND_DISPLAY") != null;
    }

    private Subject open(Path path) {
        return Subjects.open(path, on.device, shell.kinds(), shell.err()::println);
    }

    private void draw(Album album) {
        Path folder = shell.directory().resolve(out);
        int count = frames != null ? frames : album.usual();
        album.draw(count, (number, frame) -> PictureFiles.write(frame, PictureFiles.numbered(folder, number)));
        shell.out().println("Written: " + out + " (" + count + (count == 1 ? " image)" : " images)"));
    }

    /** Shows subjects in a window, or offscreen by a script. */
    private void show(List<Subject> subjects, ImageSize pixels, @Nullable InputScript input) {
        Viewer viewer = Viewer.open("Fieldwork")
                .size(pixels.width(), pixels.height())
                .saveIn(shell.directory().resolve(out == null ? Path.of("") : out))
                .onDrop(this::open);
        for (Subject subject : subjects) {
            viewer.add(new InMode(subject, subject.modes().getFirst()));
        }
        if (input != null) {
            viewer.script(input);
        }
        try {
            if (!headless) {
                viewer.show();
                return;
            }
            try (Headless images = viewer.headless(pixels.width(), pixels.height())) {
                while (!images.isOver()) {
                    images.next();
                }
            }
        } catch (IllegalArgumentException e) {
            throw new UserError("--script " + e.getMessage(), e);
        }
    }
}
