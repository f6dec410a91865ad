package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

/** Frames come without anybody waiting for them. */
final class LiveThreadTest {
    private static View view(int width) {
        return new View(new Camera(new Vector3f(), new Quaternionf(), new Lens.Perspective(1, 0.1f, 10)), width, 1);
    }

    private static Frame frame(int width, float depth) {
        float[] depths = new float[width];
        depths[0] = depth;
        return new Frame(width, 1, new byte[4 * width], depths);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean());
    }

    @Test
    void aViewBecomesStillAndANewVersionIsDrawnAnew() throws InterruptedException {
        AtomicLong version = new AtomicLong();
        FrameSource source = (view, budget, cancel) -> Optional.of(frame(view.width(), version.get()));
        try (Live live = new LiveThread(source, version::get)) {
            assertTrue(live.latest().isEmpty());
            live.request(view(3));
            await(live::isStill);
            assertEquals(3, live.latest().orElseThrow().width());
            version.set(7);
            await(live::isStill);
            assertEquals(7, live.latest().orElseThrow().depth(0, 0));
        }
    }

    @Test
    void aFrameThatIsNoLongerWantedIsCancelled() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        FrameSource source = (view, budget, cancel) -> {
            while (view.width() == 1 && !cancel.getAsBoolean()) {
                begun.countDown();
                Thread.onSpinWait();
            }
            return view.width() == 1 ? Optional.empty() : Optional.of(frame(view.width(), 0));
        };
        try (Live live = new LiveThread(source, () -> 0)) {
            live.request(view(1));
            begun.await();
            live.request(view(2));
            await(live::isStill);
            assertEquals(2, live.latest().orElseThrow().width());
            live.request(view(1));
        }
    }

    @Test
    void aFailureIsKeptAndTheNextViewTriedAgain() throws InterruptedException {
        FrameSource source = (view, budget, cancel) -> {
            if (view.width() == 1) {
                throw new IllegalStateException("no");
            }
            return Optional.of(frame(view.width(), 0));
        };
        try (Live live = new LiveThread(source, () -> 0)) {
            live.request(view(1));
            await(() -> live.failure().isPresent());
            live.request(view(2));
            await(live::isStill);
            assertTrue(live.failure().isEmpty());
        }
    }

    @Test
    void sourcesThatShareADeviceTakeTurns() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Lock turn = new ReentrantLock(true);
        FrameSource source = new TakingTurns(
                (view, budget, cancel) -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    inside.decrementAndGet();
                    return Optional.of(frame(view.width(), 0));
                },
                turn);
        try (Live one = new LiveThread(source, () -> 0);
                Live other = new LiveThread(source, () -> 0)) {
            for (int width = 1; width < 50; width++) {
                one.request(view(width));
                other.request(view(width));
                await(() -> one.isStill() && other.isStill());
            }
        }
        assertEquals(1, most.get());
    }
}
