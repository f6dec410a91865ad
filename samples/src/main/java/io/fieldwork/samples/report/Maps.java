package io.fieldwork.samples.report;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.render.scene.Colormap;
import java.util.Arrays;

/** Pictures of sheets: numbers as colours, each with a bar that shows its range of colours from bottom to top. */
public final class Maps {
    private static final int GAP = 4;
    private static final int BAR = 10;

    private Maps() {}

    /**
     * One sheet, for the folder alone.
     *
     * @param name file name without its ending
     * @param sheet what is shown; its least value is dark blue, its greatest yellow
     * @return a picture without a caption
     */
    public static ReportImage of(String name, PixelValues sheet) {
        return picture(name, "", new Panel(sheet, sheet.least(), sheet.most(), Colormap.VIRIDIS));
    }

    /**
     * One sheet of shares.
     *
     * @param name file name without its ending
     * @param sheet values from 0, dark blue, to 1, yellow
     * @param caption below it in the report
     * @return a picture
     */
    public static ReportImage shares(String name, PixelValues sheet, String caption) {
        return picture(name, caption, new Panel(sheet, 0, 1, Colormap.VIRIDIS));
    }

    /**
     * Truth, prediction and absolute error side by side. Truth and prediction share the range of the truth; the error
     * is black where there is none and light where it is greatest.
     *
     * @param name file name without its ending
     * @param truth what is true
     * @param prediction what was found, of the same size
     * @param caption below it in the report; the ranges are added
     * @return a picture three panels wide
     */
    public static ReportImage comparison(String name, PixelValues truth, PixelValues prediction, String caption) {
        PixelValues error = truth.with(prediction, (a, b) -> Math.abs(a - b));
        double low = truth.least();
        double high = truth.most();
        String ranges = "; colours from %s to %s, of the error from 0 to %s"
                .formatted(Chart.label(low), Chart.label(high), Report.scientific(error.most()));
        return picture(
                name,
                caption + ranges,
                new Panel(truth, low, high, Colormap.VIRIDIS),
                new Panel(prediction, low, high, Colormap.VIRIDIS),
                new Panel(error, 0, error.most(), Colormap.INFERNO));
    }

    /**
     * Input, truth, prediction and absolute error side by side; the input has a range of its own.
     *
     * @param name file name without its ending
     * @param input where it starts from, of the same height
     * @param truth what is true
     * @param prediction what was found, of the same size as the truth
     * @param caption below it in the report; the ranges are added
     * @return a picture four panels wide
     */
    public static ReportImage comparison(
            String name, PixelValues input, PixelValues truth, PixelValues prediction, String caption) {
        PixelValues error = truth.with(prediction, (a, b) -> Math.abs(a - b));
        double low = truth.least();
        double high = truth.most();
        String ranges = "; colours of the input from %s to %s, then from %s to %s, of the error from 0 to %s"
                .formatted(
                        Chart.label(input.least()),
                        Chart.label(input.most()),
                        Chart.label(low),
                        Chart.label(high),
                        Report.scientific(error.most()));
        return picture(
                name,
                caption + ranges,
                new Panel(input, input.least(), input.most(), Colormap.VIRIDIS),
                new Panel(truth, low, high, Colormap.VIRIDIS),
                new Panel(prediction, low, high, Colormap.VIRIDIS),
                new Panel(error, 0, error.most(), Colormap.INFERNO));
    }

    private record Panel(PixelValues sheet, double low, double high, Colormap colours) {
        private int width() {
            return sheet.width() + GAP + BAR;
        }

        /** White where there is no number. */
        private void paint(double share, float[] rgb, int at) {
            if (!Double.isNaN(share)) {
                System.arraycopy(colours.at((float) share), 0, rgb, at, 3);
            }
        }

        private void paint(float[] rgb, int left, int total) {
            double range = high > low ? high - low : 1;
            int height = sheet.height();
            for (int y = 0; y < height; y++) {
                int row = y * total + left;
                for (int x = 0; x < sheet.width(); x++) {
                    double share = (sheet.values()[y * sheet.width() + x] - low) / range;
                    paint(share, rgb, 3 * (row + x));
                }
                for (int x = 0; x < BAR; x++) {
                    paint(1 - (y + 0.5) / height, rgb, 3 * (row + sheet.width() + GAP + x));
                }
            }
        }
    }

    private static ReportImage picture(String name, String caption, Panel... panels) {
        int total = Arrays.stream(panels).mapToInt(Panel::width).sum() + 2 * GAP * (panels.length - 1);
        int height = panels[0].sheet().height();
        float[] rgb = new float[3 * total * height];
        Arrays.fill(rgb, 1);
        int left = 0;
        for (Panel panel : panels) {
            panel.paint(rgb, left, total);
            left += panel.width() + 2 * GAP;
        }
        return new ReportImage(name, Image.ofRgb(rgb, total, height), caption);
    }
}
