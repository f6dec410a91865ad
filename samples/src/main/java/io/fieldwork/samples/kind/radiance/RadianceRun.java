package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CameraFile;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.samples.kind.Baking;
import io.fieldwork.samples.kind.Predicting;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Report;
import io.fieldwork.samples.report.ReportImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A radiance field learned from photographs. */
record RadianceRun(RadianceSession training) implements Session {
    private static final int PREVIEW_WIDTH = 200;

    private static String quality(Map<String, String> shown) {
        if (!shown.containsKey("PSNR")) {
            return "There are no test images to measure on.";
        }
        return "Test PSNR " + shown.get("PSNR") + (shown.containsKey("SSIM") ? ", SSIM " + shown.get("SSIM") : "")
                + (shown.containsKey("PSNR away")
                        ? "; away from the training cameras PSNR " + shown.get("PSNR away")
                        : "")
                + ".";
    }

    @Override
    public Wording wording() {
        return new Wording(
                "Rendering the held-out views.", "Held-out views: truth, prediction, error", RadianceRun::quality);
    }

    @Override
    public String data() {
        Capture capture = capture();
        Box box = capture.box();
        return String.format(
                Locale.ROOT,
                "%d training, %d validation, %d test%s images of %s; box [%.3g %.3g %.3g] to [%.3g %.3g %.3g] from %s; near"
                        + " plane %.3g; %s",
                capture.train().size(),
                capture.validation().size(),
                capture.test().size(),
                capture.extrapolation().isEmpty()
                        ? ""
                        : ", %d extrapolation".formatted(capture.extrapolation().size()),
                sizes(capture),
                box.minX(),
                box.minY(),
                box.minZ(),
                box.maxX(),
                box.maxY(),
                box.maxZ(),
                capture.extent().origin(),
                training.options().sampling().near(),
                training.surroundings().words());
    }

    private static String sizes(Capture capture) {
        List<String> sizes = capture.train().stream()
                .map(photo -> photo.width() + "x" + photo.height())
                .distinct()
                .toList();
        long masked =
                capture.train().stream().filter(photo -> photo.hidden() != null).count();
        long measured =
                capture.train().stream().filter(photo -> photo.depths() != null).count();
        return (sizes.size() < 4
                        ? String.join(" and ", sizes)
                        : "%d sizes, such as %s".formatted(sizes.size(), sizes.getFirst()))
                + (masked == 0 ? "" : ", %d of them masked in part".formatted(masked))
                + (measured == 0 ? "" : ", %d of them with depths (penalties.depth)".formatted(measured));
    }

    /** Over names, poses and pixels of all photographs as they were read, wherever they are kept. */
    @Override
    public String fingerprint() {
        List<Photo> photos = Stream.of(
                        capture().train(),
                        capture().validation(),
                        capture().test(),
                        capture().extrapolation())
                .flatMap(List::stream)
                .toList();
        List<String> pixels =
                photos.parallelStream().map(photo -> photo.source().digest()).toList();
        return Digest.of(IntStream.range(0, photos.size())
                .boxed()
                .flatMap(i -> Stream.of(
                        (photos.get(i).name() + photos.get(i).camera()).getBytes(StandardCharsets.UTF_8),
                        pixels.get(i).getBytes(StandardCharsets.UTF_8),
                        hidden(photos.get(i)))));
    }

    private static byte[] hidden(Photo photo) {
        return photo.hidden() == null ? new byte[0] : photo.hidden().toByteArray();
    }

    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        List<Photo> photos =
                split.of(capture().train(), capture().validation(), capture().test());
        Map<String, Double> metrics = training.task().evaluate(photos, pictures(split.toString(), pictures, gallery));
        if (split == Split.TEST) {
            metrics.putAll(training.task().extrapolate(pictures("extrapolation", pictures, gallery)));
        }
        return metrics;
    }

    private BiConsumer<Photo, RenderedView> pictures(String name, int most, Consumer<Exhibit> gallery) {
        AtomicInteger count = new AtomicInteger();
        return (photo, frame) -> {
            int index = count.getAndIncrement();
            if (index < most) {
                picture(name + "_" + index, photo, frame, gallery);
            }
        };
    }

    private void picture(String name, Photo photo, RenderedView frame, Consumer<Exhibit> gallery) {
        float[] truth = training.task().truth(photo);
        double psnr = training.task().psnr(photo, frame);
        double ssim = training.task().ssim(photo, frame);
        String caption = photo.name() + ": PSNR " + Report.formatted("psnr", psnr) + ", SSIM "
                + Report.formatted("ssim", ssim) + "; an error of a quarter of the range is white";
        gallery.accept(ReportImage.of(name, frame));
        gallery.accept(ReportImage.comparison(name + "_comparison", truth, frame, caption));
    }

    @Override
    public Optional<String> protocol() {
        return training.task().protocol();
    }

    /** The cameras that were learned, in {@code cameras.json}. */
    @Override
    public void write(Path folder) {
        if (training.options().cameras().refine()) {
            CameraFile.write(folder.resolve("cameras.json"), training.seen());
        }
    }

    @Override
    public Optional<Exhibit> preview() {
        return Optional.of(ReportImage.of("preview", training.render(previewed())));
    }

    @Override
    public double evaluationInPreviews() {
        return Stream.concat(capture().test().stream(), capture().extrapolation().stream())
                        .mapToDouble(photo -> pixels(photo.camera()))
                        .sum()
                / pixels(previewed());
    }

    private static double pixels(Camera camera) {
        return (double) camera.intrinsics().width() * camera.intrinsics().height();
    }

    /** The camera of the preview: that of the first held-out photograph, in a small image. */
    private Camera previewed() {
        List<Photo> photos =
                capture().test().isEmpty() ? capture().train() : capture().test();
        Camera camera = photos.getFirst().camera();
        int width = camera.intrinsics().width();
        int height = camera.intrinsics().height();
        if (width > PREVIEW_WIDTH) {
            height = Math.max(1, Math.round((float) height * PREVIEW_WIDTH / width));
            width = PREVIEW_WIDTH;
        }
        return camera.scaledTo(width, height);
    }

    private Capture capture() {
        return training.capture();
    }

    @Override
    public Optional<Viewing> viewing() {
        return Optional.of(new RadianceViewing(training));
    }

    @Override
    public Optional<Rendering> rendering() {
        return Optional.of(new RadianceRendering(training));
    }

    @Override
    public Optional<Baking> baking() {
        return Optional.of(new RadianceBaking(training));
    }

    @Override
    public Optional<Predicting> predicting() {
        return Optional.of(new RadiancePredicting(training.manager(), training.field()));
    }
}
