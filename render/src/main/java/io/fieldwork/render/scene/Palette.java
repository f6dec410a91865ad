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
            throw new IllegalArgumentException("colours from " + low + " to " + high
                    + (logarithmic ? " by logarithm" : "")
                    + (low == high ? ", which single precision does not tell apart" : ""));
        }
    }

    /** {@return an even palette from the value of the first colour to that of the last} */
    public static Palette of(Colormap colormap, float low, float high) {
        return new Palette(colormap, low, high, false, false);
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
     * {@return the position of a value in the range: 0 at the low end, 1 at the high one, beyond for values outside}
     */
    public float position(float value) {
        return logarithmic ? (float) (Math.log(value / low) / Math.log(high / low)) : (value - low) / (high - low);
    }

    /** {@return the value at a place of the range, 0 at the low end, 1 at the high one} */
    public float value(float position) {
        return logarithmic ? (float) (low * Math.pow(high / low, position)) : low + (high - low) * position;
    }

    /** {@return red, green and blue [3] at a place of the range, 0 at the low end, 1 at the high one} */
    public float[] color(float position) {
        return colormap.at(inverted ? 1 - position : position);
    }
}
