package io.fieldwork.samples.report;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.RenderedView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/**
 * An image that a run leaves in its folder.
 *
 * @param name file name without its ending, such as {@code test_0}
 * @param image the pixels
 * @param caption what the report says below it; empty if the report leaves it out
 */
public record ReportImage(String name, Image image, String caption) implements Exhibit {
    private static final int GAP = 4;
    private static final float WHITE_ERROR = 0.25f;

    /** {@return the colours of a rendered view, for the folder alone, in a file of that name} */
    public static ReportImage of(String name, RenderedView frame) {
        return new ReportImage(name, Image.ofRgb(frame.rgb(), frame.width(), frame.height()), "");
    }

    /**
     * Truth, prediction and error side by side. The error is the mean absolute difference of the channels, from black
     * (none) over red and yellow to white (a quarter of the range or more).
     *
     * @param name file name without its ending
     * @param truth [height * width * 3] in [0, 1]
     * @param prediction the same view, rendered
     * @param caption below it in the report
     * @return a picture three views wide
     */
    public static ReportImage comparison(String name, float[] truth, RenderedView prediction, String caption) {
        int width = prediction.width();
        int height = prediction.height();
        int total = 3 * width + 2 * GAP;
        float[] rgb = new float[height * total * 3];
        Arrays.fill(rgb, 1);
        float[] error = errors(truth, prediction.rgb());
        for (int y = 0; y < height; y++) {
            int row = y * width * 3;
            int at = y * total * 3;
            System.arraycopy(truth, row, rgb, at, width * 3);
            System.arraycopy(prediction.rgb(), row, rgb, at + (width + GAP) * 3, width * 3);
            System.arraycopy(error, row, rgb, at + 2 * (width + GAP) * 3, width * 3);
        }
        return new ReportImage(name, Image.ofRgb(rgb, total, height), caption);
    }

    private static float[] errors(float[] truth, float[] prediction) {
        float[] rgb = new float[truth.length];
        for (int i = 0; i < truth.length; i += 3) {
            float sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += Math.abs(truth[i + c] - prediction[i + c]);
            }
            float heat = 3 * Math.min(1, sum / 3 / WHITE_ERROR);
            for (int c = 0; c < 3; c++) {
                rgb[i + c] = Math.clamp(heat - c, 0f, 1f);
            }
        }
        return rgb;
    }

    @Override
    public void write(Path folder) {
        image.writePng(file(folder));
    }

    private Path file(Path folder) {
        return folder.resolve(name + ".png");
    }

    @Override
    public String html(Path folder) {
        if (caption.isEmpty()) {
            return "";
        }
        String text = Report.escaped(caption);
        try {
            String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file(folder)));
            return "<figure><img alt=\"%s\" src=\"data:image/png;base64,%s\"/><figcaption>%s</figcaption></figure>%n"
                    .formatted(text, data, text);
        } catch (IOException e) {
            throw new UserError("The picture " + file(folder) + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }
}
