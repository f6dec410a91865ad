package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.samples.batch.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that shows many runs as a table. */
@Command(
        name = "results",
        headerHeading = "Example: fieldwork results runs/rates%n"
                + "         fieldwork results runs --csv all.csv --html all.html%n%n",
        header = "Show the runs of a folder as a table: what differs, numbers, steps, minutes, how each ended.",
        description = "%nThe page holds all that it shows: sort by any column, plot any two, compare curves and"
                + " pictures.%n",
        mixinStandardHelpOptions = true)
final class ResultsCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FOLDER", description = "The folder of a sweep, or any folder of runs.")
    private Path folder;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write all columns with all digits.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Write one page that needs no other file.")
    private @Nullable Path html;

    ResultsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Results results = Results.of(shell.directory().resolve(folder));
        if (csv == null && html == null) {
            results.text().forEach(shell.out()::println);
        }
        if (csv != null) {
            write(csv, results.csv());
            shell.out().println("Table:    " + csv);
        }
        if (html != null) {
            write(html, results.html());
            shell.out().println("Page:     " + html);
        }
        return 0;
    }

    private void write(Path file, String text) {
        try {
            AtomicFile.write(shell.directory().resolve(file), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + UserError.reason(e) + ".", e);
        }
    }
}
