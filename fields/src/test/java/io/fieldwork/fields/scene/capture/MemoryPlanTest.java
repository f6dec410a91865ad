package io.fieldwork.fields.scene.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static List<Frame> frames(int count, int width, int height) {
        Frame frame = new Frame(
                "a",
                Path.of("a.png"),
                new ImageHeader(width, height, false, 1),
                new double[12],
                (w, h) -> Intrinsics.ofFieldOfView(w, h, 1),
                null);
        return Collections.nCopies(count, frame);
    }

    @Test
    void whatFitsIsLeftAsItIs() {
        assertEquals(new MemoryPlan(1, 8), MemoryPlan.of(frames(10, 100, 100), 1, 1L << 30, 8));
    }

    @Test
    void whatDoesNotFitIsAveragedDownUntilItDoes() {
        List<Frame> frames = frames(100, 4000, 3000);
        MemoryPlan plan = MemoryPlan.of(frames, 0.9, 1L << 30, 16);
        double kept = 100 * 36e6 * plan.imageScale();
        double decoded = plan.atOnce() * 3 * 36e6;
        assertTrue(kept + decoded < 1L << 30, plan.toString());
        assertTrue(plan.imageScale() > 0.05 && plan.atOnce() > 1, plan.toString());
    }

    @Test
    void aViewThatIsMeasuredMustFitBesideThePhotographs() {
        MemoryPlan plan = MemoryPlan.of(frames(3, 4000, 3000), 1, 1_200_000_000, 2);
        double view = 12e6 * (4 + 4 + 12 + 12 + 9 * 8);
        assertTrue((108e6 + view) * plan.imageScale() < 1.2e9, "frame, truth and nine planes of doubles: " + plan);
        assertTrue(plan.imageScale() > 0.5 && plan.imageScale() < 1, plan.toString());
    }

    @Test
    void anImageThatCannotBeDecodedIsRefused() {
        UserError error =
                assertThrows(UserError.class, () -> MemoryPlan.of(frames(2, 4000, 3000), 0.1, 100_000_000, 4));
        assertTrue(error.getMessage().contains("memory") && error.getMessage().contains("-Xmx"), error.getMessage());
    }
}
