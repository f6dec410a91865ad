package io.fieldwork.samples.cli;

import io.fieldwork.fields.bake.BakeOptions;
import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.kind.Baking;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that turns a radiance field into a grid. */
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
        UserError.require(BakedGrid.isGrid(target), "--out", out, "a name that ends in .safetensors");
        if (Files.exists(target) && !force) {
            throw new UserError(target + " is there already; give another --out, or --force to replace it.");
        }
        try (TrainedRun trained = TrainedRun.open(shell.directory().resolve(run), on.device, shell.kinds())) {
            Baking baking = trained.session()
                    .baking()
                    .orElseThrow(
                            () -> new UserError(run + " holds no radiance field; expected a run of kind radiance."));
            long start = System.nanoTime();
            BakedGrid grid = baking.bake(options, this::progress);
            double seconds = (System.nanoTime() - start) * 1e-9;
            grid.write(target);
            Map<String, String> rows = new LinkedHashMap<>();
            rows.put("written", out.toString());
            rows.put("bricks", grid.bricks() + " of " + grid.index().length);
            rows.put("size", String.format(Locale.ROOT, "%.1f MB", grid.bytes() * 1e-6));
            rows.put("seconds", String.format(Locale.ROOT, "%.1f", seconds));
            rows.putAll(comparison(baking, grid));
            shell.table(rows);
        }
        return 0;
    }

    private void progress(double share) {
        if (shell.terminal()) {
            shell.err().printf("\rbaking %3.0f %%%s", 100 * share, share < 1 ? "" : "\n");
        }
    }

    /** The comparison of grid and field, or the reason why the grid cannot be drawn. */
    private static Map<String, String> comparison(Baking baking, BakedGrid grid) {
        try {
            return baking.compare(grid);
        } catch (UserError e) {
            return Map.of("not compared", String.valueOf(e.getMessage()));
        }
    }
}
