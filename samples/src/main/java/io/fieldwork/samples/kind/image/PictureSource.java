package io.fieldwork.samples.kind.image;

import io.fieldwork.fields.image.DeadLeaves;
import io.fieldwork.fields.image.ExactImage;
import io.fieldwork.fields.image.HalfwayColors;
import io.fieldwork.fields.image.Lettering;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.config.Shipped;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A picture as it was read or made.
 *
 * @param name of it in a few words
 * @param image its pixels
 * @param halfway what is known of it between them, or null
 */
record PictureSource(String name, Image image, @Nullable HalfwayColors halfway) {
    static final String GENERATED = Shipped.GENERATED;
    /** Pictures of each set. */
    static final int SET = 16;

    private static final int SIDE = 256;
    private static final Pattern NAME = Pattern.compile("(natural|text)(?:-(\\d{1,2}))?");

    /** The picture of a configuration with a seed. */
    static PictureSource of(PictureOptions options, long seed) {
        String path = options.path();
        return path.startsWith(GENERATED)
                ? generated(path, options.size() == null ? SIDE : options.size(), seed)
                : read(Path.of(path), options.size());
    }

    private static PictureSource generated(String path, int side, long seed) {
        Matcher name = NAME.matcher(path.substring(GENERATED.length()));
        String expected = "generated:natural or generated:text, or one of 16 as in generated:text-3";
        UserError.require(name.matches(), "scene.path", path, expected);
        long number = name.group(2) == null ? Math.floorMod(seed - 1, SET) + 1 : Long.parseLong(name.group(2));
        UserError.require(number >= 1 && number <= SET, "scene.path", path, expected);
        ExactImage exact = name.group(1).equals("text") ? new Lettering(number) : new DeadLeaves(number);
        return new PictureSource(GENERATED + name.group(1) + "-" + number, exact.pixels(side), exact.halfway(side));
    }

    private static PictureSource read(Path file, @Nullable Integer size) {
        Image image = Image.read(file);
        int longer = Math.max(image.width(), image.height());
        if (size != null && size < longer) {
            int width = Math.max(1, Math.round(image.width() * (float) size / longer));
            int height = Math.max(1, Math.round(image.height() * (float) size / longer));
            image = image.resizeArea(width, height);
        }
        return new PictureSource(String.valueOf(file.getFileName()), image, null);
    }
}
