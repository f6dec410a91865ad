package io.fieldwork.render.scene;

/**
 * A mapping of numbers to colours: a range of values on a colormap, linear or logarithmic.
 *
 * @param colormap the colours
 * @param low the value of its first colour
 * @param high the value of its last colour, not equal to the first
 * @param logarithmic whether equal ratios rather than equal differences get equal shares; both values are then above 0
 * @param inverted whether the colours run backwards
 */
public record Palette(Colormap colormap, float low, float high, boolean logarithmic, boolean inverted) {
    /** Rejects ranges without a length. */
    public Palette {
        boolean finite = Float.isFinite(low) && Float.isFinite(high) && low != high;
        if (!finite || (logarithmic && !(low > 0 && high > 0))) {
            throw new IllegalArgumentException(
                    "colours from " + low + " to " + high + (logarithmic ? " by logarithm" : ""));
        }
    }

    /**
     * An even palette.
     *
     * @param colormap the colours
     * @param low the value of the first
     * @param high the value of the last
     * @return the palette
     */
    public static Palette of(Colormap colormap, float low, float high) {
        return new Palette(colormap, low, high, false, false);
    }

    /**
     * An even palette over all finite values; of one value only, it is the first.
     *
     * @param colormap the colours
     * @param values to be shown
     * @return the palette
     */
    public static Palette over(Colormap colormap, float... values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        float start = low <= high ? low : 0;
        return of(colormap, start, high > start ? high : start + Math.max(1, Math.abs(start)));
    }

    /** The same range by logarithm. */
    public Palette byLogarithm() {
        return new Palette(colormap, low, high, true, inverted);
    }

    /** The same range with the colours backwards. */
    public Palette invert() {
        return new Palette(colormap, low, high, logarithmic, !inverted);
    }

    /**
     * The position of a value in the range.
     *
     * @param value a number
     * @return 0 at the low end, 1 at the high one, beyond for values outside
     */
    public float position(float value) {
        return logarithmic ? (float) (Math.log(value / low) / Math.log(high / low)) : (value - low) / (high - low);
    }

    /**
     * The value at a place of the range.
     *
     * @param position 0 at the low end, 1 at the high one
     * @return the value
     */
    public float value(float position) {
        return logarithmic ? (float) (low * Math.pow(high / low, position)) : low + (high - low) * position;
    }

    /**
     * The colour at a place of the range.
     *
     * @param position 0 at the low end, 1 at the high one
     * @return [3] red, green, blue
     */
    public float[] color(float position) {
        return colormap.at(inverted ? 1 - position : position);
    }
}
