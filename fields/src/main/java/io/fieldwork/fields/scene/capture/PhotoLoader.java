package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loader of the images of frames, on all cores, that fits the intrinsics to their sizes. Damaged images are left out
 * with a warning.
 */
final class PhotoLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PhotoLoader.class);
    /** Least side of an image that was made smaller, pixels. */
    private static final int SMALLEST = 4;

    private final SceneTransform transform;
    private final SceneOptions options;
    private final double imageScale;
    private final Semaphore decoders;
    private final LensFold folds = new LensFold();
    private final Queue<String> damaged = new ConcurrentLinkedQueue<>();
    private final Queue<String> folded = new ConcurrentLinkedQueue<>();
    private final Queue<String> unturned = new ConcurrentLinkedQueue<>();

    /** A loader of photographs into a scene. */
    PhotoLoader(SceneTransform transform, SceneOptions options, MemoryPlan plan) {
        this.transform = transform;
        this.options = options;
        this.imageScale = plan.imageScale();
        this.decoders = new Semaphore(plan.atOnce());
    }

    List<Photo> load(List<Frame> frames) {
        try {
            List<Photo> photos = frames.parallelStream()
                    .map(this::photo)
                    .filter(Objects::nonNull)
                    .toList();
            if (photos.isEmpty() && !frames.isEmpty()) {
                throw new UserError("None of %d images can be used. %s".formatted(frames.size(), damaged.peek()));
            }
            return photos;
        } catch (OutOfMemoryError e) {
            throw new UserError(
                    "There is not enough memory for the photographs; a smaller scene.imageScale or -Xmx helps.", e);
        }
    }

    /** Warns once of everything that was left out or not done. */
    void report() {
        warn(damaged, "is left out", "are left out");
        warn(
                folded,
                "has pixels behind the fold of its lens, in the corners, which are left out",
                "have pixels behind the fold of their lens, in the corners, which are left out");
        warn(
                unturned,
                "has an EXIF orientation that its camera does not ask for and is used as stored",
                "have an EXIF orientation that their cameras do not ask for; they are used as stored");
    }

    private static void warn(Queue<String> names, String one, String many) {
        if (names.size() == 1) {
            LOG.warn("1 image {}: {}.", one, names.peek().replaceFirst("\\.$", ""));
        } else if (!names.isEmpty()) {
            LOG.warn("{} images {} (the first: {}).", names.size(), many, names.peek());
        }
    }

    private @Nullable Photo photo(Frame frame) {
        Image image;
        decoders.acquireUninterruptibly();
        try {
            image = decode(frame);
        } catch (UserError e) {
            damaged.add(e.getMessage());
            return null;
        } finally {
            decoders.release();
        }
        Intrinsics scaled = fit(frame, image);
        try {
            Intrinsics seen = options.pixelCenters() ? scaled : scaled.shifted(0.5, 0.5);
            BitSet hidden = hidden(frame, seen);
            if (hidden != null && hidden.cardinality() == image.width() * image.height()) {
                damaged.add("The mask of %s hides every pixel.".formatted(frame.name()));
                return null;
            }
            return new Photo(frame.name(), new Camera(seen, transform.placed(frame.pose())), image, hidden);
        } catch (UserError e) {
            throw new UserError("The camera of %s cannot be used. %s".formatted(frame.name(), e.getMessage()), e);
        }
    }

    /** The image upright where its camera asks for that, in the size that is wanted. */
    private Image decode(Frame frame) {
        Image stored = opaqueness(frame, Image.read(frame.image()));
        int orientation = frame.size().orientation();
        if (orientation > 1 && !frame.lies()) {
            unturned.add(frame.name());
        }
        Image full = frame.lies() ? stored.turned(orientation) : stored;
        double side = Math.sqrt(imageScale);
        int width = (int) Math.max(1, Math.round(full.width() * side));
        int height = (int) Math.max(1, Math.round(full.height() * side));
        if (Math.min(width, height) < SMALLEST && Math.min(full.width(), full.height()) >= SMALLEST) {
            throw new UserError(
                    "scene.imageScale %s makes %s, which is %dx%d, as small as %dx%d; expected at least %d pixels a side."
                            .formatted(imageScale, frame.name(), full.width(), full.height(), width, height, SMALLEST));
        }
        return full.resizeArea(width, height);
    }

    /** The image with the opacity of another file, or of instant-ngp's {@code NAME.alpha.ENDING} beside it, if there is one. */
    private static Image opaqueness(Frame frame, Image image) {
        Path file = frame.opacity() == null ? ImageFile.alphaOf(frame.image()) : frame.opacity();
        if (!Files.isRegularFile(file)) {
            return image;
        }
        Image alpha = Image.read(file);
        if (alpha.width() != image.width() || alpha.height() != image.height()) {
            throw new UserError("The transparency %s has another size than its image.".formatted(file));
        }
        return image.withAlphaOf(alpha);
    }

    /** Intrinsics given for a larger or smaller copy of the image are scaled, those for another shape are refused. */
    private static Intrinsics fit(Frame frame, Image image) {
        Intrinsics given = frame.intrinsics();
        ImageHeader full = frame.lies() ? frame.size().turned() : frame.size();
        if (!full.fits(frame.lens())) {
            throw new UserError("The image %s is %dx%d but its camera is for %dx%d."
                    .formatted(frame.image(), full.width(), full.height(), given.width(), given.height()));
        }
        return given.scaledTo(full.width(), full.height()).scaledTo(image.width(), image.height());
    }

    private @Nullable BitSet hidden(Frame frame, Intrinsics seen) {
        Optional<BitSet> behind = folds.behind(seen);
        behind.ifPresent(pixels -> folded.add(
                "%d of %d pixels of %s".formatted(pixels.cardinality(), seen.width() * seen.height(), frame.name())));
        if (frame.mask() == null) {
            return behind.orElse(null);
        }
        BitSet hidden = PixelMask.read(frame.mask(), seen.width(), seen.height());
        behind.ifPresent(hidden::or);
        return hidden;
    }
}
