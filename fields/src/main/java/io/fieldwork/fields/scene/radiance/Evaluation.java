package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.ImageMetrics;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.RenderedView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** The comparison of photographs with a field, by a protocol that says which cameras and exposures are taken. */
final class Evaluation {
    private final FieldRenderer renderer;
    private final float[] background;
    private final Capture capture;
    private final PhotoModel model;
    private final AppearanceOptions appearance;
    private final CameraOptions cameras;
    private final boolean sky;

    /** A comparison over the background of a renderer. */
    Evaluation(FieldRenderer renderer, float[] background, RadianceOptions options, Capture capture, PhotoModel model) {
        this.renderer = renderer;
        this.background = background;
        this.capture = capture;
        this.model = model;
        this.appearance = options.appearance();
        this.cameras = options.cameras();
        this.sky = options.scene().learnsBackground();
    }

    /** In words, which cameras and exposures are taken, unless they are simply those that are given. */
    Optional<String> protocol() {
        List<String> parts = new ArrayList<>();
        if (appearance.fitted()) {
            parts.add("exposures fitted to left halves, measured on right halves");
        } else if (appearance.varies()) {
            parts.add("the mean appearance of the training photographs");
        }
        if (cameras.fitted()) {
            parts.add("poses fitted to the photographs that are measured");
        } else if (cameras.refine()) {
            parts.add("poses as given, with which the refined cameras agree in the mean");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }

    /** The means of the metrics over photographs, each of which the consumer gets with its rendering. */
    Map<String, Double> over(List<Photo> photos, BiConsumer<Photo, RenderedView> each) {
        double psnr = 0;
        double ssim = 0;
        double msssim = 0;
        List<Photo> learned = cameras.refine() ? model.seen(capture).train() : List.of();
        for (Photo photo : photos) {
            RenderedView frame = rendered(photo, learned);
            psnr += psnr(photo, frame);
            Half half = measured(photo, frame);
            ssim += half.ssim();
            msssim += half.msssim();
            each.accept(photo, frame);
        }
        Map<String, Double> means = new LinkedHashMap<>();
        if (!photos.isEmpty()) {
            means.put("psnr", psnr / photos.size());
            means.put("ssim", ssim / photos.size());
            if (!Double.isNaN(msssim)) {
                means.put("msssim", msssim / photos.size());
            }
        }
        return means;
    }

    private RenderedView rendered(Photo photo, List<Photo> learned) {
        RenderedView frame = renderer.render(camera(photo, learned));
        if (!appearance.fitted()) {
            return frame;
        }
        int[] left = Arrays.stream(photo.visible())
                .filter(i -> i % frame.width() < frame.width() / 2)
                .toArray();
        return new ExposureFit(background).of(sky ? solid(frame) : frame, truth(photo), left);
    }

    /** With a sky behind the field all that is seen has been exposed alike. */
    private static RenderedView solid(RenderedView frame) {
        float[] all = new float[frame.opacity().length];
        Arrays.fill(all, 1);
        return new RenderedView(frame.width(), frame.height(), frame.rgb(), all, frame.depth());
    }

    /** A training photograph has its learned camera, another one that which is given or fitted. */
    private Camera camera(Photo photo, List<Photo> learned) {
        int index = learned.isEmpty() ? -1 : capture.train().indexOf(photo);
        if (index >= 0) {
            return learned.get(index).camera();
        }
        return cameras.fitted() && model.cameras() != null
                ? new PoseFit(renderer, background, model.cameras().motion()).of(photo)
                : photo.camera();
    }

    /** The peak signal-to-noise ratio in decibels, over what is measured of a photograph. */
    double psnr(Photo photo, RenderedView frame) {
        float[] truth = truth(photo);
        if (photo.hidden() == null && !appearance.fitted()) {
            return ImageMetrics.psnr(frame.rgb(), truth);
        }
        int[] measured = Arrays.stream(photo.visible())
                .filter(i -> i % frame.width() >= first(frame))
                .toArray();
        return ImageMetrics.psnr(chosen(frame.rgb(), measured), chosen(truth, measured));
    }

    /** The structural similarity over what is measured of a photograph, whose hidden pixels count as equal. */
    double ssim(Photo photo, RenderedView frame) {
        return measured(photo, frame).ssim();
    }

    /** What is measured of a rendering and its photograph, RGB along the rows. */
    private record Half(float[] seen, float[] truth, int width, int height) {
        private double ssim() {
            return ImageMetrics.ssim(seen, truth, width, height, 3);
        }

        /** Not a number where it is too small. */
        private double msssim() {
            return ImageMetrics.msssim(seen, truth, width, height, 3);
        }
    }

    private Half measured(Photo photo, RenderedView frame) {
        float[] truth = truth(photo);
        if (photo.hidden() != null) {
            photo.hidden().stream().forEach(i -> System.arraycopy(frame.rgb(), 3 * i, truth, 3 * i, 3));
        }
        int first = first(frame);
        int width = frame.width() - first;
        int[] measured = IntStream.range(0, width * frame.height())
                .map(i -> i / width * frame.width() + first + i % width)
                .toArray();
        return new Half(chosen(frame.rgb(), measured), chosen(truth, measured), width, frame.height());
    }

    /** The first column that is measured. */
    private int first(RenderedView frame) {
        return appearance.fitted() ? frame.width() / 2 : 0;
    }

    private static float[] chosen(float[] rgb, int[] pixels) {
        float[] out = new float[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            System.arraycopy(rgb, 3 * pixels[i], out, 3 * i, 3);
        }
        return out;
    }

    /** A photograph over the background, [height * width * 3], sRGB. */
    float[] truth(Photo photo) {
        return Pixels.over(photo.image(), background);
    }
}
