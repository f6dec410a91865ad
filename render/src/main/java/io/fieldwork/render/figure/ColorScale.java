package io.fieldwork.render.figure;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Palette;
import java.util.Arrays;
import java.util.Optional;

/**
 * Colours of numbers: a range of values laid onto a colormap. Its axis is that of the colour bar.
 *
 * @param colormap the colours
 * @param axis name, unit and ends of the numbers; its range is present
 * @param inverted whether the colours run backwards
 */
public record ColorScale(Colormap colormap, Axis axis, boolean inverted) {
    /** Rejects an axis without ends. */
    public ColorScale {
        if (axis.range().isEmpty()) {
            throw new IllegalArgumentException("a colour scale without a range");
        }
    }

    /**
     * {@return the usual scale of some values for an axis with a name and a unit: of either sign it diverges from zero
     * in its middle, of one sign it goes from the least to the greatest} What is not finite does not count.
     */
    public static ColorScale of(Axis axis, double... values) {
        Range range = axis.logarithmic() ? Range.ofPositive(Arrays.stream(values)) : Range.of(values);
        return range.isSigned() ? signed(axis, values) : new ColorScale(Colormap.VIRIDIS, axis.over(range), false);
    }

    /**
     * {@return a scale that diverges from zero in its middle, for a quantity that has a sign even where the values do
     * not show it; its axis is linear}
     */
    public static ColorScale signed(Axis axis, double... values) {
        return new ColorScale(Colormap.COOLWARM, axis.over(Range.of(values).aroundZero()), false);
    }

    /** {@return the scale of a palette with the name and the unit of an axis} */
    public static ColorScale of(Axis axis, Palette palette) {
        double low = Math.min(palette.low(), palette.high());
        double high = Math.max(palette.low(), palette.high());
        Axis over = new Axis(axis.name(), axis.unit(), palette.logarithmic(), Optional.of(new Range(low, high)));
        return new ColorScale(palette.colormap(), over, palette.inverted() != palette.low() > palette.high());
    }

    /** The colours from the lower end to the upper one as an image of a row [steps, 4]. */
    public byte[] ramp(int steps) {
        byte[] rgba = new byte[4 * steps];
        for (int i = 0; i < steps; i++) {
            System.arraycopy(bytes((i + 0.5) / steps), 0, rgba, 4 * i, 3);
            rgba[4 * i + 3] = -1;
        }
        return rgba;
    }

    /** The same scale with the colours backwards. */
    public ColorScale inverse() {
        return new ColorScale(colormap, axis, !inverted);
    }

    /** The same colours and ends, for scenes; ends that single precision cannot hold or tell apart become the next that it can. */
    public Palette palette() {
        Range range = axis.range().orElseThrow();
        double least = axis.logarithmic() ? Float.MIN_NORMAL : -Float.MAX_VALUE;
        float low = (float) Math.clamp(range.low(), least, Math.nextDown(Float.MAX_VALUE));
        float high = (float) Math.clamp(range.high(), least, Float.MAX_VALUE);
        return new Palette(colormap, low, high > low ? high : Math.nextUp(low), axis.logarithmic(), inverted);
    }

    /** The colour of a share of the range, 0 to 1, as bytes [3]. */
    byte[] bytes(double share) {
        float[] rgb = colormap.at((float) (inverted ? 1 - share : share));
        byte[] bytes = new byte[3];
        for (int c = 0; c < 3; c++) {
            bytes[c] = (byte) Math.round(255 * rgb[c]);
        }
        return bytes;
    }
}
