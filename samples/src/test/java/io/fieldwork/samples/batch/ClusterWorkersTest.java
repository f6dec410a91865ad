package io.fieldwork.samples.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.train.store.RunLock;
import io.fieldwork.samples.batch.Outcome.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scheduler sees of machines elsewhere; these only answer. */
class ClusterWorkersTest {
    @TempDir
    Path temp;

    private final List<String> asked = new ArrayList<>();
    private final List<String> cancelled = new ArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);

    /** Answers jobs of the name good, fails those of the name bad, and lets others be cancelled. */
    private final class Machines implements Cluster {
        @Override
        public String run(String job, String order) throws IOException {
            asked.add(Order.read(order).configuration());
            begun.countDown();
            switch (job) {
                case "good" -> {
                    return Outcome.of(End.ENDED).line();
                }
                case "bad" -> throw new IOException("the machine is gone");
                default -> {
                    awaitCancellation();
                    throw new IOException("cancelled");
                }
            }
        }

        private void awaitCancellation() {
            try {
                assertTrue(told.await(1, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void cancel(String job) {
            cancelled.add(job);
            told.countDown();
        }

        @Override
        public void close() {
            asked.add("closed");
        }
    }

    private Order order(String name) {
        return new Order(temp.toString(), name, "kind: " + name, 0);
    }

    @Test
    void answersAreOutcomesAndFailuresAreCrashes() {
        List<String> connected = new ArrayList<>();
        try (ClusterWorkers cluster = new ClusterWorkers(() -> {
            connected.add("");
            return new Machines();
        })) {
            assertEquals(0, connected.size(), "nobody is asked before there is work");
            assertEquals(End.ENDED, cluster.open(0).run(order("good")).end());
            assertEquals(
                    new Outcome(End.CRASHED, "the machine is gone", 0),
                    cluster.open(1).run(order("bad")));
            assertEquals(1, connected.size());
        }
        assertEquals(List.of("kind: good", "kind: bad", "closed"), asked);
    }

    /** A cancelled job has ended when its run is no longer locked, because then its checkpoint is written. */
    @Test
    void aCancelledJobIsWaitedFor() throws Exception {
        Worker worker = new ClusterWorkers(Machines::new).open(0);
        RunLock training = RunLock.of(Files.createDirectories(temp.resolve("long")));
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> worker.run(order("long")));
        assertTrue(begun.await(1, TimeUnit.MINUTES));
        worker.stop();
        assertTrue(told.await(1, TimeUnit.MINUTES));
        Thread.sleep(200);
        assertFalse(outcome.isDone());
        training.close();
        assertEquals(End.INTERRUPTED, outcome.get(1, TimeUnit.MINUTES).end());
        assertEquals(List.of("long"), cancelled);
        assertEquals(End.INTERRUPTED, worker.run(order("good")).end());
        assertEquals(1, asked.size(), "a worker that was stopped takes no more");
    }
}
