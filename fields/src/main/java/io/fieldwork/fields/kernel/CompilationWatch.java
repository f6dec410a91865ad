package io.fieldwork.fields.kernel;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingStream;

/**
 * A count of how often Java's optimising compiler compiled the project's methods while the watch was open, and how often it took
 * compiled code back in the middle of a run (a deoptimisation), from the virtual machine's own events.
 *
 * <p>A loop that is taken back again and again is compiled without end on a core that training needs, and interpreted meanwhile.
 */
public final class CompilationWatch implements AutoCloseable {
    private static final String OURS = "io.fieldwork.";
    private static final int OPTIMISED = 4;

    private final RecordingStream events = new RecordingStream();
    private final Map<String, Integer> compiled = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Integer> trapped = Collections.synchronizedMap(new TreeMap<>());

    private CompilationWatch() {
        events.enable("jdk.Compilation").withThreshold(Duration.ZERO);
        events.enable("jdk.Deoptimization").withStackTrace();
        events.onEvent("jdk.Compilation", this::compilation);
        events.onEvent("jdk.Deoptimization", this::deoptimisation);
        events.startAsync();
    }

    /** {@return an open watch that sees what is compiled from now on} */
    public static CompilationWatch open() {
        return new CompilationWatch();
    }

    private void compilation(RecordedEvent event) {
        RecordedMethod method = event.getValue("method");
        if (event.getShort("compileLevel") == OPTIMISED
                && method.getType().getName().startsWith(OURS)) {
            compiled.merge(name(method), 1, Integer::sum);
        }
    }

    /** Code of the library that was inlined counts as the method of ours that it was inlined into. */
    private void deoptimisation(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return;
        }
        event.getStackTrace().getFrames().stream()
                .filter(frame -> frame.isJavaFrame()
                        && frame.getMethod().getType().getName().startsWith(OURS))
                .findFirst()
                .map(RecordedFrame::getMethod)
                .ifPresent(method -> trapped.merge(name(method) + ": " + event.getString("reason"), 1, Integer::sum));
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName().substring(OURS.length()) + "." + method.getName();
    }

    /** {@return whether a name of {@link #compiled} or {@link #trapped} is that of a host kernel} */
    public static boolean isKernel(String name) {
        return name.startsWith("fields.kernel.") || name.startsWith("fields.jet.");
    }

    /** {@return how often each method was compiled by the optimising compiler, by {@code package.Type.method}, packages without {@code io.fieldwork}} */
    public Map<String, Integer> compiled() {
        return Map.copyOf(compiled);
    }

    /** {@return how often compiled code was taken back, by {@code package.Type.method: reason}} */
    public Map<String, Integer> trapped() {
        return Map.copyOf(trapped);
    }

    /** {@return the part of {@link #trapped} that is host kernels} */
    public Map<String, Integer> kernels() {
        Map<String, Integer> kernels = new TreeMap<>(trapped);
        kernels.keySet().removeIf(name -> !isKernel(name));
        return kernels;
    }

    /** Ends the watch; what happened until now is counted. */
    @Override
    public void close() {
        events.stop();
        events.close();
    }
}
