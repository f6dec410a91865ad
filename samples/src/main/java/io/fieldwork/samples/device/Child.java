package io.fieldwork.samples.device;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that runs a command of this program as this one was started: same Java, options and class path; assertions are on for the selftest alone.
 *
 * @param exitCode of the process, -1 if it was ended because its time was over
 * @param seconds that it took
 * @param memory most memory while it ran
 */
record Child(int exitCode, double seconds, PeakMemory memory) {
    /** The exit code of a process whose time was over. */
    static final int ENDED = -1;

    private static final String MAIN = "io.fieldwork.samples.cli.Main";
    private static final long LOOK_MILLIS = 500;
    private static final long GRACE_SECONDS = 3;

    /** Runs a command for so many seconds at most, its output in a file. */
    static Child run(List<String> arguments, Path log, double limit) throws IOException {
        long start = System.nanoTime();
        PeakMemory memory = new PeakMemory();
        Process process = new ProcessBuilder(command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Thread last = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(last);
        try {
            boolean over = false;
            while (!over && !process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                memory.look(process.pid());
                over = seconds(start) > limit;
            }
            return new Child(over ? end(process) : process.exitValue(), seconds(start), memory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Child(ENDED, seconds(start), memory);
        } finally {
            process.destroyForcibly();
            forget(last);
        }
    }

    /** Takes a hook back, unless this process is ending already. */
    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static int end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return ENDED;
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        boolean checked = arguments.getFirst().equals("selftest");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> checked || !option.equals("-ea"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        return command;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    /** The lines of a log; none if it cannot be read. */
    static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            return List.of();
        }
    }
}
