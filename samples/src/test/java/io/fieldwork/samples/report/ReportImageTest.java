package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.volume.RenderedView;
import org.junit.jupiter.api.Test;

class ReportImageTest {
    private static int[] pixel(Image image, int x, int y) {
        int at = (y * image.width() + x) * image.channels();
        return new int[] {image.pixels()[at] & 255, image.pixels()[at + 1] & 255, image.pixels()[at + 2] & 255};
    }

    @Test
    void aComparisonShowsTruthPredictionAndError() {
        float[] truth = {1, 0, 0, 0, 0, 0};
        float[] rendered = {1, 0, 0, 1, 1, 1};
        RenderedView frame = new RenderedView(2, 1, rendered, new float[2], new float[2]);
        Image image = ReportImage.comparison("x", truth, frame, "").image();
        assertEquals(2 * 3 + 2 * 4, image.width());
        assertEquals(1, image.height());
        assertArrayEquals(new int[] {255, 0, 0}, pixel(image, 0, 0), "truth");
        assertArrayEquals(new int[] {255, 255, 255}, pixel(image, 2, 0), "gap");
        assertArrayEquals(new int[] {255, 255, 255}, pixel(image, 7, 0), "prediction");
        assertArrayEquals(new int[] {0, 0, 0}, pixel(image, 12, 0), "no error is black");
        assertArrayEquals(new int[] {255, 255, 255}, pixel(image, 13, 0), "a large error is white");
    }

    @Test
    void aTwelfthOfTheRangeIsRed() {
        float[] truth = {0.5f, 0.5f, 0.5f};
        float[] rendered = {0.5f + 1 / 12f, 0.5f - 1 / 12f, 0.5f + 1 / 12f};
        Image image = ReportImage.comparison(
                        "x", truth, new RenderedView(1, 1, rendered, new float[1], new float[1]), "")
                .image();
        assertArrayEquals(new int[] {255, 0, 0}, pixel(image, 10, 0));
    }
}
