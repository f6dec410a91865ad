package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.device.DeviceReport;
import io.fieldwork.samples.device.Outcome;
import io.fieldwork.samples.device.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that says in a few minutes what a device is worth. */
@Command(
        name = "gpu-report",
        headerHeading = "Example: fieldwork gpu-report --minutes 10 --device gpu0%n%n",
        header = "Check, time and train on a device within a given time, and write report.md and report.json.",
        description =
                "%nParts that tell most come first; each is a process of its own, and what is cut off still reports.%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no part failed", "1:a part failed", "2:a mistake in what was asked"},
        mixinStandardHelpOptions = true)
final class GpuReportCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "10",
            description = "Time for all parts; default ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "gpu-report",
            description = "Folder of the report, absent or empty; default ${DEFAULT-VALUE}.")
    private Path out;

    @Mixin
    private OnDevice on = new OnDevice();

    GpuReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!(minutes > 0 && minutes < Double.POSITIVE_INFINITY)) {
            throw new UserError("--minutes is " + minutes + "; expected a number above 0.");
        }
        Path folder = shell.directory().resolve(out).toAbsolutePath().normalize();
        if (!Shell.isFree(folder)) {
            throw new UserError("--out " + folder + " exists and is not empty; expected a new folder.");
        }
        DeviceReport report = new DeviceReport(folder, on.device, 60 * minutes, Shell.typed(spec));
        List<Outcome> outcomes = report.run(Part.ALL, shell.err()::println);
        shell.out().println("Report: " + folder.resolve("report.md"));
        return outcomes.stream().anyMatch(outcome -> outcome.state() == Outcome.State.FAILED) ? 1 : 0;
    }
}
