package io.fieldwork.samples.view;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Palette;
import org.jspecify.annotations.Nullable;

/**
 * How quantities become colours.
 *
 * @param colormap the colours, or null for those that suit the quantity
 * @param logarithmic whether by logarithm, where values are positive
 * @param inverted whether the colours run backwards
 * @param contours number of lines of equal value
 * @param from where the colours begin, as a share of the quantity's range
 * @param to where they end, above {@code from}
 */
record Look(@Nullable Colormap colormap, boolean logarithmic, boolean inverted, int contours, double from, double to) {
    /** Colours that suit the quantity, over its whole range, without lines. */
    static final Look PLAIN = new Look(null, false, false, 0, 0, 1);

    /**
     * The palette of a quantity: diverging and symmetric if its values lie on both sides of zero.
     *
     * @param range its values
     * @return the palette
     */
    Palette palette(Range range) {
        boolean diverging = colormap == null ? range.signed() && !range.error() : colormap == Colormap.COOLWARM;
        float outermost = Math.max(Math.abs(range.low()), Math.abs(range.high()));
        boolean symmetric = diverging && range.signed();
        double low = symmetric ? -outermost : range.low();
        double high = symmetric ? outermost : range.high();
        Colormap colors = colormap != null
                ? colormap
                : range.error() ? Colormap.MAGMA : diverging ? Colormap.COOLWARM : Colormap.VIRIDIS;
        boolean ratios = logarithmic && high > 0 && !range.signed();
        double start = ratios ? Math.max(low, Range.LEAST_SHARE * high) : low;
        Palette whole = new Palette(colors, (float) start, (float) high, ratios, inverted);
        return new Palette(colors, whole.value((float) from), whole.value((float) to), ratios, inverted);
    }
}
