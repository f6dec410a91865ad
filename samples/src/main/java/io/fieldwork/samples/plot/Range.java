package io.fieldwork.samples.plot;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Palette;
import java.util.List;

/**
 * The values that a quantity takes.
 *
 * @param low the least
 * @param high the greatest, above it
 * @param error whether they are distances from a reference
 */
record Range(float low, float high, boolean error) {
    /** Of the greatest error, what is shown on a logarithmic axis. */
    static final float LEAST_SHARE = 1e-4f;

    /** How far beyond the references values are shown, as a share of their range. */
    private static final float REACH = 0.25f;

    /** Over all finite values; errors begin at 0, a constant lies in the middle of a range of its own. */
    static Range of(boolean error, List<float[]> frames) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float[] frame : frames) {
            for (float value : frame) {
                if (Float.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (error) {
            return new Range(0, high > 0 ? high : 1, true);
        }
        if (!(low <= high)) {
            return new Range(0, 1, false);
        }
        float least = Math.max(1e-6f * Math.max(Math.abs(low), Math.abs(high)), 1e-30f);
        return high - low > least ? new Range(low, high, false) : around(low);
    }

    private static Range around(float value) {
        float half = value == 0 ? 0.5f : Math.abs(value) / 2;
        return new Range(value - half, value + half, false);
    }

    /**
     * What to show of values beside their references: all of them, unless they go far beyond.
     *
     * @param found their range
     * @param truth range of the references
     * @return a range that holds that of the references
     */
    static Range beside(Range found, Range truth) {
        float reach = REACH * (truth.high - truth.low);
        return new Range(
                Math.min(truth.low, Math.max(found.low, truth.low - reach)),
                Math.max(truth.high, Math.min(found.high, truth.high + reach)),
                false);
    }

    /** Its colours: diverging and symmetric if values lie on both sides of zero. */
    Palette palette() {
        if (error) {
            return Palette.of(Colormap.MAGMA, low, high);
        }
        float outermost = Math.max(-low, high);
        return low < 0 && high > 0
                ? Palette.of(Colormap.COOLWARM, -outermost, outermost)
                : Palette.of(Colormap.VIRIDIS, low, high);
    }
}
