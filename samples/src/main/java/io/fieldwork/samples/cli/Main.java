package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program's entry point. Exit codes: 0 done, 1 failed, 2 user's mistake, 3 training diverged, 130 interrupted. */
@Command(
        name = "fieldwork",
        headerHeading = "Example: fieldwork train toybox --minutes 3%n%n",
        header = "Neural fields and solutions of equations, learned and shown.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%n",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what the libraries say, and the stack trace of a failure.")
    private boolean verbose;

    private final Shell shell;

    private Main(Shell shell) {
        this.shell = shell;
    }

    /** Runs a command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        boolean verbose = List.of(arguments).contains("--verbose");
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "warn");
        System.exit(run(Shell.standard(), arguments));
    }

    /** Runs a command line; gives its exit code. */
    static int run(Shell shell, String... arguments) {
        Main main = new Main(shell);
        CommandLine line = new CommandLine(main)
                .addSubcommand(new TrainCommand(shell))
                .addSubcommand(new DistillCommand(shell))
                .addSubcommand(new AblateCommand(shell))
                .addSubcommand(new SweepCommand(shell))
                .addSubcommand(new SweepWorkerCommand(shell))
                .addSubcommand(new ResultsCommand(shell))
                .addSubcommand(new EvalCommand(shell))
                .addSubcommand(new RenderCommand(shell))
                .addSubcommand(new ViewCommand(shell))
                .addSubcommand(new BakeCommand(shell))
                .addSubcommand(new ExportCommand(shell))
                .addSubcommand(new PredictCommand(shell))
                .addSubcommand(new GenerateCommand(shell))
                .addSubcommand(new ListCommand(shell))
                .addSubcommand(new DoctorCommand(shell))
                .addSubcommand(new BenchCommand(shell))
                .addSubcommand(new SelftestCommand(shell))
                .addSubcommand(new GpuReportCommand(shell));
        line.setOut(new PrintWriter(shell.out(), true));
        line.setErr(new PrintWriter(shell.err(), true));
        line.setParameterExceptionHandler((e, unused) -> main.mistyped(e));
        line.setExecutionExceptionHandler((e, unused, parsed) -> main.failed(e, parsed));
        line.setUsageHelpWidth(100);
        return line.execute(arguments);
    }

    @Override
    public void run() {
        CommandLine line = new CommandLine(this);
        throw new ParameterException(line, "Which command?");
    }

    private int mistyped(ParameterException e) {
        shell.err().println(e.getMessage().lines().findFirst().orElse("The command line cannot be read."));
        if (!UnmatchedArgumentException.printSuggestions(e, new PrintWriter(shell.err(), true))) {
            shell.err().println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
        }
        return MISTAKE;
    }

    private int failed(Exception e, ParseResult parsed) {
        if (verbose) {
            e.printStackTrace(shell.err());
        }
        if (e instanceof UserError) {
            shell.err().println(e.getMessage());
            return MISTAKE;
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String kind = e.getClass().getSimpleName();
        shell.err().println("Failed: " + kind + ": " + message + (verbose ? "" : " (--verbose shows where)"));
        return FAILED;
    }
}
