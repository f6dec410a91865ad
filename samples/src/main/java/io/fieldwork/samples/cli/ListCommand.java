package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.problem.Problems;
import io.fieldwork.samples.config.Shipped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command that lists shipped resources. */
@Command(
        name = "list",
        headerHeading = "Example: fieldwork list configs%n%n",
        header = "List what the program knows by name.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private static final List<String> KINDS = List.of("configs", "ablations", "sweeps", "problems");

    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "configs",
            description = "configs: the configurations that 'fieldwork train' takes by name. ablations: the comparisons"
                    + " that 'fieldwork ablate' takes by name. sweeps: those that 'fieldwork sweep' takes by name."
                    + " problems: the equations that problem.name of a configuration takes.")
    private String what;

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!KINDS.contains(what)) {
            throw new UserError(
                    "There is no list of '" + what + "'; the nearest one is " + Nearest.of(what, KINDS) + ".");
        }
        Map<String, String> found = switch (what) {
            case "problems" -> Problems.statements();
            case "ablations" -> Shipped.ablations();
            case "sweeps" -> Shipped.sweeps();
            default -> Shipped.configurations();
        };
        shell.table(found);
        return 0;
    }
}
