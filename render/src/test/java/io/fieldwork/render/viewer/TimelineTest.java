package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The instants of two subjects as one sequence. */
final class TimelineTest {
    private static final List<Double> FINE = List.of(0.0, 0.25, 0.5, 0.75, 1.0);
    private static final List<Double> COARSE = List.of(0.0, 0.5, 1.5);

    private final Timeline timeline = new Timeline(List.of(FINE, COARSE));

    @Test
    void subjectsShowTheirLastInstantNotAfterThePresent() {
        assertEquals(6, timeline.instants());
        timeline.seek(0.7);
        assertEquals(0.75, timeline.now());
        assertEquals(3, timeline.instantOf(FINE));
        assertEquals(1, timeline.instantOf(COARSE));
        timeline.seek(100);
        assertEquals(1.5, timeline.now());
        assertEquals(4, timeline.instantOf(FINE));
        assertEquals(2, timeline.instantOf(COARSE));
        timeline.seek(-1);
        assertEquals(0, timeline.instantOf(List.of(0.5)), "what is not known yet shows its first");
        assertEquals(0, timeline.instantOf(List.of()));
    }

    @Test
    void timesThatDifferByRoundingAreTheSame() {
        timeline.seek(0.75);
        assertEquals(1, timeline.instantOf(List.of(0.0, 0.75 + 1e-15)));
    }

    /** Of a mission whose first day is sampled by the second, on a clock of seconds since 1970. */
    @Test
    void instantsThatAreCloseBesideTheWholeAreStillTheirOwn() {
        List<Double> times = List.of(1.7e9, 1.7e9 + 1e-6, 1.7e9 + 2, 1.8e9);
        Timeline uneven = new Timeline(List.of(times, List.of(1.7e9, 1.8e9)));
        for (int i = 0; i < times.size(); i++) {
            uneven.step(-times.size());
            uneven.step(i);
            assertEquals(i, uneven.instantOf(times));
        }
        uneven.step(-1);
        assertEquals(0, uneven.instantOf(List.of(1.7e9, 1.8e9)));
    }

    @Test
    void playingGoesAtItsRateAndStartsAnew() {
        timeline.rate(2);
        timeline.play(true);
        timeline.advance(1);
        assertEquals(2, timeline.instant());
        timeline.advance(2.1);
        assertEquals(0, timeline.instant(), "six instants are over after three seconds");
        assertTrue(timeline.isPlaying());
        timeline.play(false);
        timeline.advance(1);
        assertEquals(0, timeline.instant());
    }

    @Test
    void withoutLoopingItStopsAtTheEndAndCanBeStartedAgain() {
        timeline.loop(false);
        timeline.play(true);
        timeline.advance(1000);
        assertEquals(1.5, timeline.now());
        assertFalse(timeline.isPlaying());
        timeline.play(true);
        assertEquals(0, timeline.now());
        assertTrue(timeline.isPlaying());
    }

    @Test
    void stepsStayWithinAndStopPlaying() {
        timeline.play(true);
        timeline.step(-1);
        assertEquals(0, timeline.now());
        assertFalse(timeline.isPlaying());
        timeline.step(1);
        assertEquals(0.25, timeline.now());
        timeline.step(100);
        assertEquals(1.5, timeline.now());
    }

    @Test
    void whatStandsStillDoesNotPlay() {
        Timeline still = new Timeline(List.of(List.of(), List.of(3.0)));
        assertFalse(still.moves());
        still.play(true);
        assertFalse(still.isPlaying());
        assertEquals(3, still.now());
        Timeline none = new Timeline(List.of(List.of()));
        none.step(1);
        none.seek(1);
        none.advance(1);
        assertEquals(0, none.now());
    }
}
