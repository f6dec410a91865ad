package io.fieldwork.render.viewer;

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
        float from = low == null ? palette.low() : low;
        float to = high == null ? palette.high() : high;
        boolean log = (logarithmic == null ? palette.logarithmic() : logarithmic) && to > 0;
        if (log && from <= 0) {
            from = to * DECADES;
        }
        if (from == to) {
            to = from + Math.max(Math.ulp(from), 1e-6f * Math.abs(palette.high() - palette.low()));
        }
        return new Palette(
                colormap == null ? palette.colormap() : colormap,
                from,
                to,
                log,
                inverted == null ? palette.inverted() : inverted);
    }

    PaletteOverride with(@Nullable Colormap other) {
        return new PaletteOverride(other, low, high, logarithmic, inverted);
    }

    PaletteOverride range(@Nullable Float from, @Nullable Float to) {
        return new PaletteOverride(colormap, from, to, logarithmic, inverted);
    }

    PaletteOverride byLogarithm(boolean on) {
        return new PaletteOverride(colormap, low, high, on, inverted);
    }

    PaletteOverride invert(boolean on) {
        return new PaletteOverride(colormap, low, high, logarithmic, on);
    }
}
