package io.fieldwork.fields.scene.exact;

/**
 * What a surface is made of: a matt colour below a clear coat.
 *
 * @param texture the colour
 * @param gloss share of light that the coat reflects at normal incidence, 0 (matt) to 1 (mirror); more at grazing angles
 * @param polish exponent of the highlight; large ones are small and bright
 */
public record Material(Texture texture, double gloss, double polish) {
    /** {@return a material without a coat} */
    public static Material matt(Texture texture) {
        return new Material(texture, 0, 1);
    }

    /** {@return a material with a coat as of lacquer or glaze} */
    public static Material glossy(Texture texture) {
        return new Material(texture, 0.05, 300);
    }
}
