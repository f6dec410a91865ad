package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import java.io.UncheckedIOException;
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

    private final SceneTransform transform;
    private final SceneOptions options;
    private final int channels;
    private final RawImages cache;
    private final MemoryPlan plan;
    private final Semaphore decoders;
    private final LensFold folds = new LensFold();
    private final Queue<String> damaged = new ConcurrentLinkedQueue<>();
    private final Queue<String> folded = new ConcurrentLinkedQueue<>();
    private final Queue<String> unturned = new ConcurrentLinkedQueue<>();
    private final Queue<String> linear = new ConcurrentLinkedQueue<>();

    /** A loader of the photographs of some frames into a scene; it plans where they are kept. */
    PhotoLoader(SceneTransform transform, SceneOptions options, List<Frame> frames, RawImages cache, Room room) {
        this.transform = transform;
        this.options = options;
        this.cache = cache;
        this.channels = frames.stream().anyMatch(frame -> frame.size().alpha()) ? 4 : 3;
        List<FrameImage> images = frames.stream().map(this::image).toList();
        double missing = images.stream()
                .filter(image -> !cache.holds(image))
                .mapToDouble(FrameImage::bytes)
                .sum();
        this.plan = MemoryPlan.of(Need.of(images), missing, room, Keep.named(options.keep()), cache.folder());
        this.decoders = new Semaphore(plan.atOnce());
        if (plan.keep() == Keep.DISK) {
            double bytes = images.stream().mapToDouble(FrameImage::bytes).sum();
            RawImageLimit.configured().use(cache, bytes);
        }
    }

    /** Photographs that are drawn from at a time. */
    int window() {
        return plan.window();
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
        } catch (UncheckedIOException e) {
            throw new UserError(
                    "The photographs cannot be kept in %s (%s); scene.keep: window keeps a few in memory instead."
                            .formatted(cache.folder(), UserError.reason(e.getCause())),
                    e);
        }
    }

    /** Says once what was left out or not done, and what was turned into sRGB. */
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
        warn(
                linear,
                "holds linear light and is turned into sRGB",
                "hold linear light and are turned into sRGB; scene.linear: false takes them as they are");
    }

    private static void warn(Queue<String> names, String one, String many) {
        if (names.size() == 1) {
            LOG.warn("1 image {}: {}.", one, names.peek().replaceFirst("\\.$", ""));
        } else if (!names.isEmpty()) {
            LOG.warn("{} images {} (the first: {}).", names.size(), many, names.peek());
        }
    }

    private FrameImage image(Frame frame) {
        return new FrameImage(frame, options.imageScale(), options.linear(), channels);
    }

    private @Nullable Photo photo(Frame frame) {
        FrameImage wanted = image(frame);
        ImageSource source;
        decoders.acquireUninterruptibly();
        try {
            source = source(wanted);
        } catch (UserError e) {
            damaged.add(e.getMessage());
            return null;
        } finally {
            decoders.release();
        }
        remark(wanted);
        int[] size = wanted.size();
        Intrinsics scaled = fit(wanted, size[0], size[1]);
        try {
            Intrinsics seen = options.pixelCenters() ? scaled : scaled.shifted(0.5, 0.5);
            BitSet hidden = hidden(frame, seen);
            if (hidden != null && hidden.cardinality() == size[0] * size[1]) {
                damaged.add("The mask of %s hides every pixel.".formatted(frame.name()));
                return null;
            }
            DepthFile depths = frame.depths() == null ? null : frame.depths().scaled(transform.scale());
            return new Photo(frame.name(), new Camera(seen, transform.placed(frame.pose())), source, hidden, depths);
        } catch (UserError e) {
            throw new UserError("The camera of %s cannot be used. %s".formatted(frame.name(), e.getMessage()), e);
        }
    }

    /** The image where the plan keeps it; one that is decoded later is decoded once now, since it may be damaged. */
    private ImageSource source(FrameImage wanted) {
        return switch (plan.keep()) {
            case MEMORY -> wanted.decode();
            case DISK -> cache.image(wanted);
            case WINDOW ->
                new ImageSource.Decoded(
                        channels, wanted::decode, wanted.decode().digest());
        };
    }

    private void remark(FrameImage wanted) {
        Frame frame = wanted.frame();
        if (frame.size().orientation() > 1 && !frame.lies()) {
            unturned.add(frame.name());
        }
        if (wanted.isLinear()) {
            linear.add(frame.name());
        }
    }

    /** Intrinsics given for a larger or smaller copy of the image are scaled, those for another shape are refused. */
    private static Intrinsics fit(FrameImage image, int width, int height) {
        Frame frame = image.frame();
        Intrinsics given = frame.intrinsics();
        ImageHeader full = image.full();
        if (!full.fits(frame.lens())) {
            throw new UserError("The image %s is %dx%d but its camera is for %dx%d."
                    .formatted(frame.image(), full.width(), full.height(), given.width(), given.height()));
        }
        return given.scaledTo(full.width(), full.height()).scaledTo(width, height);
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
