package io.fieldwork.render.scene;

/**
 * The transfer function of a volume: colour and opacity of its values. The transmittance of a path of length L through
 * a constant value is exp(-extinction opacity L).
 *
 * @param palette colours
 * @param opacity [n] from 0 to 1 at even places of the palette's range, linear between, n at least 2
 * @param extinction of opacity 1, per world unit, above 0
 */
public record Transfer(Palette palette, float[] opacity, float extinction) {
    /** Rejects opacities outside 0 to 1. */
    public Transfer {
        opacity = opacity.clone();
        if (opacity.length < 2) {
            throw new IllegalArgumentException("an opacity curve of " + opacity.length + " points");
        }
        for (float value : opacity) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("an opacity of " + value);
            }
        }
        Expect.positive("an extinction", extinction);
    }

    /** {@return opacity that grows evenly over the range, up to an extinction per world unit} */
    public static Transfer ramp(Palette palette, float extinction) {
        return new Transfer(palette, new float[] {0, 1}, extinction);
    }

    /** {@return the same opacities with other colours} */
    public Transfer with(Palette other) {
        return new Transfer(other, opacity, extinction);
    }

    /** {@return the opacity, 0 to 1, at a place of the range from 0 to 1; what lies outside takes the nearer end} */
    public float opacityAt(float position) {
        float x = Math.clamp(position, 0, 1) * (opacity.length - 1);
        int point = Math.min((int) x, opacity.length - 2);
        return opacity[point] + (opacity[point + 1] - opacity[point]) * (x - point);
    }
}
