package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
    @AfterEach
    void allThreads() {
        Parallel.limit(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1000})
    void everyChunkRunsOnce(int chunks) {
        var calls = new AtomicIntegerArray(chunks);
        Parallel.run(chunks, calls::incrementAndGet);
        for (int chunk = 0; chunk < chunks; chunk++) {
            assertEquals(1, calls.get(chunk), "chunk " + chunk);
        }
    }

    @Test
    void oneThreadRunsInOrderOnTheCaller() {
        Parallel.limit(1);
        var order = new StringBuilder();
        Thread caller = Thread.currentThread();
        Parallel.run(5, chunk -> {
            assertSame(caller, Thread.currentThread());
            order.append(chunk);
        });
        assertEquals("01234", order.toString());
    }

    @Test
    void failuresOfAnyThreadAreRethrown() {
        var failure = new IllegalArgumentException("chunk 7");
        Throwable thrown = assertThrows(
                IllegalArgumentException.class,
                () -> Parallel.run(100, chunk -> {
                    if (chunk == 7) {
                        throw failure;
                    }
                }));
        assertSame(failure, thrown);
        assertThrows(
                StackOverflowError.class,
                () -> Parallel.run(3, chunk -> {
                    throw new StackOverflowError();
                }));
        everyChunkRunsOnce(50);
    }

    @Test
    void writesOfTheChunksAreSeenByTheCaller() {
        int[] squares = new int[10_000];
        for (int round = 1; round < 50; round++) {
            int factor = round;
            Parallel.run(squares.length, i -> squares[i] = factor * i);
            for (int i = 0; i < squares.length; i++) {
                assertEquals(factor * i, squares[i]);
            }
        }
    }

    @Test
    void callsNest() {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            var calls = new AtomicInteger();
            Parallel.run(8, outer -> Parallel.run(8, middle -> Parallel.run(8, inner -> calls.incrementAndGet())));
            assertEquals(512, calls.get());
        });
    }

    @Test
    void severalThreadsMayCallAtOnce() throws InterruptedException {
        var calls = new AtomicInteger();
        Thread[] callers = new Thread[6];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 100; round++) {
                    Parallel.run(10, chunk -> calls.incrementAndGet());
                }
            });
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(6000, calls.get());
    }

    @Test
    void anInterruptIsKeptButEndsNothing() throws InterruptedException {
        var calls = new AtomicInteger();
        var interrupted = new AtomicReference<Boolean>();
        Thread caller = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            Parallel.run(200, chunk -> calls.incrementAndGet());
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.join();
        assertEquals(200, calls.get());
        assertTrue(interrupted.get());
    }
}
