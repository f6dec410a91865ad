package io.fieldwork.render.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.view.LiveView.State;
import io.fieldwork.render.view.Schedule.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

/** Sources of known speed, in made-up time. */
class ScheduleTest {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final int MOST = 100_000;

    private final Schedule schedule = new Schedule(0);
    private double now = 100;

    private static View view(double x) {
        Lens lens = new Lens.Perspective(0.7f, 0.1f, 10);
        Camera camera = Camera.lookAt(new Vector3f((float) x, -3, 0), new Vector3f(), new Vector3f(0, 0, 1), lens);
        return new View(camera, WIDTH, HEIGHT);
    }

    /** Makes the next frame at a speed; the time moves on. */
    private Optional<Job> make(double pixelsPerSecond) {
        Optional<Job> job = schedule.next(now);
        job.ifPresent(made -> {
            double seconds = pixels(made) / pixelsPerSecond;
            now += seconds;
            schedule.finished(made, seconds);
        });
        return job;
    }

    private static double pixels(Job job) {
        return (double) job.view().width() * job.view().height();
    }

    private void move(double x) {
        schedule.request(view(x), now);
    }

    /** All frames until nothing is left to do. */
    private List<Job> rest(double pixelsPerSecond) {
        now += Schedule.REST;
        List<Job> jobs = new ArrayList<>();
        for (Optional<Job> job = make(pixelsPerSecond); job.isPresent(); job = make(pixelsPerSecond)) {
            jobs.add(job.get());
            assertTrue(jobs.size() < MOST);
        }
        return jobs;
    }

    @Test
    void nothingIsMadeBeforeItIsAskedFor() {
        assertEquals(Optional.empty(), schedule.next(now));
        assertEquals(State.STILL, schedule.state(now));
        assertEquals(Double.POSITIVE_INFINITY, schedule.wait(now));
    }

    @Test
    void framesOfAMovingViewTakeAThirtiethOfASecond() {
        double speed = 1.5e6;
        for (int i = 0; i < 20; i++) {
            move(0.01 * i);
            Job job = make(speed).orElseThrow();
            assertEquals(State.MOVING, schedule.state(now));
            assertEquals(1 / 30.0, job.budget().seconds());
            if (i > 0) {
                assertTrue(pixels(job) / speed <= 1.3 / 30, "at most a little late");
                assertTrue(pixels(job) / speed >= 0.4 / 30, "not coarser than need be");
            }
        }
    }

    @Test
    void aRestingViewBecomesFinerAndThenAllItsPassesAreAveraged() {
        move(0);
        Job first = make(2e5).orElseThrow();
        assertEquals(Optional.empty(), schedule.next(now), "the camera may still move");
        assertTrue(schedule.wait(now) > 0 && schedule.wait(now) <= Schedule.REST);
        List<Job> jobs = rest(2e5);
        int factor = first.factor();
        int pass = 0;
        for (Job job : jobs) {
            assertEquals(Double.POSITIVE_INFINITY, job.budget().seconds());
            if (job.factor() == 1 && factor == 1) {
                assertEquals(++pass, job.budget().pass());
            } else {
                assertTrue(job.factor() <= factor / 2, job.factor() + " after " + factor);
                assertEquals(0, job.budget().pass());
            }
            factor = job.factor();
        }
        assertEquals(Schedule.PASSES - 1, pass);
        assertEquals(State.STILL, schedule.state(now));
        assertEquals(WIDTH, jobs.getLast().view().width());
        assertEquals(HEIGHT, jobs.getLast().view().height());
    }

    @Test
    void aFastSourceIsAtOnceInFullSize() {
        move(0);
        make(1e9);
        assertEquals(1, rest(1e9).getFirst().factor());
        move(1);
        assertEquals(1, make(1e9).orElseThrow().factor());
    }

    @Test
    void anotherVersionOfAStillPictureIsNeverCoarser() {
        move(0);
        rest(2e5);
        assertTrue(schedule.changed(1, now));
        assertFalse(schedule.changed(1, now));
        Job again = make(2e5).orElseThrow();
        assertEquals(1, again.factor());
        assertEquals(0, again.budget().pass());
        assertEquals(1, again.version());
        assertEquals(State.STILL, schedule.state(now));
        assertEquals(1, make(2e5).orElseThrow().budget().pass());
    }

    @Test
    void picturesOfAChangingSourceTakeAboutASecondEach() {
        double speed = 2e5;
        move(0);
        make(speed);
        now += Schedule.REST;
        double finest = Double.MAX_VALUE;
        for (int version = 1; version < 40; version++) {
            schedule.changed(version, now);
            double begin = now;
            while (make(speed).isPresent()) {}
            assertTrue(now - begin < 3 * Schedule.PATIENCE, "took " + (now - begin));
            now = Math.max(now, begin + 0.5);
            finest = Math.min(finest, now - begin);
        }
        assertEquals(State.STILL, schedule.state(now), "it will not be finer while the source changes");
        assertTrue(schedule.wait(now) <= Schedule.CALM);
        now += schedule.wait(now);
        assertEquals(State.SETTLING, schedule.state(now));
        assertEquals(1, rest(speed).getLast().factor(), "once the source has come to rest");
    }

    @Test
    void aNewViewStopsAFrameThatIsInNoHurry() {
        move(0);
        make(2e5);
        now += Schedule.REST;
        Job fine = schedule.next(now).orElseThrow();
        assertFalse(schedule.isUnwanted(fine, 1000));
        schedule.changed(7, now);
        assertFalse(schedule.isUnwanted(fine, 1000), "a change of the source stops nothing");
        move(1);
        assertTrue(schedule.isUnwanted(fine, 0));
        schedule.cancelled(fine, 0.01);
        assertEquals(view(1), schedule.next(now).orElseThrow().of());
    }

    @Test
    void aMovingViewStopsAMovingFrameOnlyIfItIsLate() {
        move(0);
        make(1e6);
        move(1);
        Job job = schedule.next(now).orElseThrow();
        move(2);
        assertFalse(schedule.isUnwanted(job, 1.5 / 30));
        assertTrue(schedule.isUnwanted(job, 4.0 / 30));
        schedule.cancelled(job, 4.0 / 30);
        Job next = schedule.next(now).orElseThrow();
        assertTrue(pixels(next) <= pixels(job) / 3, "the speed is known to be less than it was thought");
    }

    @Test
    void aFailureIsTriedAgainWhenSomethingIsDifferent() {
        move(0);
        schedule.failed(schedule.next(now).orElseThrow());
        assertEquals(Optional.empty(), schedule.next(now + 1));
        schedule.changed(1, now + 1);
        Job again = schedule.next(now + 1).orElseThrow();
        schedule.failed(again);
        assertEquals(Optional.empty(), schedule.next(now + 2));
        schedule.request(view(1), now + 2);
        assertTrue(schedule.next(now + 2).isPresent());
    }

    /** Whatever happens, a picture of the same view is never replaced by a coarser one, and passes are counted from 0. */
    @Test
    void randomHistoriesKeepTheRules() {
        Random random = new Random(5);
        long version = 0;
        for (int i = 0; i < 5000; i++) {
            Optional<Job> before = schedule.next(now);
            int event = random.nextInt(20);
            if (event == 0) {
                move(random.nextInt(4));
            } else if (event < 4) {
                schedule.changed(++version, now);
            }
            now += random.nextDouble(0.3);
            Optional<Job> job = schedule.next(now);
            if (job.isPresent()) {
                step(job.get(), random.nextInt(10) == 0);
            } else {
                assertTrue(before.isEmpty() || schedule.wait(now) >= 0);
            }
        }
    }

    private Job last;

    private void step(Job job, boolean giveUp) {
        double seconds = pixels(job) / 1e6;
        if (giveUp) {
            schedule.cancelled(job, seconds);
            return;
        }
        if (last != null && last.of().equals(job.of())) {
            assertTrue(job.factor() <= last.factor());
            boolean continued = job.factor() == last.factor() && job.version() == last.version();
            assertEquals(continued ? last.budget().pass() + 1 : 0, job.budget().pass());
            assertTrue(!continued || job.factor() == 1);
        }
        schedule.finished(job, seconds);
        last = job;
    }
}
