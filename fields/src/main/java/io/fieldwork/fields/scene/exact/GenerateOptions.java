package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Photographs of a scene that is known exactly, to be generated; block {@code generate} of a configuration. Only the scene is
 * needed.
 *
 * @param scene {@code still-life}, {@code courtyard}, {@code sculpture} or {@code room}
 * @param width of the images, pixels; null takes the scene's
 * @param height of the images, pixels; null takes the scene's
 * @param train photographs to learn from, 70 if absent
 * @param validation photographs to look at while learning, 2 if absent
 * @param test photographs to measure on, between those of the training, 10 if absent
 * @param extrapolation photographs to measure on, away from those of the training, 0 if absent
 * @param forward whether all cameras stand in a window a third as wide as the distance of what they look at, and face one way; false if absent
 * @param samples rays along each side of a pixel, 3 if absent
 * @param exposure x: light of each training photograph is multiplied by a factor between 1 / (1 + x) and 1 + x, its logarithm
 * uniform; 0 if absent
 * @param turn degrees by which written training cameras are turned off, root mean square; 0 if absent
 * @param shift by which they are moved off, as a share of the distance to what they look at, root mean square; 0 if absent
 * @param occluder whether something stands at another place in each training photograph, with a mask; false if absent
 * @param depth whether depths are written beside the photographs, in millimetres; false if absent
 * @param motion whether the scene moves and photographs have times; false if absent
 * @param points sparse points that are sought, 2000 if absent
 * @param mesh cells of the exact mesh along the longest side of the box, 0 for none; 160 if absent
 * @param seed of everything random, 0 if absent
 */
@Buildable
public record GenerateOptions(
        String scene,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test,
        @Nullable Integer extrapolation,
        @Nullable Boolean forward,
        @Nullable Integer samples,
        @Nullable Double exposure,
        @Nullable Double turn,
        @Nullable Double shift,
        @Nullable Boolean occluder,
        @Nullable Boolean depth,
        @Nullable Boolean motion,
        @Nullable Integer points,
        @Nullable Integer mesh,
        @Nullable Long seed) {
    private static final int MOST = 10_000;

    /** Fills in defaults and rejects values outside their range. */
    public GenerateOptions {
        if (scene == null) {
            throw new UserError(
                    "generate.scene is missing: it names the scene, still-life, courtyard, sculpture or room.");
        }
        int[] size = Scenery.named(scene).size();
        width = whole("width", width, size[0], 8, MOST);
        height = whole("height", height, size[1], 8, MOST);
        train = whole("train", train, 70, 1, MOST);
        validation = whole("validation", validation, 2, 0, MOST);
        test = whole("test", test, 10, 0, MOST);
        extrapolation = whole("extrapolation", extrapolation, 0, 0, MOST);
        forward = forward != null && forward;
        samples = whole("samples", samples, 3, 1, 32);
        exposure = share("exposure", exposure, 10);
        turn = share("turn", turn, 90);
        shift = share("shift", shift, 1);
        occluder = occluder != null && occluder;
        depth = depth != null && depth;
        motion = motion != null && motion;
        points = whole("points", points, 2000, 0, 1_000_000);
        mesh = whole("mesh", mesh, 160, 0, 600);
        seed = seed == null ? 0 : seed;
    }

    /** {@return the options of a scene with every default} */
    public static GenerateOptions of(String scene) {
        return GenerateOptionsBuilder.builder().scene(scene).build();
    }

    private static int whole(String key, @Nullable Integer value, int usual, int least, int most) {
        int chosen = value == null ? usual : value;
        UserError.require(
                chosen >= least && chosen <= most,
                "generate." + key,
                chosen,
                "a whole number from " + least + " to " + most);
        return chosen;
    }

    private static double share(String key, @Nullable Double value, double most) {
        double chosen = value == null ? 0 : value;
        UserError.require(chosen >= 0 && chosen <= most, "generate." + key, chosen, "a number from 0 to " + (int) most);
        return chosen;
    }

    /** The number of photographs for a purpose. */
    int count(Scenery.Purpose purpose) {
        return switch (purpose) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
            case EXTRAPOLATION -> extrapolation;
        };
    }
}
