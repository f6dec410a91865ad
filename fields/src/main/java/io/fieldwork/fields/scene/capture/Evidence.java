package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joml.Intersectionf;
import org.joml.Vector2f;
import org.joml.Vector3f;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The question whether the photographs of a capture can teach anything at all. */
final class Evidence {
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);
    private static final int RAYS = 9;
    /** Least part of an image's width that a box must take. */
    private static final double SMALLEST = 0.02;
    /** Photographs below which there is no saying how far away anything is. */
    private static final int FEW = 2;
    /** Part of what is seen of a box that a near plane may hide. */
    private static final double HIDDEN = 0.5;
    /** Part of the photographs, and of their edges, that makes a ground of one colour. */
    private static final double GROUND = 0.7;
    /** Levels that an image of a white or black ground is off by. */
    private static final int NEARLY = 4;
    /** Photographs whose pixels are looked at. */
    private static final int LOOKED_AT = 64;

    private Evidence() {}

    /** Refuses captures that nothing can be learned from. */
    static void require(Capture capture) {
        List<Photo> photos = some(capture.train());
        List<Photo> empty = capture.transparent()
                ? photos.stream().filter(Evidence::invisible).toList()
                : List.of();
        if (empty.size() == photos.size()) {
            throw new UserError("Nothing can be learned: all %d photographs, such as %s, are wholly transparent."
                    .formatted(photos.size(), photos.getFirst().name()));
        }
        if (!empty.isEmpty()) {
            LOG.warn(
                    "{} of {} photographs, such as {}, are wholly transparent: they teach that there is nothing to see.",
                    empty.size(),
                    photos.size(),
                    empty.getFirst().name());
        }
        Image first = photos.getFirst().image();
        if (photos.stream().allMatch(photo -> alike(photo.image(), first))) {
            throw new UserError("Nothing can be learned: all %d photographs, such as %s, are of one colour throughout."
                    .formatted(photos.size(), photos.getFirst().name()));
        }
        requireOverlap(capture);
        requireSize(capture);
    }

    /** Refuses a box that is too small in the images for anything to be learned, and says if few photographs are left. */
    private static void requireSize(Capture capture) {
        Box box = capture.box();
        Vector3f middle =
                new Vector3f(box.minX() + box.maxX(), box.minY() + box.maxY(), box.minZ() + box.maxZ()).mul(0.5f);
        List<Photo> photos = capture.train();
        double[] widths = photos.stream()
                .mapToDouble(photo -> {
                    Intrinsics lens = photo.camera().intrinsics();
                    double away =
                            middle.distance(new Vector3f(photo.camera().pose().position()));
                    return box.longest() / Math.max(away, 1e-9) * lens.fx() / lens.width();
                })
                .sorted()
                .toArray();
        double width = widths[widths.length / 2];
        if (width < SMALLEST) {
            throw new UserError(
                    ("The box (%s; from %s) is only %.2g of the width of the images, as the %d training cameras"
                                    + " stand so far away; scene.scale: %.2g brings them near, scene.box enlarges it, and"
                                    + " scene.format: nerfstudio derives it from the cameras of a transforms.json.")
                            .formatted(
                                    box,
                                    capture.extent().origin(),
                                    width,
                                    photos.size(),
                                    width * capture.transform().scale()));
        }
        warnOfCopies(photos);
        if (photos.size() < FEW) {
            LOG.warn(
                    "Only {} of {} photographs are trained on, which show no depth; {}.",
                    photos.size(),
                    photos.size() + capture.test().size() + capture.validation().size(),
                    capture.test().isEmpty() ? "more are needed" : "scene.holdout: 0 holds out none");
        }
    }

    /** Says if cameras or photographs are the same one again. */
    private static void warnOfCopies(List<Photo> photos) {
        long poses =
                photos.stream().map(photo -> photo.camera().pose()).distinct().count();
        long names = photos.stream().map(Photo::name).distinct().count();
        if (photos.size() >= FEW && poses == 1) {
            LOG.warn(
                    "All {} cameras stand in one place and look one way, which shows no depth; are their poses missing?",
                    photos.size());
        }
        if (names < photos.size()) {
            LOG.warn(
                    "{} cameras share {} photographs: several name the same, such as {}.",
                    photos.size(),
                    names,
                    photos.getFirst().name());
        }
    }

    private static void requireOverlap(Capture capture) {
        List<Photo> photos = capture.train();
        Box box = capture.box();
        long blind =
                photos.stream().filter(photo -> !looksAt(photo.camera(), box)).count();
        if (photos.stream().noneMatch(photo -> sees(photo.camera(), box))) {
            throw new UserError(("None of the %d training cameras sees anything of the box (%s; from %s). scene.box and"
                            + " scene.scale change it; scene.format: nerfstudio derives it from the cameras of a"
                            + " transforms.json.")
                    .formatted(photos.size(), box, capture.extent().origin()));
        }
        if (2 * blind > photos.size()) {
            LOG.warn(
                    "{} of {} training cameras do not look at the box ({}); scene.scale or scene.box may be wrong.",
                    blind,
                    photos.size(),
                    capture.extent().origin());
        }
    }

    /** At most {@value #LOOKED_AT} photographs, evenly chosen, since they may have to be decoded to be looked at. */
    private static List<Photo> some(List<Photo> photos) {
        int count = Math.min(LOOKED_AT, photos.size());
        return IntStream.range(0, count)
                .mapToObj(i -> photos.get((int) ((long) i * photos.size() / count)))
                .toList();
    }

    private static boolean invisible(Photo photo) {
        Image image = photo.image();
        return IntStream.range(0, image.width() * image.height()).allMatch(i -> image.level(4 * i + 3) == 0);
    }

    /** Whether all pixels of an image are the first one of another. */
    private static boolean alike(Image image, Image other) {
        return IntStream.range(0, image.width() * image.height() * image.channels())
                .allMatch(i -> image.level(i) == other.level(i % image.channels()));
    }

    /** Says if opaque photographs show things before a white or black ground, which would be learned as fog. */
    static void warnOfGround(List<Photo> all) {
        List<Photo> photos = some(all);
        int white = 0;
        int black = 0;
        for (Photo photo : photos) {
            Image image = photo.image();
            white += isFramed(image, 255) ? 1 : 0;
            black += isFramed(image, 0) ? 1 : 0;
        }
        if (Math.max(white, black) > GROUND * photos.size()) {
            String ground = white > black ? "white" : "black";
            LOG.warn(
                    "The edges of {} of {} photographs are {}; if nothing is there, scene.background: {} says so, or it is"
                            + " learned as fog.",
                    Math.max(white, black),
                    photos.size(),
                    ground,
                    ground);
        }
    }

    /** Whether most pixels along the edges of an image are of one grey level, nearly. */
    private static boolean isFramed(Image image, int level) {
        int width = image.width();
        int height = image.height();
        IntStream rows = IntStream.range(0, width).flatMap(x -> IntStream.of(x, width * (height - 1) + x));
        IntStream columns = IntStream.range(1, height).flatMap(y -> IntStream.of(width * y - 1, width * y));
        long alike = IntStream.concat(rows, columns)
                .filter(i -> IntStream.range(0, 3)
                        .allMatch(c -> Math.abs(image.level(image.channels() * i + c) - level) <= NEARLY))
                .count();
        return alike > GROUND * 2 * (width + height - 1);
    }

    /** Refuses a near plane behind all that the cameras see of the box, and says if it hides most of that. */
    static void requireNear(Capture capture, double near) {
        List<Vector2f> seen = capture.train().stream()
                .flatMap(photo -> passages(photo.camera(), capture.box()))
                .toList();
        double last = seen.stream().mapToDouble(Vector2f::y).max().orElse(0);
        double first = seen.stream().mapToDouble(Vector2f::x).min().orElse(0);
        String where = "the cameras see the box (%s) at distances of %.3g to %.3g, and without the key it is %.3g"
                .formatted(
                        capture.extent().origin(), first, last, capture.extent().near());
        if (near >= last) {
            throw new UserError("The near plane (scene.near, sampling.near) is %s, behind all there is: %s."
                    .formatted(near, where));
        }
        double all = seen.stream().mapToDouble(passage -> passage.y - passage.x).sum();
        double hidden = seen.stream()
                .mapToDouble(passage -> Math.clamp(near - passage.x, 0, passage.y - passage.x))
                .sum();
        if (hidden > HIDDEN * all) {
            LOG.warn(
                    "The near plane (scene.near, sampling.near) at {} hides {} % of what is seen: {}.",
                    near, Math.round(100 * hidden / all), where);
        }
    }

    /** Whether the ray through the middle of a camera's image meets a box. */
    static boolean looksAt(Camera camera, Box box) {
        return passage(camera, 0.5, 0.5, box).y > 0;
    }

    /** Whether any of a grid of rays through a camera's image meets a box. */
    private static boolean sees(Camera camera, Box box) {
        return passages(camera, box).findAny().isPresent();
    }

    /** From where to where those of a grid of rays through a camera's image that meet a box are in it. */
    private static Stream<Vector2f> passages(Camera camera, Box box) {
        return IntStream.range(0, RAYS * RAYS)
                .mapToObj(i -> passage(camera, i % RAYS / (RAYS - 1.0), i / RAYS / (RAYS - 1.0), box))
                .filter(passage -> passage.y > 0);
    }

    /** The distances at which a ray enters and leaves a box; zeros if it misses it. */
    private static Vector2f passage(Camera camera, double across, double down, Box box) {
        float[] ray = new float[6];
        camera.ray(
                across * camera.intrinsics().width(), down * camera.intrinsics().height(), ray, 0);
        Vector2f passage = new Vector2f();
        boolean met = Intersectionf.intersectRayAab(
                new Vector3f(ray),
                new Vector3f(ray[3], ray[4], ray[5]),
                new Vector3f(box.minX(), box.minY(), box.minZ()),
                new Vector3f(box.maxX(), box.maxY(), box.maxZ()),
                passage);
        return met ? passage.max(new Vector2f()) : passage.zero();
    }
}
