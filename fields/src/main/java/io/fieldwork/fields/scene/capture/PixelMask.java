package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Masks of what must not be learned, as image files: black pixels are left out (nerfstudio, COLMAP), or those that are not
 * black in instant-ngp's {@code dynamic_mask_NAME.png}. In a JPEG file, which keeps no exact black, the dark half is black.
 */
final class PixelMask {
    /** How the names of masks begin whose black pixels are kept. */
    static final String DYNAMIC = "dynamic_mask_";

    private PixelMask() {}

    /** The hidden pixels of an image of a size; one that covers a hidden pixel of the mask in part is hidden. */
    static BitSet read(Path file, int width, int height) {
        Image mask = Image.read(file);
        double stretch = (double) mask.width() / width * height / mask.height();
        if (Math.abs(stretch - 1) > 0.02) {
            throw new UserError("The mask %s is %dx%d, another shape than its image, which is %dx%d here."
                    .formatted(file, mask.width(), mask.height(), width, height));
        }
        String name = file.getFileName().toString();
        boolean black = !name.startsWith(DYNAMIC);
        int darkest = name.toLowerCase(Locale.ROOT).matches(".*[.]jpe?g") ? 127 : 0;
        BitSet hidden = new BitSet(width * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (hides(mask, black, darkest, span(x, width, mask.width()), span(y, height, mask.height()))) {
                    hidden.set(y * width + x);
                }
            }
        }
        return hidden;
    }

    /** The mask beside a photograph in one of the folders of masks, under its own name, with .png behind it or instead. */
    static List<Path> candidates(Path folder, String name) {
        String bare = name.replaceFirst("\\.[^./]*$", "");
        return List.of("masks", "mask").stream()
                .flatMap(masks -> List.of(name + ".png", bare + ".png", name).stream()
                        .map(file -> folder.resolve(masks).resolve(file)))
                .toList();
    }

    /** First pixel of the mask and the one behind the last that a pixel of the image covers. */
    private static int[] span(int at, int pixels, int of) {
        int from = (int) ((long) at * of / pixels);
        return new int[] {from, (int) Math.max(from + 1, Math.ceilDiv((at + 1L) * of, pixels))};
    }

    private static boolean hides(Image mask, boolean black, int darkest, int[] x, int[] y) {
        for (int j = y[0]; j < y[1]; j++) {
            for (int i = x[0]; i < x[1]; i++) {
                int at = (j * mask.width() + i) * mask.channels();
                boolean dark =
                        mask.level(at) <= darkest && mask.level(at + 1) <= darkest && mask.level(at + 2) <= darkest;
                if (dark == black) {
                    return true;
                }
            }
        }
        return false;
    }
}
