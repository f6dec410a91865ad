package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes worker processes that run this program again: the same virtual machine, options and class path, with a part of its
 * processors and of its heap.
 *
 * @param main the class of the command line
 * @param command which makes it a worker, and takes {@code --device} and {@code --typed}
 * @param devices that workers take in turn
 * @param count workers that share the machine
 * @param logs folder of what they say beside their answers
 * @param typed the command as the user typed it
 */
public record WorkerProcesses(String main, String command, List<String> devices, int count, Path logs, String typed)
        implements Worker.Source {
    private static final long LEAST_HEAP = 256L << 20;

    /** Limits the threads that the engine of a process to be started uses. */
    public static void limit(ProcessBuilder builder, int threads) {
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        builder.environment().put("MKL_NUM_THREADS", Integer.toString(threads));
    }

    @Override
    public Worker open(int number) {
        return ProcessWorker.start(line(number), threads(), logs.resolve("worker-" + number + ".log"));
    }

    /** Processors of each. */
    private int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / count);
    }

    private List<String> line(int number) {
        List<String> line = new ArrayList<>();
        line.add(ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new UserError("The system does not tell which Java runs this program.")));
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.add("-XX:ActiveProcessorCount=" + threads());
        line.add("-Xmx" + Math.max(LEAST_HEAP, Runtime.getRuntime().maxMemory() / count >> 10 << 10));
        line.add("-XX:ErrorFile=" + logs.toAbsolutePath().resolve("broken-%p.log"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main, command));
        line.addAll(List.of("--device", devices.get(number % devices.size()), "--typed", typed));
        return line;
    }
}
