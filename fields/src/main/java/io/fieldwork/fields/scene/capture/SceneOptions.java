package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of a capture: path and reading of the photographs; block {@code scene} of a configuration. Only the path is
 * needed.
 *
 * @param path folder of the capture, or its transforms file; relative to the folder the session is opened in (the
 * command line's working directory)
 * @param scale camera positions are multiplied by this; null takes the format's: 1 for NeRF-Synthetic, the file's own
 * or 0.33 for instant-ngp; where the box is derived, what brings its longest side to 3
 * @param imageScale area factor of the images in (0, 1]: 0.25 keeps a quarter of the pixels, half of each side; 1 if
 * absent
 * @param box half the side of the cube of interest, scene units; null takes it from the data: what the file states,
 * the bulk of the sparse points, or what the cameras look at (1.5 for NeRF-Synthetic, if they look there)
 * @param near least distance of anything from a camera, scene units; null takes it from the data; {@code sampling.near} goes before it
 * @param holdout where the data names no test and no validation photos every n-th is held out, in order of names; 0 holds
 * out none, 8 if absent
 * @param background {@code white} or {@code black}: what empty space looks like; {@code learned}, of opaque images: what is infinitely far has a colour
 * of its direction; null is white for images with alpha and
 * black for others, which then show something everywhere
 * @param pixelCenters true, also if absent, sends rays through pixel centres; false through the upper left corners of
 * the pixels, as the first published NeRF code did
 * @param format {@code blender}, {@code ngp}, {@code nerfstudio}, {@code colmap}, {@code llff} or {@code dtu}; null looks at
 * the files
 * @param images folder of the images instead of the one that the files name, for example {@code images_4}; null takes
 * theirs
 * @param linear whether the images hold linear light, which is turned into sRGB; null believes PNG files with a gamma of 1
 * @param keep where the photographs are kept: {@code memory}, {@code disk} (decoded once, in the cache) or {@code window} (a few at
 * a time); null takes the first of these that fits
 */
@Buildable
public record SceneOptions(
        String path,
        @Nullable Double scale,
        @Nullable Double imageScale,
        @Nullable Double box,
        @Nullable Double near,
        @Nullable Integer holdout,
        @Nullable String background,
        @Nullable Boolean pixelCenters,
        @Nullable String format,
        @Nullable String images,
        @Nullable Boolean linear,
        @Nullable String keep) {
    private static final String LEARNED = "learned";

    /** Fills in defaults and rejects values outside their range. */
    public SceneOptions {
        if (path == null || path.isBlank()) {
            throw new UserError("scene.path is missing: it names the folder of the photographs.");
        }
        imageScale = imageScale == null ? 1.0 : imageScale;
        holdout = holdout == null ? 8 : holdout;
        pixelCenters = pixelCenters == null || pixelCenters;
        check(scale == null || positive(scale), "scale", scale, "a positive number");
        check(imageScale > 0 && imageScale <= 1, "imageScale", imageScale, "a number above 0 and at most 1");
        check(box == null || positive(box), "box", box, "a positive number");
        check(near == null || near == 0 || positive(near), "near", near, "a distance, 0 or more");
        check(holdout == 0 || holdout >= 2, "holdout", holdout, "0 or at least 2");
        check(
                background == null || List.of("white", "black", LEARNED).contains(background),
                "background",
                background,
                "white, black or learned");
        check(
                format == null
                        || List.of("blender", "ngp", "nerfstudio", "colmap", "llff", "dtu")
                                .contains(format),
                "format",
                format,
                "blender, ngp, nerfstudio, colmap, llff or dtu");
        check(keep == null || Keep.NAMES.contains(keep), "keep", keep, "memory, disk or window");
    }

    /** {@return the options to read the capture in a folder with every default} */
    public static SceneOptions of(String path) {
        return SceneOptionsBuilder.builder().path(path).build();
    }

    /** {@return whether the colour of what is infinitely far is learned} */
    public boolean learnsBackground() {
        return LEARNED.equals(background);
    }

    /**
     * {@return the colour [3] behind a capture's images, RGB in [0, 1]} Where the options leave it open it is white behind
     * transparent images and black behind others, as it is where it is learned, which hides it.
     */
    public float[] backgroundColor(Capture capture) {
        boolean white = background == null ? capture.transparent() : background.equals("white");
        return white ? new float[] {1, 1, 1} : new float[3];
    }

    private static boolean positive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    private static void check(boolean good, String key, @Nullable Object value, String expected) {
        if (!good) {
            throw new UserError("scene.%s is %s but must be %s.".formatted(key, value, expected));
        }
    }
}
