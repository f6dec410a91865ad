package io.fieldwork.samples.batch;

import io.fieldwork.samples.batch.Outcome.End;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;

/**
 * The life of a worker process: an {@link Order} a line from its scheduler, an {@link Outcome} a line back. The end of the
 * orders, which comes with the end of the scheduler however that was, ends the job in progress with a checkpoint, and a job that
 * has not begun to train at once. After a job that broke the process ends, because its state is in doubt.
 */
public final class WorkerLoop {
    /** How lines of outcomes begin; others are no outcomes. */
    public static final String PREFIX = "fieldwork outcome ";

    private static final String LAST = "";

    private final JobRun jobs;
    private final TransferQueue<String> orders = new LinkedTransferQueue<>();

    /** A loop at its start, which does jobs by this. */
    public WorkerLoop(JobRun jobs) {
        this.jobs = jobs;
    }

    /** {@return the exit code after the last order: 0, or 1 if a job broke} */
    public int execute(InputStream in, PrintStream out) {
        Thread.ofPlatform().daemon().name("orders").start(() -> listen(in));
        try {
            while (true) {
                String line = orders.take();
                if (line.equals(LAST)) {
                    return 0;
                }
                Outcome outcome = jobs.run(Order.read(line));
                out.println(PREFIX + outcome.line());
                out.flush();
                if (outcome.end() == End.CRASHED) {
                    return 1;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private void listen(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                orders.add(line);
            }
        } catch (IOException e) {
            // an end as good as any
        }
        orders.add(LAST);
        jobs.stop();
        if (!jobs.training()) {
            Runtime.getRuntime().halt(0);
        }
    }
}
