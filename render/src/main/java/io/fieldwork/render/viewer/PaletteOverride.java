package io.fieldwork.render.viewer;

import static java.util.Objects.requireNonNullElse;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Palette;
import org.jspecify.annotations.Nullable;

/**
 * Overrides of a palette; null components stay unchanged.
 *
 * @param colormap the colours
 * @param low value of the first colour
 * @param high value of the last colour
 * @param logarithmic whether equal ratios get equal shares
 * @param inverted whether the colours run backwards
 */
record PaletteOverride(
        @Nullable Colormap colormap,
        @Nullable Float low,
        @Nullable Float high,
        @Nullable Boolean logarithmic,
        @Nullable Boolean inverted) {
    static final PaletteOverride NONE = new PaletteOverride(null, null, null, null, null);

    /** Share of the high value at which a logarithmic range starts that would otherwise start at or below 0. */
    private static final float DECADES = 1e-3f;

    /** The changed palette; an empty range or a logarithm without positive values is ignored. */
    Palette apply(Palette palette) {
        float from = requireNonNullElse(low, palette.low());
        float to = requireNonNullElse(high, palette.high());
        boolean log = requireNonNullElse(logarithmic, palette.logarithmic()) && to > 0;
        if (log && from <= 0) {
            from = to * DECADES;
        }
        if (from == to) {
            to = from + Math.max(Math.ulp(from), 1e-6f * Math.abs(palette.high() - palette.low()));
        }
        Colormap colors = requireNonNullElse(colormap, palette.colormap());
        return new Palette(colors, from, to, log, requireNonNullElse(inverted, palette.inverted()));
    }
}
