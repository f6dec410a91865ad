package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.scene.capture.Srgb;

/** The colour of a material in space: the share of light that it reflects, linear RGB in [0, 1]. */
@FunctionalInterface
public interface Texture {
    /** Writes the colour [3] of a point. */
    void color(double x, double y, double z, double[] rgb);

    /** {@return one colour everywhere, given as on a screen, such as {@code 0xc04020} (sRGB)} */
    static Texture of(int srgb) {
        double[] linear = Srgb.linear(srgb);
        return (x, y, z, rgb) -> System.arraycopy(linear, 0, rgb, 0, 3);
    }

    /** {@return cubes of a size that have one of two textures in turn} */
    default Texture checkered(Texture other, double size) {
        return (x, y, z, rgb) -> {
            double cell = Math.floor(x / size) + Math.floor(y / size) + Math.floor(z / size);
            (Math.floorMod((long) cell, 2) == 0 ? this : other).color(x, y, z, rgb);
        };
    }

    /** {@return layers of a height that have one of two textures in turn} */
    default Texture striped(Texture other, double height) {
        return (x, y, z, rgb) ->
                (Math.floorMod((long) Math.floor(z / height), 2) == 0 ? this : other).color(x, y, z, rgb);
    }

    /** {@return a mixture of two textures by clouds of a size (four octaves of {@link Noise})} */
    default Texture clouded(Texture other, double size) {
        return mixed(other, (x, y, z) -> Noise.clouds(x / size, y / size, z / size, 4));
    }

    /** {@return rings around the z axis as in wood, a size apart, between two textures} */
    default Texture grained(Texture other, double size) {
        return mixed(other, (x, y, z) -> {
            double bent = Noise.clouds(1.3 * x, 1.3 * y, 0.6 * z, 3);
            return 0.5 + 0.5 * Math.sin(2 * Math.PI * (Math.sqrt(x * x + y * y) / size + 0.25 * bent / size));
        });
    }

    /** {@return veins of another texture as in marble, a size apart} */
    default Texture veined(Texture other, double size) {
        return mixed(other, (x, y, z) -> {
            double bent = 4 * Noise.clouds(x / size, y / size, z / size, 4);
            return Math.pow(1 - Math.abs(Math.sin((x + 0.6 * y + 0.8 * z) / size + bent)), 6);
        });
    }

    /**
     * {@return bricks of this texture, each of another shade, in joints of another texture} The wall stands along any of the
     * axes; every other layer is half a brick on.
     *
     * @param length of a brick and a joint
     * @param height of a brick and a joint
     */
    default Texture bricked(Texture joint, double length, double height) {
        return (x, y, z, rgb) -> {
            double layer = Math.floor(z / height);
            double u = (x + y) / length + (Math.floorMod((long) layer, 2) == 0 ? 0 : 0.5);
            double inU = Math.abs(u - Math.floor(u) - 0.5) * length;
            double inZ = Math.abs(z / height - layer - 0.5) * height;
            double margin = 0.07 * height;
            if (inU > 0.5 * length - margin || inZ > 0.5 * height - margin) {
                joint.color(x, y, z, rgb);
                return;
            }
            color(x, y, z, rgb);
            double shade = 0.7 + 0.5 * Noise.cell((long) Math.floor(u), (long) layer, 7);
            for (int i = 0; i < 3; i++) {
                rgb[i] *= shade;
            }
        };
    }

    private Texture mixed(Texture other, Share share) {
        return (x, y, z, rgb) -> {
            double weight = Math.clamp(share.of(x, y, z), 0, 1);
            color(x, y, z, rgb);
            double red = rgb[0];
            double green = rgb[1];
            double blue = rgb[2];
            other.color(x, y, z, rgb);
            rgb[0] = red + weight * (rgb[0] - red);
            rgb[1] = green + weight * (rgb[1] - green);
            rgb[2] = blue + weight * (rgb[2] - blue);
        };
    }

    /** How much a point has of the second of two textures. */
    @FunctionalInterface
    interface Share {
        /** {@return the share of a point, cut to [0, 1]} */
        double of(double x, double y, double z);
    }
}
