package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Slow graphics that follow the hand. */
final class DynamicResolutionTest {
    private final DynamicResolution detail = new DynamicResolution();

    /** Moves for some images whose full size takes so many seconds. */
    private double move(int images, double full) {
        double took = full;
        for (int i = 0; i < images; i++) {
            detail.advance(took, true);
            took = full / (detail.divisor() * detail.divisor());
            detail.drew(took);
        }
        return took;
    }

    @Test
    void whatIsSlowIsDrawnCoarselyUntilItRests() {
        double took = move(8, 0.8);
        assertTrue(took < 1.0 / 15, "it took " + took);
        assertTrue(detail.divisor() > 1);
        detail.advance(0.2, false);
        assertTrue(detail.divisor() > 1, "it may go on");
        detail.advance(0.2, false);
        assertEquals(1, detail.divisor());
        detail.drew(0.8);
        move(1, 0.8);
        assertTrue(detail.divisor() > 1, "it is remembered");
    }

    @Test
    void whatIsFastStaysAndBecomesFineAgain() {
        move(10, 0.01);
        assertEquals(1, detail.divisor());
        move(10, 0.8);
        move(10, 0.001);
        assertEquals(1, detail.divisor());
    }

    @Test
    void withoutWordOfTheTimeAllIsDrawn() {
        detail.advance(1, true);
        assertEquals(1, detail.divisor());
    }
}
