package io.fieldwork.samples.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.viewer.Headless;
import io.fieldwork.render.viewer.Viewer;
import io.fieldwork.samples.view.Offscreen;
import org.junit.jupiter.api.Test;

class GyroidTest {
    @Test
    void valuesAreThoseOfTheFormula() {
        Volume volume = Gyroid.volume(8);
        float quarter = (float) (Math.sin(Math.PI / 4) * Math.cos(Math.PI / 4));
        assertEquals(3 * quarter, volume.grid().values()[0], 1e-6f, "at pi / 4 in each coordinate");
        double sum = 0;
        for (float value : volume.grid().values()) {
            sum += value;
        }
        assertEquals(0, sum, 1e-3, "over whole periods");
    }

    @Test
    void theSurfaceIsSeenInTheMiddleAndNotInTheCorners() {
        Offscreen.require();
        try (Headless images =
                Viewer.open("Gyroid").add(Gyroid.volume(32)).panels(false).headless(96, 64)) {
            Frame image = images.next();
            int background = image.component(1, 1, 0);
            assertEquals(background, image.component(94, 62, 0));
            int covered = 0;
            for (int i = 0; i < 96 * 64; i++) {
                covered += image.component(i % 96, i / 96, 0) != background ? 1 : 0;
            }
            assertTrue(covered > 96 * 64 / 8 && covered < 96 * 64 * 3 / 4, covered + " pixels of the surface");
        }
    }
}
