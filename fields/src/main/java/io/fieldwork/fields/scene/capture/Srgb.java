package io.fieldwork.fields.scene.capture;

/** The transfer curve of sRGB (IEC 61966-2-1), between light and the numbers of screens. */
public final class Srgb {
    private Srgb() {}

    /** {@return light [3] of a colour of eight bits a channel, 0xRRGGBB} */
    public static double[] linear(int rgb) {
        return new double[] {
            linear((rgb >> 16 & 255) / 255.0), linear((rgb >> 8 & 255) / 255.0), linear((rgb & 255) / 255.0)
        };
    }

    /** {@return light for the number of a screen, both in [0, 1]} */
    public static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
    }

    /** {@return the number of a screen in [0, 1] for light, which is cut to [0, 1]} */
    public static double encoded(double light) {
        double cut = Math.clamp(light, 0, 1);
        return cut <= 0.0031308 ? 12.92 * cut : 1.055 * StrictMath.pow(cut, 1 / 2.4) - 0.055;
    }

    /** {@return the same in eight bits, rounded} */
    public static byte bits(double light) {
        return (byte) Math.round(255 * encoded(light));
    }
}
