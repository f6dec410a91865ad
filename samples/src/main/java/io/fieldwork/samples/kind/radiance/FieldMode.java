package io.fieldwork.samples.kind.radiance;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Palette;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The quantity of a radiance field that is shown. */
enum FieldMode {
    /** What a photograph would show. */
    COLOR,
    /** Distance along the camera's axis. */
    DEPTH,
    /**
     * The direction across the surface that the depths form, from differences between neighbouring pixels; x, y, z from -1 to 1 as red,
     * green, blue.
     */
    NORMAL,
    /** How little is seen through. */
    OPACITY,
    /** How many points of each ray were evaluated for their colour. */
    COST,
    /** From where a training photograph was taken, how far its colours are missed; nothing elsewhere. */
    ERROR,
    /** From where a training photograph was taken, that photograph; nothing elsewhere. */
    TRUTH;

    private static final float LARGEST_ERROR = 0.25f;
    private static final float LARGEST_COST = 256;

    /** The names of all, the usual one first. */
    static List<String> names() {
        return Arrays.stream(values())
                .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The mode of that name. */
    static FieldMode of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** What its colours stand for, if that needs to be said. */
    Optional<String> caption() {
        return switch (this) {
            case DEPTH -> Optional.of("depth");
            case COST -> Optional.of("samples a ray");
            case ERROR -> Optional.of("colour error");
            default -> Optional.empty();
        };
    }

    /** The colours of its numbers; of depth those from the nearest to the farthest that is likely. */
    Palette palette(float nearest, float farthest) {
        return switch (this) {
            case COST -> Palette.of(Colormap.INFERNO, 1, LARGEST_COST).byLogarithm();
            case ERROR -> Palette.of(Colormap.INFERNO, 0, LARGEST_ERROR);
            default -> Palette.of(Colormap.VIRIDIS, nearest, farthest).invert();
        };
    }
}
