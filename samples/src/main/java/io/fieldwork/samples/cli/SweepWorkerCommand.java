package io.fieldwork.samples.cli;

import io.fieldwork.samples.batch.JobRun;
import io.fieldwork.samples.batch.WorkerLoop;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A worker of a sweep: orders on its standard input, outcomes on its output. */
@Command(name = "sweep-worker", hidden = true, header = "Work for a sweep.")
final class SweepWorkerCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OnDevice on = new OnDevice();

    @Option(names = "--typed", description = "The command of the sweep, for manifests.")
    private String typed = "fieldwork sweep";

    SweepWorkerCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        PrintStream answers = shell.out();
        System.setOut(shell.err());
        return new WorkerLoop(new JobRun(shell.kinds(), on.device, Version.text(), typed)).execute(System.in, answers);
    }
}
