package io.fieldwork.samples.cli;

import io.fieldwork.fields.train.Split;
import io.fieldwork.samples.run.RunResult;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that measures a run. */
@Command(
        name = "eval",
        headerHeading = "Example: fieldwork eval runs/toybox --json%n%n",
        header = "Measure the last checkpoint of a run.",
        mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "test",
            description = "What to measure on: test, train or validation; default ${DEFAULT-VALUE}.")
    private String split;

    @Mixin
    private OnDevice on = new OnDevice();

    @Option(names = "--json", description = "Print one line with one flat JSON object.")
    private boolean json;

    EvalCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Split part = Split.of("--split", split);
        try (TrainedRun trained = TrainedRun.open(shell.directory().resolve(run), on.device, shell.kinds())) {
            Map<String, Double> metrics = trained.session().evaluate(part, 0, picture -> {});
            if (metrics.isEmpty()) {
                shell.err().println("The data have no " + split + " part; there is nothing to measure on.");
            } else if (metrics.containsKey("relativeResidual")) {
                shell.err()
                        .println(
                                "There is no reference solution to measure against; the residual is relative to that of an"
                                        + " arbitrary function.");
            }
            long parameters = trained.session().training().parameters();
            RunResult measured =
                    RunResult.of(metrics, trained.progress(), trained.compute().name(), parameters);
            RunResult numbers = trained.session()
                    .protocol()
                    .map(text -> measured.with("protocol", text))
                    .orElse(measured);
            if (json) {
                shell.out().println(numbers.json());
            } else {
                shell.table(numbers.shown());
            }
            return 0;
        }
    }
}
