package io.fieldwork.samples.cli;

import io.fieldwork.fields.scene.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.samples.run.Mapped;
import io.fieldwork.samples.run.TrainedRun;
import io.fieldwork.samples.run.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
                + "         fieldwork render runs/toybox --camera test:3 --mode depth --out depth.png%n%n",
        header = "Render views of the last checkpoint of a run as PNG files.",
        description =
                "%nOf an operator, the camera chooses a sample, which is shown as input, truth, prediction and error.%n",
        mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
    private static final int ORBIT_FRAMES = 60;

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
            description = "color, depth (near is bright) or opacity; default ${DEFAULT-VALUE}.")
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
        Shading shading = Shading.of(mode);
        int[] pixels = pixels();
        try (TrainedRun trained = TrainedRun.open(shell.directory().resolve(run), on.device, shell.opener())) {
            if (trained.session() instanceof Mapped mapped) {
                if (size != null || !mode.equals("color")) {
                    throw new UserError("--size and --mode are for radiance fields; " + run + " holds an operator.");
                }
                new SampleViews(mapped, camera, frames).write(single ? target : null, target);
                shell.out().println("Written: " + out);
                return 0;
            }
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

    /** Width and height asked for; empty for those of the photographs. */
    private int[] pixels() {
        if (size == null) {
            return new int[0];
        }
        if (!size.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
            throw new UserError("--size is '" + size + "'; expected width and height such as 800x600.");
        }
        return Stream.of(size.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    private static List<Camera> sized(List<Camera> path, int[] pixels) {
        return pixels.length == 0
                ? path
                : path.stream()
                        .map(c -> CameraPath.sized(c, pixels[0], pixels[1]))
                        .toList();
    }

    private void render(Views views, List<Camera> path, Shading shading, @Nullable Path single, Path folder) {
        for (int i = 0; i < path.size(); i++) {
            Image image = shading.image(views.render(path.get(i)));
            Path file = single != null ? single : folder.resolve("frame_%04d.png".formatted(i));
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
