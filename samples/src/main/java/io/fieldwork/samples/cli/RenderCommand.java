package io.fieldwork.samples.cli;

import io.fieldwork.fields.scene.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.run.Mapped;
import io.fieldwork.samples.run.Solved;
import io.fieldwork.samples.run.TrainedRun;
import io.fieldwork.samples.run.Views;
import io.fieldwork.samples.view.Album;
import io.fieldwork.samples.view.InMode;
import io.fieldwork.samples.view.SolutionSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a run from any camera. */
@Command(
        name = "render",
        headerHeading = "Example: fieldwork render runs/toybox --camera orbit --frames 60 --out orbit/%n"
                + "         fieldwork render runs/darcy-64 --camera test:3 --out sample.png%n"
                + "         fieldwork render runs/toybox --camera test:3 --mode depth --out depth.png%n"
                + "         fieldwork render runs/burgers --mode profile --frames 30 --out frames/%n%n",
        header = "Render views of the last checkpoint of a run as PNG files.",
        description =
                "%nOf an operator, the camera chooses a sample, which is shown as input, truth, prediction and error. The"
                        + " solution of an equation is drawn from its first time to its last; one image shows the last.%n",
        mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
    private static final int ORBIT_FRAMES = 60;
    private static final ImageSize SOLUTION = new ImageSize(960, 640);

    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Option(
            names = "--camera",
            paramLabel = "CAMERA",
            defaultValue = "orbit",
            description =
                    "orbit, test:I, train:I, validation:I, or a file like transforms.json; default ${DEFAULT-VALUE}.")
    private String camera;

    @Option(names = "--size", paramLabel = "WxH", description = "Pixels; by default those of the photographs.")
    private @Nullable String size;

    @Option(names = "--frames", paramLabel = "N", description = "Views of an orbit; default 60, or 1 into a PNG file.")
    private @Nullable Integer frames;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "color",
            description = "color, depth (near is bright) or opacity; of a solution one of its modes, such as profile or"
                    + " error; default ${DEFAULT-VALUE}.")
    private String mode;

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "A PNG file, or a folder of frames.")
    private Path out;

    @Mixin
    private OnDevice on = new OnDevice();

    RenderCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path target = shell.directory().resolve(out);
        boolean single = isPicture(target);
        int count = frames != null ? frames : single ? 1 : ORBIT_FRAMES;
        ImageSize pixels = size == null ? null : ImageSize.of(size);
        try (TrainedRun trained = TrainedRun.open(shell.directory().resolve(run), on.device, shell.opener())) {
            if (trained.session() instanceof Mapped mapped) {
                if (size != null || !mode.equals("color")) {
                    throw new UserError("--size and --mode are for radiance fields; " + run + " holds an operator.");
                }
                new SampleViews(mapped, camera, frames).write(single ? target : null, target);
                shell.out().println("Written: " + out);
                return 0;
            }
            if (trained.session() instanceof Solved solved) {
                draw(
                        SolutionSubject.of(String.valueOf(run.getFileName()), solved),
                        pixels,
                        single ? target : null,
                        target);
                shell.out().println("Written: " + out);
                return 0;
            }
            Shading shading = Shading.of(mode);
            if (!(trained.session() instanceof Views views)) {
                throw new UserError(run
                        + " holds nothing that a camera can see; it is neither a radiance field nor an operator. Its pictures are in "
                        + run.resolve("images") + ".");
            }
            List<Camera> path = CameraPath.of(camera, views.capture(), count, shell.directory());
            if (single && path.size() > 1) {
                throw new UserError(
                        path.size() + " views do not fit into " + out + "; give --out a folder, such as frames/.");
            }
            render(views, sized(path, pixels), shading, single ? target : null, target);
        }
        shell.out().println("Written: " + out);
        return 0;
    }

    /** A solution over its time, or as it is in each mode. */
    private void draw(Subject solution, @Nullable ImageSize pixels, @Nullable Path single, Path folder) {
        Subject shown = mode.equals("color") ? solution : new InMode(solution, mode);
        ImageSize size = pixels == null ? SOLUTION : pixels;
        Album album = new Album(List.of(shown), size.width(), size.height());
        int count = single != null ? 1 : frames != null ? frames : album.usual();
        UserError.require(count > 0, "--frames", count, "a positive whole number");
        UserError.require(
                single == null || frames == null || frames == 1, "--out", out, "a folder for " + frames + " images");
        try {
            album.draw(
                    count,
                    (number, frame) -> Pngs.write(frame, single != null ? single : Pngs.numbered(folder, number)));
        } catch (GlException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Camera> sized(List<Camera> path, @Nullable ImageSize pixels) {
        return pixels == null
                ? path
                : path.stream()
                        .map(c -> CameraPath.sized(c, pixels.width(), pixels.height()))
                        .toList();
    }

    private void render(Views views, List<Camera> path, Shading shading, @Nullable Path single, Path folder) {
        for (int i = 0; i < path.size(); i++) {
            Image image = shading.image(views.render(path.get(i)));
            Path file = single != null ? single : Pngs.numbered(folder, i);
            made(file);
            image.writePng(file);
            if (path.size() > 1 && shell.terminal()) {
                shell.err().printf("\rframe %d of %d%s", i + 1, path.size(), i + 1 == path.size() ? "\n" : "");
            }
        }
    }

    private static void made(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UserError("The folder " + file.getParent() + " cannot be made: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isPicture(Path target) {
        String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.matches(".*[.](mp4|mov|mkv|webm|gif|avi)")) {
            throw new UserError("Videos are not written; give --out a folder and its frames are numbered PNG files.");
        }
        if (name.matches(".*[.](jpe?g|exr|hdr|tiff?|bmp|webp)")) {
            throw new UserError("--out is " + target + "; expected a name that ends in .png, or a folder.");
        }
        return name.endsWith(".png");
    }
}
