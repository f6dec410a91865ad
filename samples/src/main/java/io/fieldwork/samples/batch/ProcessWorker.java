package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/** A worker in a process of its own, which a {@link WorkerLoop} there answers; its end in the middle of a job is a crash of that job. */
final class ProcessWorker implements Worker {
    private static final int KILL = 9;

    private final Process process;
    private final long ended = ProcessMemory.ended();
    private final BufferedReader answers;
    private final BufferedWriter orders;
    private volatile boolean stopping;

    private ProcessWorker(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a process with so many threads for its work; what it says beside its answers is appended to a file. */
    static ProcessWorker start(List<String> command, int threads, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command);
        WorkerProcesses.limit(builder, threads);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ProcessWorker(builder.start());
        } catch (IOException e) {
            throw new UserError("A worker cannot be started: " + UserError.reason(e) + ".", e);
        }
    }

    @Override
    public Outcome run(Order order) {
        try {
            orders.write(order.line() + "\n");
            orders.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(WorkerLoop.PREFIX)) {
                    return Outcome.read(line.substring(WorkerLoop.PREFIX.length()));
                }
            }
        } catch (IOException | JacksonException e) {
            process.destroyForcibly();
        }
        return stopping ? new Outcome(Outcome.End.INTERRUPTED, "", 0) : ended();
    }

    private Outcome ended() {
        try {
            int code = process.waitFor();
            if (code == 128 + KILL && ProcessMemory.ended() > ended) {
                return new Outcome(
                        Outcome.End.CRASHED, "the system ended its process for want of memory", Outcome.TOO_MUCH);
            }
            String how = code > 128 ? "was ended by signal " + (code - 128) : "ended with code " + code;
            return new Outcome(Outcome.End.CRASHED, "its process " + how, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(Outcome.End.INTERRUPTED, "", 0);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
