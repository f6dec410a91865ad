package io.fieldwork.samples.kind.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.pde.pinn.CausalProfile;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Plot;
import io.fieldwork.samples.report.ReportImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CausalPicturesTest {
    private static final byte[] DARK = {0x44, 0x01, 0x54};
    private static final byte[] YELLOW = {(byte) 0xfd, (byte) 0xe7, 0x25};

    private static final List<CausalProfile> FRONT = List.of(
            new CausalProfile(10, 1, false, new double[] {0.1, 0.5, 0.9}, new double[] {0, 0, 0}),
            new CausalProfile(2000, 1, true, new double[] {0.1, 0.5, 0.9}, new double[] {1, 0, 0}),
            new CausalProfile(3000, 10, false, new double[] {0.1, 0.5, 0.9}, new double[] {1, 1, 0}));

    private static byte[] pixel(Image image, double across, double up) {
        int x = (int) (across * 320);
        int y = (int) ((1 - up) * image.height());
        int at = 3 * (y * image.width() + x);
        return Arrays.copyOfRange(image.pixels(), at, at + 3);
    }

    @Test
    void theMapShowsTheFrontMovingUpwards() {
        ReportImage map = (ReportImage) CausalPictures.of(FRONT, false).getFirst();
        assertEquals("causal-weights", map.name());
        double[] chunks = {0.1, 0.5, 0.9};
        for (int moment = 0; moment < 3; moment++) {
            for (int chunk = 0; chunk < 3; chunk++) {
                byte[] expected = FRONT.get(moment).weights()[chunk] > 0 ? YELLOW : DARK;
                assertArrayEquals(
                        expected, pixel(map.image(), chunks[chunk], (moment + 0.5) / 3), moment + " " + chunk);
            }
        }
    }

    @Test
    void curvesHaveTheColourOfTheirStage() {
        Plot plot = (Plot) CausalPictures.of(FRONT, true).getLast();
        assertEquals(
                List.of("step 10, epsilon 1", "step 2,000, epsilon 1", "step 3,000, epsilon 10"),
                plot.curves().stream().map(Plot.Curve::label).toList());
        assertEquals(
                List.of(0, 0, 1), plot.curves().stream().map(Plot.Curve::colour).toList());
        assertArrayEquals(
                new double[] {0.65, 1, 1},
                plot.curves().stream().mapToDouble(Plot.Curve::strength).toArray(),
                1e-12);
        assertEquals("causal weights over t in the last time window", plot.title());
    }

    @Test
    void withoutMomentsThereIsNothing() {
        assertEquals(List.<Exhibit>of(), CausalPictures.of(List.of(), false));
    }
}
