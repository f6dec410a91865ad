package io.fieldwork.samples.spark;

import io.fieldwork.samples.batch.WorkerLoop;
import io.fieldwork.samples.batch.WorkerProcesses;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A worker process beside an executor. It is kept for the next job of the same command, and ends with its executor, however
 * that ends, because its orders do.
 */
final class WorkerPipe {
    private static final Map<List<String>, Queue<WorkerPipe>> IDLE = new ConcurrentHashMap<>();
    private static final int SIGNAL = 128;

    private final Process process;
    private final Queue<WorkerPipe> idle;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    private WorkerPipe(Process process, Queue<WorkerPipe> idle) {
        this.process = process;
        this.idle = idle;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** An idle process of this command, or a new one for so many processors. */
    static WorkerPipe take(List<String> command, int processors, Path logs) throws IOException {
        Queue<WorkerPipe> idle = IDLE.computeIfAbsent(command, key -> new ConcurrentLinkedQueue<>());
        for (WorkerPipe worker = idle.poll(); worker != null; worker = idle.poll()) {
            if (worker.process.isAlive()) {
                return worker;
            }
        }
        return new WorkerPipe(start(command, processors, logs), idle);
    }

    private static Process start(List<String> command, int processors, Path logs) throws IOException {
        Files.createDirectories(logs);
        String here = InetAddress.getLocalHost().getHostName() + "-"
                + ProcessHandle.current().pid();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(Redirect.appendTo(
                        logs.resolve("worker-" + here + ".log").toFile()));
        WorkerProcesses.limit(builder, processors);
        builder.environment()
                .merge(
                        "FIELDWORK_JAVA_OPTS",
                        "-XX:ActiveProcessorCount=" + processors,
                        (given, more) -> given + " " + more);
        return builder.start();
    }

    /** The answer to an order; how the process ended if there is none. */
    String ask(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(WorkerLoop.PREFIX)) {
                    idle.add(this);
                    return line.substring(WorkerLoop.PREFIX.length());
                }
            }
        } catch (IOException e) {
            process.destroyForcibly();
        }
        return ended();
    }

    private String ended() {
        try {
            int code = process.waitFor();
            return WorkerTask.ENDED + (code > SIGNAL ? "by signal " + (code - SIGNAL) : "with code " + code);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the job in progress with its checkpoint, and the process. */
    void stop() {
        try {
            orders.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
