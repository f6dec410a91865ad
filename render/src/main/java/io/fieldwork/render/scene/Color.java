package io.fieldwork.render.scene;

/**
 * A colour as it is displayed (sRGB), all components from 0 to 1 and not multiplied with alpha.
 *
 * @param red component
 * @param green component
 * @param blue component
 * @param alpha 0 is clear, 1 opaque
 */
public record Color(float red, float green, float blue, float alpha) {
    /** Nothing. */
    public static final Color CLEAR = new Color(0, 0, 0, 0);
    /** Black. */
    public static final Color BLACK = of(0x000000);
    /** White. */
    public static final Color WHITE = of(0xffffff);

    /** {@return an opaque colour of eight bits a component, red highest, as in style sheets} */
    public static Color of(int rgb) {
        return new Color((rgb >> 16 & 0xff) / 255f, (rgb >> 8 & 0xff) / 255f, (rgb & 0xff) / 255f, 1);
    }

    /** The components, colours multiplied with alpha [4]. */
    public float[] premultiplied() {
        return new float[] {red * alpha, green * alpha, blue * alpha, alpha};
    }

    /** The components without alpha [3]. */
    public float[] rgb() {
        return new float[] {red, green, blue};
    }
}
