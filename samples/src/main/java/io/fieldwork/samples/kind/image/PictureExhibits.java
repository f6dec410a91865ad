package io.fieldwork.samples.kind.image;

import io.fieldwork.fields.image.ImageSession;
import io.fieldwork.fields.image.Spectrum;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportFigure;
import io.fieldwork.samples.report.ReportImage;
import java.util.function.Consumer;

/** What the report shows of a learned picture: all of it or its middle, a detail between the pixels, and its waves. */
record PictureExhibits(ImageSession training) {
    private static final int MOST = 1024;
    private static final int DETAIL = 40;
    private static final int ENLARGED = 10;

    /** A rectangle of pixels. */
    private record Part(int x, int y, int width, int height) {}

    void show(Consumer<Exhibit> gallery) {
        Image image = training.truth();
        Part whole = middle(Math.min(MOST, image.width()), Math.min(MOST, image.height()));
        boolean all = whole.width == image.width() && whole.height == image.height();
        float[] truth = truth(whole, 1);
        float[] found = found(whole, 1);
        String what = all ? "The picture" : "The middle of the picture";
        gallery.accept(
                comparison(
                        "test_0_comparison",
                        truth,
                        found,
                        whole,
                        1,
                        what
                                + ": its pixels, the learned field, and their difference, of which a quarter of the range is white"));
        Part detail = middle(Math.min(DETAIL, image.width()), Math.min(DETAIL, image.height()));
        gallery.accept(comparison(
                "detail",
                truth(detail, ENLARGED),
                found(detail, ENLARGED),
                detail,
                ENLARGED,
                "A detail of %d pixels a side: pixels, and the field at %d points for each of their sides"
                        .formatted(detail.width, ENLARGED)));
        gallery.accept(spectrum(truth, found, whole));
    }

    private Part middle(int width, int height) {
        Image image = training.truth();
        return new Part((image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }

    /** The pixels of a part, each a square of so many. */
    private float[] truth(Part part, int fine) {
        int width = part.width * fine;
        float[] rgb = new float[3 * width * part.height * fine];
        for (int i = 0; i < rgb.length; i++) {
            int at = i / 3;
            rgb[i] =
                    training.evaluation().pixels().color(part.x + at % width / fine, part.y + at / width / fine, i % 3);
        }
        return rgb;
    }

    private float[] found(Part part, int fine) {
        Image image = training.truth();
        int width = part.width * fine;
        float[] points = new float[2 * width * part.height * fine];
        for (int i = 0; i < points.length / 2; i++) {
            points[2 * i] = (part.x + (i % width + 0.5f) / fine) / image.width();
            points[2 * i + 1] = (part.y + (i / width + 0.5f) / fine) / image.height();
        }
        return training.learned().at(points);
    }

    private static ReportImage comparison(
            String name, float[] truth, float[] found, Part part, int fine, String caption) {
        RenderedView view = new RenderedView(part.width * fine, part.height * fine, found, new float[0], new float[0]);
        return ReportImage.comparison(name, truth, view, caption);
    }

    private ReportFigure spectrum(float[] truth, float[] found, Part part) {
        int side = Math.min(part.width, part.height);
        float[] wanted = grey(truth, part.width, side);
        float[] learned = grey(found, part.width, side);
        float[] error = new float[wanted.length];
        for (int i = 0; i < error.length; i++) {
            error[i] = learned[i] - wanted[i];
        }
        Panel panel = Panel.of(
                "power over waves along " + side + " pixels",
                Axis.logarithmic("waves"),
                Axis.logarithmic("power"),
                curve("image", 0, wanted, side).broad(),
                curve("learned", 0, learned, side),
                curve("difference", 1, error, side));
        return ReportFigure.curves(
                "spectrum",
                Figure.of(panel),
                "Mean power of the waves of brightness by their number along a side, in all directions");
    }

    private Curve curve(String label, int number, float[] values, int side) {
        Spectrum spectrum = Spectrum.of(training.learned().manager(), values, side);
        return Curve.of(label, number, spectrum.frequency(), spectrum.power());
    }

    /** The mean of the colours in the square at the upper left. */
    private static float[] grey(float[] rgb, int width, int side) {
        float[] grey = new float[side * side];
        for (int i = 0; i < grey.length; i++) {
            int at = 3 * (i / side * width + i % side);
            grey[i] = (rgb[at] + rgb[at + 1] + rgb[at + 2]) / 3;
        }
        return grey;
    }
}
