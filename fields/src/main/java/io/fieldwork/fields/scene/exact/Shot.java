package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A photograph that is planned.
 *
 * @param purpose it is for
 * @param index among those of the purpose
 * @param view of the camera that takes it
 * @param stated the camera that is written
 * @param time of the scene, or null where it does not move
 * @param exposure factor of the light
 * @param occluder something in the way, or null
 */
record Shot(
        Scenery.Purpose purpose,
        int index,
        Viewpoint view,
        Viewpoint stated,
        @Nullable Double time,
        double exposure,
        @Nullable Part occluder) {
    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

    /** All photographs of a set. */
    static List<Shot> plan(GenerateOptions options) {
        Scenery scenery = Scenery.named(options.scene());
        Intrinsics lens = Intrinsics.ofFieldOfView(options.width(), options.height(), scenery.fieldOfView());
        List<Shot> shots = new ArrayList<>();
        for (Scenery.Purpose purpose : Scenery.Purpose.values()) {
            for (int i = 0; i < options.count(purpose); i++) {
                shots.add(of(options, scenery, lens, purpose, i));
            }
        }
        return shots;
    }

    private static Shot of(
            GenerateOptions options, Scenery scenery, Intrinsics lens, Scenery.Purpose purpose, int index) {
        String stream = purpose.name().toLowerCase(Locale.ROOT);
        int count = options.count(purpose);
        Draws draws = Draws.of(options.seed(), "stand/" + stream, 0);
        double[] stand = options.forward()
                ? Window.before(scenery).stand(purpose, index, draws)
                : scenery.stand(purpose, index, count, draws);
        double[] eye = {stand[0], stand[1], stand[2]};
        double[] target = {stand[3], stand[4], stand[5]};
        Viewpoint view = Viewpoint.lookAt(lens, eye, target);
        boolean train = purpose == Scenery.Purpose.TRAIN;
        double fraction = train ? (0.5 + index) * GOLDEN % 1 : (index + 0.5) / count;
        Draws light = Draws.of(options.seed(), "exposure", 0);
        Draws off = Draws.of(options.seed(), "pose", index);
        return new Shot(
                purpose,
                index,
                view,
                train ? view.off(Math.toRadians(options.turn()), options.shift() * away(eye, target), off) : view,
                options.motion() ? fraction : null,
                train ? Math.pow(1 + options.exposure(), 2 * light.uniform(index) - 1) : 1,
                train && options.occluder()
                        ? occluder(eye, target, Draws.of(options.seed(), "occluder", index))
                        : null);
    }

    private static double away(double[] eye, double[] target) {
        return Math.hypot(Math.hypot(eye[0] - target[0], eye[1] - target[1]), eye[2] - target[2]);
    }

    /** A dark figure at about half way from a camera to what it looks at. */
    private static Part occluder(double[] eye, double[] target, Draws draws) {
        double way = 0.45 + 0.2 * draws.uniform(0);
        double size = 0.03 * away(eye, target);
        double[] at = new double[3];
        for (int i = 0; i < 3; i++) {
            double beside = (i < 2 ? 5 : 3) * size * (draws.uniform(1 + i) - 0.5);
            at[i] = eye[i] + way * (target[i] - eye[i]) + beside;
        }
        Solid figure = Solid.cone(size, 0.6 * size, 1.6 * size)
                .grown(0.2 * size)
                .blended(Solid.ball(0.8 * size).moved(0, 0, 2.4 * size), 0.4 * size);
        Texture coat = Texture.of(0x2b2d33).clouded(Texture.of(0x5a2f3a), 0.7 * size);
        return new Part("occluder", figure, at[0], at[1], at[2], 4 * size, Material.matt(coat));
    }

    /** The word for its split in files. */
    String split() {
        return switch (purpose) {
            case TRAIN -> "train";
            case VALIDATION -> "val";
            case TEST -> "test";
            case EXTRAPOLATION -> "extrapolation";
        };
    }

    /** Takes the photograph of a scene. */
    ExactPhoto take(ExactScene scene, Candidates candidates, int samples) {
        return ExactPhoto.of(scene, candidates, view, samples, exposure, occluder);
    }
}
