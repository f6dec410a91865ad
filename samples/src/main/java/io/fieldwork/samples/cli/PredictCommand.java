package io.fieldwork.samples.cli;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.pde.npz.ArrayFile;
import io.fieldwork.render.export.CsvTable;
import io.fieldwork.samples.kind.PredictOptions;
import io.fieldwork.samples.kind.Predicting;
import io.fieldwork.samples.run.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that applies what was learned to a user's file. */
@Command(
        name = "predict",
        headerHeading = "Example: fieldwork predict runs/darcy-64 --input new.npz --out found.npz%n"
                + "         fieldwork predict runs/burgers --input points.csv --out u.csv%n%n",
        header = "Apply a run to new inputs: an operator to functions, a solution or a radiance field to points.",
        description =
                "%nAn operator takes an array of functions (.npz, .npy, .mat, .h5) on any grid that its architecture allows."
                        + " The solution of an equation takes points, an array or a column of a .csv file for each of its"
                        + " coordinates; a radiance field takes x, y, z, and dx, dy, dz for the directions of view.%n",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "The new inputs.")
    private Path input;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to: .npz, or .csv for columns.")
    private Path out;

    @Option(names = "--array", paramLabel = "NAME", description = "The array of inputs, if the file has several.")
    private @Nullable String array;

    @Option(
            names = "--axes",
            paramLabel = "LETTERS",
            description = "Its axes, such as nhwc: n samples, t times, c components, d layers, h rows, w columns.")
    private @Nullable String axes;

    @Option(
            names = "--values",
            paramLabel = "NAMES",
            split = ",",
            description = "What to write at points, such as u,u_x or density; by default all unknowns.")
    private List<String> values = List.of();

    @Option(names = "--force", description = "Replace what is there.")
    private boolean force;

    @Mixin
    private OnDevice on = new OnDevice();

    PredictCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ExportFormat format = ExportFormat.of(out);
        if (format != ExportFormat.NPZ && format != ExportFormat.CSV) {
            throw new UserError("--out is " + out + "; expected a name that ends in .npz or .csv.");
        }
        Path target = shell.directory().resolve(out);
        if (Files.exists(target) && !force) {
            throw new UserError(target + " is there already; give another --out, or --force to replace it.");
        }
        ArrayFile arrays = ArrayFile.open(shell.directory().resolve(input));
        UserError.require(!arrays.names().isEmpty(), "--input", input + ", without arrays", "a file with some");
        try (TrainedRun trained = TrainedRun.openToPredict(shell.directory().resolve(run), on.device, shell.kinds())) {
            Predicting predicting = trained.session()
                    .predicting()
                    .orElseThrow(() -> new UserError(run + " is of a kind that cannot be applied to new inputs."));
            SequencedMap<String, NpyArray> found = predicting.predict(
                    new PredictOptions(input.toString(), arrays, array, axes, values, shell.err()::println));
            write(target, found, format == ExportFormat.CSV);
            shell.out().println("Written: " + out + " (" + described(found) + ")");
        }
        return 0;
    }

    private static String described(SequencedMap<String, NpyArray> arrays) {
        return arrays.entrySet().stream()
                .map(e -> e.getKey() + " " + Arrays.toString(e.getValue().shape()))
                .collect(Collectors.joining(", "));
    }

    private static void write(Path target, SequencedMap<String, NpyArray> arrays, boolean text) {
        try {
            if (!text) {
                NpzFile.write(target, arrays, false);
                return;
            }
            boolean table = arrays.values().stream().allMatch(values -> values.shape().length == 1);
            if (!table) {
                throw new UserError("--out is " + target + ", but the results are no columns: " + described(arrays)
                        + "; expected a name that ends in .npz.");
            }
            SequencedMap<String, CsvTable.Column> columns = new LinkedHashMap<>();
            int rows = Math.toIntExact(arrays.firstEntry().getValue().size());
            arrays.forEach((name, values) ->
                    columns.put(name, new CsvTable.Column(values.numbers(), IntUnaryOperator.identity())));
            AtomicFile.write(target, file -> CsvTable.write(file, columns, rows));
        } catch (IOException e) {
            throw new UserError(target + " cannot be written: " + UserError.reason(e) + ".", e);
        }
    }
}
