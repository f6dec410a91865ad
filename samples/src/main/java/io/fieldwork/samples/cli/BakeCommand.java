package io.fieldwork.samples.cli;

import io.fieldwork.fields.bake.BakeOptions;
import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.bake.Baker;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.ImageMetrics;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.samples.run.BakedViews;
import io.fieldwork.samples.run.Radiance;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a radiance field into a grid. */
@Command(
        name = "bake",
        headerHeading = "Example: fieldwork bake runs/toybox --out toybox.safetensors%n"
                + "         fieldwork render toybox.safetensors --out orbit/%n%n",
        header = "Turn the radiance field of a run into a grid that is drawn in real time.",
        description =
                "%nThe grid is compared with the field and the photographs through the cameras of the test photographs.%n",
        mixinStandardHelpOptions = true)
final class BakeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "A run folder of a radiance field.")
    private Path run;

    @Option(names = "--out", required = true, paramLabel = "GRID", description = "A file to write, .safetensors.")
    private Path out;

    @Option(
            names = "--resolution",
            paramLabel = "N",
            description = "Cells along the longest side of the box; default 256.")
    private @Nullable Integer resolution;

    @Option(
            names = "--degree",
            paramLabel = "0|1|2",
            description = "Degree of the spherical harmonics of colour; default 0, the same from everywhere.")
    private @Nullable Integer degree;

    @Option(
            names = "--threshold",
            paramLabel = "SHARE",
            description = "How much of a ray a brick of 8 x 8 x 8 cells must stop to be kept; default 0.01.")
    private @Nullable Double threshold;

    @Option(names = "--force", description = "Replace what is there.")
    private boolean force;

    @Mixin
    private OnDevice on = new OnDevice();

    BakeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        BakeOptions options = new BakeOptions(resolution, degree, threshold);
        Path target = shell.directory().resolve(out);
        if (!BakedGrid.isGrid(target)) {
            throw new UserError("--out is " + out + "; expected a name that ends in .safetensors.");
        }
        if (Files.exists(target) && !force) {
            throw new UserError(target + " is there already; give another --out, or --force to replace it.");
        }
        try (TrainedRun trained = TrainedRun.open(shell.directory().resolve(run), on.device, shell.opener())) {
            if (!(trained.session() instanceof Radiance radiance)) {
                throw new UserError(run + " holds no radiance field; expected a run of kind radiance.");
            }
            long start = System.nanoTime();
            BakedGrid grid = bake(radiance.radiance(), options);
            double seconds = (System.nanoTime() - start) * 1e-9;
            grid.write(target);
            Map<String, String> rows = new LinkedHashMap<>();
            rows.put("written", out.toString());
            rows.put("bricks", grid.bricks() + " of " + grid.index().length);
            rows.put("size", String.format(Locale.ROOT, "%.1f MB", grid.bytes() * 1e-6));
            rows.put("seconds", String.format(Locale.ROOT, "%.1f", seconds));
            rows.putAll(comparison(radiance.radiance(), grid));
            shell.table(rows);
        }
        return 0;
    }

    private BakedGrid bake(RadianceSession session, BakeOptions options) {
        List<Camera> cameras =
                session.capture().train().stream().map(Photo::camera).toList();
        return new Baker(session.manager(), session.field(), session.sampler(), session.background())
                .bake(cameras, options, this::progress);
    }

    private void progress(double share) {
        if (shell.terminal()) {
            shell.err().printf("\rbaking %3.0f %%%s", 100 * share, share < 1 ? "" : "\n");
        }
    }

    /** A grid that cannot be drawn here, or not through these cameras, is a grid all the same. */
    private static Map<String, String> comparison(RadianceSession session, BakedGrid grid) {
        try {
            return compare(session, grid);
        } catch (UserError e) {
            return Map.of("not compared", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> compare(RadianceSession session, BakedGrid grid) {
        Capture capture = session.capture();
        List<Photo> photos = capture.test().isEmpty() ? capture.train() : capture.test();
        double toField = 0;
        double toPhotos = 0;
        double field = 0;
        try (BakedViews views = new BakedViews(grid)) {
            for (Photo photo : photos) {
                RenderedView live = session.render(photo.camera());
                RenderedView baked = views.render(photo.camera());
                float[] truth = session.task().truth(photo);
                toField += ImageMetrics.psnr(baked.rgb(), live.rgb()) / photos.size();
                toPhotos += ImageMetrics.psnr(baked.rgb(), truth) / photos.size();
                field += ImageMetrics.psnr(live.rgb(), truth) / photos.size();
            }
        }
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("PSNR, grid to field", decibels(toField));
        rows.put("PSNR, grid to photographs", decibels(toPhotos));
        rows.put("PSNR, field to photographs", decibels(field));
        return rows;
    }

    private static String decibels(double value) {
        return String.format(Locale.ROOT, "%.2f dB", value);
    }
}
