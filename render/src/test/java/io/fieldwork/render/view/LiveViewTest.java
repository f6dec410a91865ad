package io.fieldwork.render.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.view.LiveView.State;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source whose frames the test makes by hand, on a clock that the test moves. */
@Timeout(20)
class LiveViewTest {
    private static final Lens LENS = new Lens.Perspective(0.7f, 0.1f, 10);
    private static final int BROKEN = -1;

    private record Asked(View view, Budget budget) {}

    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong version = new AtomicLong();
    private final BlockingQueue<Asked> asked = new ArrayBlockingQueue<>(1000);
    /** Greys, or {@link #BROKEN}. */
    private final BlockingQueue<Integer> answers = new ArrayBlockingQueue<>(1000);

    private static View view(float x) {
        return new View(Camera.lookAt(new Vector3f(x, -3, 0), new Vector3f(), new Vector3f(0, 0, 1), LENS), 64, 48);
    }

    /** Waits for an answer until the frame is cancelled. */
    private Optional<Frame> render(View view, Budget budget, BooleanSupplier cancel) {
        asked.add(new Asked(view, budget));
        try {
            Integer answer = null;
            while (answer == null && !cancel.getAsBoolean()) {
                answer = answers.poll(1, TimeUnit.MILLISECONDS);
            }
            if (answer != null && answer == BROKEN) {
                throw new IllegalStateException("the source is broken");
            }
            return Optional.ofNullable(answer).map(gray -> gray(view, gray));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Frame gray(View view, int gray) {
        int pixels = view.width() * view.height();
        byte[] rgba = new byte[4 * pixels];
        float[] depth = new float[pixels];
        Arrays.fill(rgba, (byte) gray);
        Arrays.fill(depth, gray);
        return new Frame(view.width(), view.height(), rgba, depth);
    }

    private LiveView open() {
        return new LiveView(this::render, version::get, clock::get);
    }

    private Asked asked() throws InterruptedException {
        Asked next = asked.poll(10, TimeUnit.SECONDS);
        assertTrue(next != null, "a frame is asked for");
        return next;
    }

    /** Lets time pass, which the view notices when it is asked again. */
    private void rest(LiveView live, View view) throws InterruptedException {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        while (asked.isEmpty()) {
            live.request(view);
            Thread.sleep(1);
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    @Test
    void aRestingPictureIsTheMeanOfItsPasses() throws InterruptedException {
        try (LiveView live = open()) {
            assertEquals(Optional.empty(), live.latest());
            View view = view(0);
            live.request(view);
            assertEquals(State.MOVING, live.state());
            assertEquals(1 / 30.0, asked().budget().seconds());
            answers.add(10);
            until(() -> live.latest().isPresent());
            assertEquals(view, live.latest().orElseThrow().view());
            rest(live, view);
            double sum = 10;
            for (int pass = 1; pass < Schedule.PASSES; pass++) {
                assertEquals(new Budget(Double.POSITIVE_INFINITY, pass), asked().budget());
                int gray = 37 * pass % 200;
                sum += gray;
                answers.add(gray);
            }
            int mean = (int) Math.round(sum / Schedule.PASSES);
            until(() -> live.latest().orElseThrow().frame().component(5, 5, 2) == mean);
            assertEquals(10, live.latest().orElseThrow().frame().depth(5, 5), "depth of the first pass");
            assertEquals(State.STILL, live.state());
            live.request(view);
            assertEquals(0, asked.size(), "nothing is left to do");
        }
    }

    @Test
    void aNewViewCancelsARestingFrameAndTheOldPictureStays() throws InterruptedException {
        try (LiveView live = open()) {
            live.request(view(0));
            asked();
            answers.add(10);
            until(() -> live.latest().isPresent());
            Live.Picture picture = live.latest().orElseThrow();
            rest(live, view(0));
            asked();
            live.request(view(1));
            assertEquals(view(1).camera(), asked().view().camera());
            assertSame(picture, live.latest().orElseThrow());
            answers.add(20);
            until(() -> live.latest().orElseThrow() != picture);
            assertEquals(view(1), live.latest().orElseThrow().view());
            assertEquals(20, live.latest().orElseThrow().frame().component(0, 0, 0));
        }
    }

    @Test
    void aChangeOfTheSourceStartsOver() throws InterruptedException {
        try (LiveView live = open()) {
            live.request(view(0));
            asked();
            answers.add(10);
            until(() -> live.latest().isPresent());
            rest(live, view(0));
            assertEquals(1, asked().budget().pass());
            version.incrementAndGet();
            live.request(view(0));
            answers.add(20);
            Asked again = asked();
            assertEquals(0, again.budget().pass(), "after the frame that was under way");
            assertEquals(64, again.view().width());
            assertEquals(15, live.latest().orElseThrow().frame().component(0, 0, 0));
            answers.add(90);
            until(() -> live.latest().orElseThrow().frame().component(0, 0, 0) == 90);
        }
    }

    @Test
    void aProblemIsKeptUntilAFrameSucceeds() throws InterruptedException {
        try (LiveView live = open()) {
            live.request(view(0));
            asked();
            answers.add(BROKEN);
            until(() -> live.problem().isPresent());
            assertEquals("the source is broken", live.problem().orElseThrow());
            assertFalse(live.latest().isPresent());
            live.request(view(1));
            asked();
            answers.add(30);
            until(() -> live.latest().isPresent());
            assertEquals(Optional.empty(), live.problem());
        }
    }

    @Test
    void closingEndsTheFrameUnderWay() throws InterruptedException {
        LiveView live = open();
        live.request(view(0));
        asked();
        live.close();
        assertEquals(Optional.empty(), live.latest());
        live.close();
    }
}
