package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.Doctor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that reports this machine's set-up. */
@Command(
        name = "doctor",
        headerHeading = "Example: fieldwork doctor%n%n",
        header = "Say what this machine offers, what would be used, and what to mend.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:something should be mended"},
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OnDevice on = new OnDevice();

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Doctor.Fact> facts = Doctor.examine(on.device);
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(1);
        shell.out().printf("    %-" + width + "s  %s%n", "fieldwork", Version.text());
        for (Doctor.Fact fact : facts) {
            shell.out().printf("%s %-" + width + "s  %s%n", fact.ok() ? "ok " : "!! ", fact.name(), fact.value());
            if (!fact.ok()) {
                shell.out().printf("    %-" + width + "s  -> %s%n", "", fact.advice());
            }
        }
        return facts.stream().allMatch(Doctor.Fact::ok) ? 0 : 1;
    }
}
