package io.fieldwork.samples.kind.image;

import io.fieldwork.fields.image.ImageSession;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportImage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A field that learns a picture.
 *
 * @param training its session
 * @param name of the picture
 */
record ImageRun(ImageSession training, String name) implements Session {
    private static final int PREVIEW = 256;

    private static String quality(Map<String, String> shown) {
        return shown.get("PSNR") + " on the samples, " + shown.get("PSNR between samples")
                + " between them, where bilinear interpolation has " + shown.get("PSNR of bilinear interpolation")
                + ".";
    }

    @Override
    public Wording wording() {
        return new Wording(
                "Comparing the learned picture with the image.",
                "The picture: image, learned field, difference",
                ImageRun::quality);
    }

    @Override
    public String data() {
        Image image = training.truth();
        int every = training.evaluation().pixels().every();
        String held = every == 1 ? "" : ", learned from every %d. pixel along both sides".formatted(every);
        return "%s, %d x %d pixels%s".formatted(name, image.width(), image.height(), held);
    }

    @Override
    public String fingerprint() {
        Image image = training.truth();
        return Digest.of(image.width() + "x" + image.height() + " " + image.digest());
    }

    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        if (split != Split.TEST) {
            return Map.of();
        }
        if (pictures > 0) {
            new PictureExhibits(training).show(gallery);
        }
        return training.task().evaluate();
    }

    @Override
    public Optional<String> protocol() {
        boolean held = training.evaluation().pixels().every() > 1;
        return Optional.of(
                "PSNR on the learned pixels, and "
                        + (held
                                ? "on the pixels that were held out"
                                : "at the corners of pixels against the picture there")
                        + ", beside that of bilinear interpolation at the same points; bytes are those of the parameters as half floats");
    }

    @Override
    public Optional<Exhibit> preview() {
        Image image = training.truth();
        double scale = Math.min(1, (double) PREVIEW / Math.max(image.width(), image.height()));
        int width = Math.max(1, (int) (image.width() * scale));
        int height = Math.max(1, (int) (image.height() * scale));
        return Optional.of(new ReportImage("preview", training.learned().image(width, height), ""));
    }

    @Override
    public Optional<Viewing> viewing() {
        return Optional.of(new ImageViewing(training));
    }

    @Override
    public Optional<Rendering> rendering() {
        return Optional.of(new ImageRendering(training));
    }
}
