package io.fieldwork.fields.scene.capture;

import static io.fieldwork.fields.scene.capture.SceneFiles.warned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static final double GIGA = 1e9;

    private static Need need(int count, int width, int height, double scale) {
        Frame frame = new Frame(
                "a",
                Path.of("a.png"),
                new ImageHeader(width, height, false, 1),
                new double[12],
                (w, h) -> Intrinsics.ofFieldOfView(w, h, 1),
                null);
        return Need.of(Collections.nCopies(count, new FrameImage(frame, scale, null, 3)));
    }

    private static MemoryPlan plan(Need need, double heap, double pages, double disk, Keep wanted) {
        Room room = new Room((long) heap, (long) pages, (long) disk, 4);
        return MemoryPlan.of(need, need.kept(), room, wanted, Path.of("cache"));
    }

    @Test
    void whatFitsIsKeptInMemory() {
        assertEquals(
                new MemoryPlan(Keep.MEMORY, 4, MemoryPlan.ALL), plan(need(10, 100, 100, 1), GIGA, 0, 100 * GIGA, null));
    }

    /** The headline: 1,000 photographs of 12 megapixels, 36 GB decoded, on a machine of 8 GB with Java's usual quarter of it. */
    @Test
    void aThousandPhotographsOfTwelveMegapixelsTrainInEightGigabytes() {
        Need need = need(1000, 4000, 3000, 1);
        assertEquals(36e9, need.kept());
        MemoryPlan plan = plan(need, 2 * GIGA, 0.7 * 6 * GIGA, 60 * GIGA, null);
        assertEquals(Keep.DISK, plan.keep());
        assertTrue(plan.window() * 36e6 * 1.25 <= 0.7 * 6 * GIGA && plan.window() > 80, plan.toString());
        assertEquals(
                MemoryPlan.ALL, plan(need, 2 * GIGA, 40 * GIGA, 60 * GIGA, null).window());
    }

    @Test
    void whereTheDiskIsShortAFewAreDecodedInTurn() {
        AtomicReference<MemoryPlan> plan = new AtomicReference<>();
        String said = warned(() -> plan.set(plan(need(1000, 4000, 3000, 1), 4 * GIGA, 3 * GIGA, 20 * GIGA, null)));
        assertEquals(Keep.WINDOW, plan.get().keep());
        double view = 12e6 * (4 + 4 + 12 + 12 + 9 * 8);
        assertTrue(plan.get().window() * 36e6 * 1.25 + view < 0.8 * 4 * GIGA, "a view beside: " + plan);
        assertTrue(plan.get().window() > 30, plan.toString());
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("36.00 GB") && said.contains("20.00 GB") && said.contains("again"), said);
    }

    @Test
    void aKeyChoosesAnotherPlace() {
        Need need = need(100, 1000, 1000, 1);
        assertEquals(Keep.MEMORY, plan(need, 4 * GIGA, GIGA, 60 * GIGA, null).keep());
        assertEquals(Keep.DISK, plan(need, 4 * GIGA, GIGA, 60 * GIGA, Keep.DISK).keep());
        assertEquals(100, plan(need, 4 * GIGA, GIGA, 60 * GIGA, Keep.WINDOW).window());
    }

    @Test
    void whatFitsNowhereIsRefusedInOneSentence() {
        Need need = need(1000, 4000, 3000, 1);
        for (Keep wanted : new Keep[] {null, Keep.MEMORY, Keep.DISK, Keep.WINDOW}) {
            UserError error =
                    assertThrows(UserError.class, () -> plan(need, 1.9 * GIGA, GIGA, 20 * GIGA, wanted), "" + wanted);
            assertTrue(error.getMessage().contains("36.00 GB"), error.getMessage());
            assertTrue(error.getMessage().contains("-Xmx"), error.getMessage());
        }
        assertThrows(UserError.class, () -> plan(need(2, 4000, 3000, 1), 0.1 * GIGA, GIGA, 60 * GIGA, null));
    }
}
