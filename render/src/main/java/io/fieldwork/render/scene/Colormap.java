package io.fieldwork.render.scene;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Colours for the numbers from 0 to 1: a Catmull-Rom spline through evenly spaced stops, within 6/255 of the published maps.
 *
 * <p>The first four are perceptually uniform (van der Walt and Smith 2015), turbo is a rainbow of even lightness steps (Mikhailov
 * 2019), coolwarm diverges from its middle (Moreland 2009), and phase closes on itself, for angles.
 */
public enum Colormap {
    /** Dark violet over green to yellow. */
    VIRIDIS("440154 481769 472a7a 433d84 3d4e8a 355e8d 2e6d8e 297b8e 23898e"
            + " 1f978b 21a585 2eb37c 46c06f 65cb5e 89d548 b0dd2f d8e219 fde725"),
    /** Black over red to pale yellow. */
    INFERNO("000004 0a0722 1e0c45 380962 510e6c 69166e 801f6c 982766 b0315b"
            + " c63d4d d94d3d e9612b f47918 fa9407 fcb014 f8cd37 f2ea69 fcffa4"),
    /** Black over purple to pale rose. */
    MAGMA("000004 090720 1a1042 311165 4a1079 621980 792282 912b81 aa337d"
            + " c23b75 d9466b ec5860 f7725c fc8e64 feaa74 fec68a fde2a3 fcfdbf"),
    /** Blue over magenta to yellow. */
    PLASMA("0d0887 2f0596 4903a0 6100a7 7801a8 8e0ca4 a21d9a b42e8d c43e7f"
            + " d24f71 de6164 e97257 f3854b f99a3e fdaf31 fdc627 f8df25 f0f921"),
    /** A rainbow. */
    TURBO("30123b 3f3e9c 4666dd 458cfd 2fb2f4 1ad4d0 22ebaa 52fa7a 8bff4b"
            + " b7f735 dbe236 f5c53a fea130 f9751d e84b0c ce2d04 a91601 7a0403"),
    /** Blue over grey to red. */
    COOLWARM("3b4cc0 4c66d6 5f7fe8 7396f5 88abfd 9dbdff b1cbfc c4d5f3 d5dbe5"
            + " e4d9d2 f0cdbb f6bea4 f7aa8c f39475 e97a5f dc5d4a ca3b37 b40426"),
    /** Black to white. */
    GRAY("000000 ffffff"),
    /** A circle of one lightness and one chroma in the Oklab space (Ottosson 2020). */
    PHASE(Oklab.circle(18, 0.75, 0.125));

    @SuppressWarnings("ImmutableEnumChecker") // Nothing writes to it.
    private final float[] stops;

    Colormap(String hex) {
        this(floats(hex.split(" ")));
    }

    Colormap(float[] stops) {
        this.stops = stops;
    }

    private static float[] floats(String[] hex) {
        float[] stops = new float[3 * hex.length];
        for (int i = 0; i < stops.length; i++) {
            stops[i] = Integer.parseInt(hex[i / 3].substring(i % 3 * 2, i % 3 * 2 + 2), 16) / 255f;
        }
        return stops;
    }

    /** {@return red, green and blue [3] of a number from 0 to 1; what lies outside takes the nearer end} */
    public float[] at(float position) {
        int last = stops.length / 3 - 1;
        float x = Math.clamp(position, 0, 1) * last;
        int stop = Math.min((int) x, last - 1);
        float[] color = new float[3];
        for (int c = 0; c < 3; c++) {
            float p1 = stop(stop, c);
            float p2 = stop(stop + 1, c);
            float p0 = stop > 0 ? stop(stop - 1, c) : 2 * p1 - p2;
            float p3 = stop + 1 < last ? stop(stop + 2, c) : 2 * p2 - p1;
            color[c] = Math.clamp(spline(p0, p1, p2, p3, x - stop), 0, 1);
        }
        return color;
    }

    private float stop(int index, int component) {
        return stops[3 * index + component];
    }

    private static float spline(float p0, float p1, float p2, float p3, float t) {
        return p1 + t / 2 * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
    }

    /** The name that configurations and commands use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The space in which equal distances look equally different. */
    private static final class Oklab {
        private Oklab() {}

        static float[] circle(int stops, double lightness, double chroma) {
            float[] colors = new float[3 * stops];
            IntStream.range(0, stops).forEach(i -> {
                double hue = 2 * Math.PI * i / (stops - 1);
                double[] linear = linear(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
                for (int c = 0; c < 3; c++) {
                    colors[3 * i + c] = (float) display(linear[c]);
                }
            });
            return colors;
        }

        private static double[] linear(double lightness, double a, double b) {
            double l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
            double m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
            double s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
            return new double[] {
                4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
            };
        }

        /** The transfer curve of sRGB. */
        private static double display(double linear) {
            return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        }
    }
}
