package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The image of a frame as it is learned from: with its opacity, upright where its camera asks for that, in sRGB, in the size that
 * is wanted.
 *
 * @param frame with an image
 * @param scale area factor
 * @param stated whether the file holds linear light, or null if its head says so
 * @param channels 3 for RGB, 4 for RGBA
 */
record FrameImage(Frame frame, double scale, @Nullable Boolean stated, int channels) {
    /** Least side of an image that was made smaller, pixels. */
    private static final int SMALLEST = 4;

    Image decode() {
        int[] size = size();
        ImageHeader full = full();
        if (Math.min(size[0], size[1]) < SMALLEST && Math.min(full.width(), full.height()) >= SMALLEST) {
            throw new UserError(
                    "scene.imageScale %s makes %s, which is %dx%d, as small as %dx%d; expected at least %d pixels a side."
                            .formatted(scale, frame.name(), full.width(), full.height(), size[0], size[1], SMALLEST));
        }
        Image stored = withOpacity(ImageFile.read(frame.image(), isLinear()));
        if (stored.channels() > channels) {
            throw new UserError(
                    "The image %s has transparency that its header does not state.".formatted(frame.image()));
        }
        Image upright = frame.lies() ? stored.turned(frame.size().orientation()) : stored;
        Image small = upright.resizeArea(size[0], size[1]);
        return channels == 4 ? small.withAlpha() : small;
    }

    /** Whether the file holds light, which is turned into sRGB. */
    boolean isLinear() {
        return stated == null ? ImageHead.isLinear(frame.image()) : stated;
    }

    /** Width and height of the image. */
    int[] size() {
        double side = Math.sqrt(scale);
        return new int[] {
            (int) Math.max(1, Math.round(full().width() * side)), (int) Math.max(1, Math.round(full().height() * side))
        };
    }

    /** Pixels of the image. */
    long pixels() {
        int[] size = size();
        return (long) size[0] * size[1];
    }

    /** Bytes of the image. */
    long bytes() {
        return channels * pixels();
    }

    /** The header of the image before it is averaged down. */
    ImageHeader full() {
        return frame.lies() ? frame.size().turned() : frame.size();
    }

    /** Changes when what {@link #decode} gives does, as far as sizes and times of files tell. */
    String identity() {
        return "%s %s %s %s %d %b"
                .formatted(stamp(frame.image()), stamp(opacity()), scale, stated, channels, frame.lies());
    }

    private static String stamp(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? file.toAbsolutePath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file)
                    : "";
        } catch (IOException e) {
            throw new UserError("The file %s cannot be read (%s).".formatted(file, UserError.reason(e)), e);
        }
    }

    /** The file whose light is the opacity, which may be missing: another one, or instant-ngp's beside the image. */
    private Path opacity() {
        return frame.opacity() == null ? ImageFile.alphaOf(frame.image()) : frame.opacity();
    }

    private Image withOpacity(Image image) {
        Path file = opacity();
        if (!Files.isRegularFile(file)) {
            return image;
        }
        Image alpha = Image.read(file);
        if (alpha.width() != image.width() || alpha.height() != image.height()) {
            throw new UserError("The transparency %s has another size than its image.".formatted(file));
        }
        return image.withAlphaOf(alpha);
    }
}
