package io.fieldwork.samples.cli;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.samples.camera.CameraChoice;
import io.fieldwork.samples.camera.ViewSeries;
import io.fieldwork.samples.image.ImageSize;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that renders a run from any camera. */
@Command(
        name = "render",
        headerHeading = "Example: fieldwork render runs/toybox --camera orbit --frames 60 --out orbit/%n"
                + "         fieldwork render runs/darcy-64 --camera test:3 --out sample.png%n"
                + "         fieldwork render runs/toybox --camera test:3 --mode depth --out depth.png%n"
                + "         fieldwork render runs/toybox --baked toybox.safetensors --out orbit.mp4%n"
                + "         fieldwork render runs/vase --radiance runs/knot --out exchanged.png%n"
                + "         fieldwork render runs/burgers --mode profile --frames 30 --out frames/%n%n",
        header = "Render views of the last checkpoint of a run, or of a baked grid, as PNG files or a video.",
        description =
                "%nOf an operator, the camera chooses a sample, which is shown as input, truth, prediction and error. The"
                        + " solution of an equation is drawn from its first time to its last; one image shows the last.%n",
        mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
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
                    "orbit, test:I, train:I, validation:I, extrapolation:I, or a file: transforms.json, or a camera path of nerfstudio or"
                            + " instant-ngp; default ${DEFAULT-VALUE}.")
    private String camera;

    @Option(names = "--size", paramLabel = "WxH", description = "Pixels; by default those of the photographs.")
    private @Nullable String size;

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Views of an orbit, default 60, or 1 into a PNG file; or of a camera path.")
    private @Nullable Integer frames;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = RenderOptions.USUAL,
            description =
                    "color, depth (near is bright), opacity or normal; of a learned surface also surface; of a solution one of its"
                            + " modes, such as profile or error; default ${DEFAULT-VALUE}.")
    private String mode;

    @Option(names = "--baked", paramLabel = "GRID", description = "Draw this grid instead of the field of the run.")
    private @Nullable Path baked;

    @Option(
            names = "--radiance",
            paramLabel = "OTHER",
            description = "Of a learned surface (kind surface): give it the colours of this other run.")
    private @Nullable Path radiance;

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
        Path source = shell.directory().resolve(run);
        requireShown(source);
        ImageSize pixels = size == null ? null : ImageSize.of(size);
        RenderOptions options = new RenderOptions(run, out, shell.directory(), camera, pixels, frames, mode, baked);
        try (PictureFiles files = new PictureFiles(shell.directory().resolve(out), this::tick)) {
            if (BakedGrid.isGrid(source)) {
                renderGrid(BakedGrid.read(alone(source)), options, files);
            } else {
                renderRun(source, options, files);
            }
        }
        shell.out().println("Written: " + out);
        return 0;
    }

    /** Rejects colours of another run where none are drawn, or those of a grid. */
    private void requireShown(Path source) {
        if (radiance == null) {
            return;
        }
        if (baked != null || BakedGrid.isGrid(source)) {
            throw new UserError("--radiance is " + radiance
                    + ", but a grid is drawn, whose colours are baked; expected a run folder without --baked.");
        }
        if (mode.equals("normal") || mode.equals("surface")) {
            throw new UserError("--radiance is " + radiance + ", but --mode is " + mode
                    + ", which shows no colours; expected another --mode.");
        }
    }

    private void tick(String text) {
        if (shell.terminal()) {
            shell.err().print(text);
        }
    }

    private void renderRun(Path source, RenderOptions options, PictureFiles files) {
        try (TrainedRun trained = TrainedRun.open(source, on.device, shell.kinds())) {
            Rendering rendering = trained.session()
                    .rendering()
                    .orElseThrow(() -> new UserError(run
                            + " holds nothing that a camera can see; it is neither a radiance field nor an operator. Its pictures are in "
                            + run.resolve("images") + "."));
            if (radiance == null) {
                rendering.render(options, files);
            } else {
                try (TrainedRun other =
                        TrainedRun.open(shell.directory().resolve(radiance), on.device, shell.kinds())) {
                    rendering.inColorsOf(other.session(), radiance).render(options, files);
                }
            }
        }
    }

    /** Rejects options that need the photographs of a grid's run. */
    private Path alone(Path grid) {
        if (baked != null || !camera.equals("orbit")) {
            throw new UserError("--camera and --baked ask for the photographs of a run, but " + run
                    + " is a grid; expected orbit, or a run folder with --baked.");
        }
        return grid;
    }

    private static void renderGrid(BakedGrid grid, RenderOptions options, PictureFiles files) {
        ImageSize pixels = options.size() == null ? GRID_SIZE : options.size();
        Intrinsics lens = Intrinsics.ofFieldOfView(pixels.width(), pixels.height(), FIELD_OF_VIEW);
        new ViewSeries(CameraChoice.around(grid.box(), lens, ViewSeries.count(options, files)))
                .render(grid, options, files);
    }
}
