package io.fieldwork.samples.cli;

import io.fieldwork.fields.kernel.CompilationWatch;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import java.io.PrintWriter;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * The command that runs the correctness suite on a device. The tests and JUnit's launcher are not part of the program:
 * a bundle or a build brings them on the class path, so they are called by reflection.
 */
@Command(
        name = "selftest",
        headerHeading = "Example: fieldwork selftest --device gpu0%n%n",
        header = "Run the correctness suite on a device.",
        mixinStandardHelpOptions = true)
final class SelftestCommand implements Callable<Integer> {
    private static final String LAUNCHER = "org.junit.platform.launcher.";

    private final Shell shell;

    @Mixin
    private OnDevice on = new OnDevice();

    @Parameters(
            arity = "0..*",
            paramLabel = "PACKAGE",
            defaultValue = "io.fieldwork",
            description = "Only the tests of these packages, such as io.fieldwork.fields.kernel.")
    private List<String> packages;

    SelftestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws ReflectiveOperationException {
        Compute compute = Compute.choose(on.device);
        System.setProperty("fieldwork.device", compute.name());
        shell.out().println("Device: " + compute.name() + " (" + compute.reason() + ")");
        CompilationWatch watch = CompilationWatch.open();
        int code;
        try (watch) {
            code = summary(executed());
        } catch (ClassNotFoundException e) {
            throw new UserError(
                    "The tests are not part of this installation; run 'mvn verify' in the sources, or use a bundle.",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the test launcher failed: " + e.getCause(), e.getCause());
        }
        int count = watch.kernels().values().stream().mapToInt(n -> n).sum();
        shell.out()
                .println("Compiled code of kernels that the virtual machine took back: " + count
                        + " times, while sizes changed from test to test");
        return code;
    }

    /** The listener after all tests of the packages have run. */
    private Object executed() throws ReflectiveOperationException {
        Class<?> selectors = Class.forName("org.junit.platform.engine.discovery.DiscoverySelectors");
        List<Object> ours = new ArrayList<>();
        for (String name : packages) {
            ours.add(selectors.getMethod("selectPackage", String.class).invoke(null, name));
        }
        Class<?> builders = Class.forName(LAUNCHER + "core.LauncherDiscoveryRequestBuilder");
        Object builder = builders.getMethod("request").invoke(null);
        builders.getMethod("selectors", List.class).invoke(builder, ours);
        Object request = builders.getMethod("build").invoke(builder);
        Object listener = Class.forName(LAUNCHER + "listeners.SummaryGeneratingListener")
                .getConstructor()
                .newInstance();
        Object listeners = Array.newInstance(Class.forName(LAUNCHER + "TestExecutionListener"), 1);
        Array.set(listeners, 0, listener);
        Object launcher = Class.forName(LAUNCHER + "core.LauncherFactory")
                .getMethod("create")
                .invoke(null);
        Class.forName(LAUNCHER + "Launcher")
                .getMethod("execute", Class.forName(LAUNCHER + "LauncherDiscoveryRequest"), listeners.getClass())
                .invoke(launcher, request, listeners);
        return listener;
    }

    private int summary(Object listener) throws ReflectiveOperationException {
        Object summary = listener.getClass().getMethod("getSummary").invoke(listener);
        Class<?> type = Class.forName(LAUNCHER + "listeners.TestExecutionSummary");
        long found = (long) type.getMethod("getTestsFoundCount").invoke(summary);
        if (found == 0) {
            throw new ClassNotFoundException("no tests");
        }
        PrintWriter writer = new PrintWriter(shell.out(), true);
        type.getMethod("printFailuresTo", PrintWriter.class).invoke(summary, writer);
        type.getMethod("printTo", PrintWriter.class).invoke(summary, writer);
        return (long) type.getMethod("getTotalFailureCount").invoke(summary) == 0 ? 0 : 1;
    }
}
