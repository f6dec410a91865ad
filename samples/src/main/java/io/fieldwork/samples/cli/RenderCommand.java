package io.fieldwork.samples.cli;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.run.BakedViews;
import io.fieldwork.samples.run.Mapped;
import io.fieldwork.samples.run.Solved;
import io.fieldwork.samples.run.TrainedRun;
import io.fieldwork.samples.run.Views;
import io.fieldwork.samples.view.Album;
import io.fieldwork.samples.view.InMode;
import io.fieldwork.samples.view.SolutionSubject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
                + "         fieldwork render runs/toybox --baked toybox.safetensors --out orbit.mp4%n"
                + "         fieldwork render runs/burgers --mode profile --frames 30 --out frames/%n%n",
        header = "Render views of the last checkpoint of a run, or of a baked grid, as PNG files or a video.",
        description =
                "%nOf an operator, the camera chooses a sample, which is shown as input, truth, prediction and error. The"
                        + " solution of an equation is drawn from its first time to its last; one image shows the last.%n",
        mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
    private static final int ORBIT_FRAMES = 60;
    private static final ImageSize SOLUTION = new ImageSize(960, 640);
    private static final ImageSize GRID_SIZE = new ImageSize(512, 512);
    private static final double FIELD_OF_VIEW = 0.7;

    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "A run folder, or a grid that was baked from one.")
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

    @Option(names = "--baked", paramLabel = "GRID", description = "Draw this grid instead of the field of the run.")
    private @Nullable Path baked;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "A PNG file, an MP4 file, or a folder of frames.")
    private Path out;

    @Mixin
    private OnDevice on = new OnDevice();

    RenderCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path target = shell.directory().resolve(out);
        Path source = shell.directory().resolve(run);
        ImageSize pixels = size == null ? null : ImageSize.of(size);
        try (PictureFiles files = new PictureFiles(target)) {
            if (BakedGrid.isGrid(source)) {
                renderAlone(source, pixels == null ? GRID_SIZE : pixels, files);
            } else {
                renderRun(source, pixels, files);
            }
        }
        shell.out().println("Written: " + out);
        return 0;
    }

    private void renderRun(Path source, @Nullable ImageSize pixels, PictureFiles files) {
        try (TrainedRun trained = TrainedRun.open(source, on.device, shell.opener())) {
            if (trained.session() instanceof Mapped mapped) {
                renderSamples(mapped, files);
                return;
            }
            if (trained.session() instanceof Solved solved) {
                renderSolution(SolutionSubject.of(String.valueOf(run.getFileName()), solved), pixels, files);
                return;
            }
            if (!(trained.session() instanceof Views views)) {
                throw new UserError(run
                        + " holds nothing that a camera can see; it is neither a radiance field nor an operator. Its pictures are in "
                        + run.resolve("images") + ".");
            }
            List<Camera> path =
                    sized(CameraChoice.of(camera, views.capture(), count(files), shell.directory()), pixels);
            if (baked == null) {
                write(views::render, path, files);
            } else {
                renderGrid(BakedGrid.read(shell.directory().resolve(baked)), path, files);
            }
        }
    }

    private void renderSamples(Mapped mapped, PictureFiles files) {
        if (size != null || !mode.equals("color") || baked != null || files.isFilm()) {
            throw new UserError(
                    "--size, --mode, --baked and videos are for radiance fields; " + run + " holds an operator.");
        }
        Path target = shell.directory().resolve(out);
        new SampleViews(mapped, camera, frames).write(files.isSingle() ? target : null, target);
    }

    /** A solution over its time, or as it is in each mode. */
    private void renderSolution(Subject solution, @Nullable ImageSize pixels, PictureFiles files) {
        Subject shown = mode.equals("color") ? solution : new InMode(solution, mode);
        ImageSize size = pixels == null ? SOLUTION : pixels;
        Album album = new Album(List.of(shown), size.width(), size.height());
        int count = files.isSingle() ? 1 : frames != null ? frames : album.usual();
        UserError.require(count > 0, "--frames", count, "a positive whole number");
        UserError.require(
                !files.isSingle() || frames == null || frames == 1, "--out", out, "a folder for " + frames + " images");
        try {
            album.draw(count, (number, frame) -> files.add(frame));
        } catch (GlException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /** A grid without the run that it was baked from, and so without photographs. */
    private void renderAlone(Path source, ImageSize pixels, PictureFiles files) {
        if (baked != null || !camera.equals("orbit")) {
            throw new UserError("--camera and --baked ask for the photographs of a run, but " + run
                    + " is a grid; expected orbit, or a run folder with --baked.");
        }
        BakedGrid grid = BakedGrid.read(source);
        Intrinsics lens = Intrinsics.ofFieldOfView(pixels.width(), pixels.height(), FIELD_OF_VIEW);
        renderGrid(grid, CameraChoice.around(grid.box(), lens, count(files)), files);
    }

    private void renderGrid(BakedGrid grid, List<Camera> path, PictureFiles files) {
        if (mode.equals("depth")) {
            throw new UserError("--mode is depth; expected color or opacity for a baked grid.");
        }
        try (BakedViews views = new BakedViews(grid)) {
            write(views::render, path, files);
        }
    }

    private int count(PictureFiles files) {
        return frames != null ? frames : files.isSingle() ? 1 : ORBIT_FRAMES;
    }

    private static List<Camera> sized(List<Camera> path, @Nullable ImageSize pixels) {
        return pixels == null
                ? path
                : path.stream()
                        .map(c -> CameraChoice.sized(c, pixels.width(), pixels.height()))
                        .toList();
    }

    private void write(Function<Camera, RenderedView> shown, List<Camera> path, PictureFiles files) {
        Shading shading = Shading.of(mode);
        if (files.isSingle() && path.size() > 1) {
            throw new UserError(
                    path.size() + " views do not fit into " + out + "; give --out a folder, such as frames/.");
        }
        for (int i = 0; i < path.size(); i++) {
            files.add(shading.image(shown.apply(path.get(i))));
            if (path.size() > 1 && shell.terminal()) {
                shell.err().printf("\rframe %d of %d%s", i + 1, path.size(), i + 1 == path.size() ? "\n" : "");
            }
        }
    }
}
