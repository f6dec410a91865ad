package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.RunLock;
import io.fieldwork.samples.batch.Outcome.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Workers on the machines of a {@link Cluster}, which is asked for with the first of them. */
public final class ClusterWorkers implements Worker.Source, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Supplier<Cluster> connect;
    private @Nullable Cluster cluster;

    /** Workers of the cluster that this gives. */
    public ClusterWorkers(Supplier<Cluster> connect) {
        this.connect = connect;
    }

    @Override
    public synchronized Worker open(int number) {
        if (cluster == null) {
            cluster = connect.get();
        }
        return new ClusterWorker(cluster);
    }

    /** No limit: each machine of the cluster takes as many jobs as it has memory for. */
    @Override
    public long memory() {
        return Long.MAX_VALUE;
    }

    @Override
    public synchronized void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** One job at a time, wherever the cluster does it. */
    private static final class ClusterWorker implements Worker {
        private final Cluster cluster;
        private boolean stopping;
        private @Nullable String job;

        private ClusterWorker(Cluster cluster) {
            this.cluster = cluster;
        }

        @Override
        public Outcome run(Order order) {
            if (!begins(order.name())) {
                return new Outcome(End.INTERRUPTED, "", 0);
            }
            try {
                return Outcome.read(cluster.run(order.name(), order.line()));
            } catch (IOException | JacksonException e) {
                if (!isStopping()) {
                    return new Outcome(End.CRASHED, UserError.reason(e), 0);
                }
                awaitEnd(order.folder().path());
                return new Outcome(End.INTERRUPTED, "", 0);
            }
        }

        private synchronized boolean begins(String name) {
            job = name;
            return !stopping;
        }

        private synchronized boolean isStopping() {
            return stopping;
        }

        /** Waits for the checkpoint of a job that was cancelled: its worker has the lock of the run until then. */
        private static void awaitEnd(Path run) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            try {
                while (Files.isDirectory(run) && System.nanoTime() < end) {
                    try (RunLock lock = RunLock.tryOf(run).orElse(null)) {
                        if (lock != null) {
                            return;
                        }
                    }
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public synchronized void stop() {
            stopping = true;
            if (job != null) {
                cluster.cancel(job);
            }
        }

        @Override
        public void close() {
            // the cluster ends its processes
        }
    }
}
