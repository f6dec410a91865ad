package io.fieldwork.fields.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.volume.Rays;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A teacher's answers as arrays of a step.
 *
 * @param chosen numbers of the rays in the pool
 * @param rays through the scene
 * @param samples of the teacher
 * @param density [s], natural logarithm per half side of the box
 * @param colors [s, 3], in [0, 1]
 * @param weights [s], of the samples in their rays
 * @param features [s, k], null where none are compared
 * @param color [rays, 3], sRGB multiplied with opacity
 * @param opacity [rays]
 * @param background [rays, 3], sRGB
 */
record Lesson(
        int[] chosen,
        Rays rays,
        Samples samples,
        NDArray density,
        NDArray colors,
        NDArray weights,
        @Nullable NDArray features,
        NDArray color,
        NDArray opacity,
        NDArray background) {
    /** The answers along chosen rays, before random backgrounds; the manager owns the arrays. */
    static Lesson of(NDManager manager, int[] chosen, Answers found, Draws draws) {
        int rays = chosen.length;
        int samples = found.t().length;
        float[] background = new float[3 * rays];
        for (int i = 0; i < background.length; i++) {
            background[i] = draws.uniform(i);
        }
        return new Lesson(
                chosen,
                found.rays().rays(manager),
                samples(manager, found),
                manager.create(found.density()),
                manager.create(found.colors(), new Shape(samples, 3)),
                manager.create(found.weights()),
                found.width() == 0 ? null : manager.create(found.features(), new Shape(samples, found.width())),
                manager.create(found.rays().colors(), new Shape(rays, 3)),
                manager.create(found.rays().opacities()),
                manager.create(background, new Shape(rays, 3)));
    }

    private static Samples samples(NDManager manager, Answers found) {
        int[] rays = new int[found.t().length];
        for (int ray = 0; ray < found.rays().count(); ray++) {
            Arrays.fill(rays, found.offsets()[ray], found.offsets()[ray + 1], ray);
        }
        return new Samples(
                manager.create(found.offsets()),
                manager.create(rays),
                manager.create(found.positions(), new Shape(rays.length, 3)),
                manager.create(found.t()),
                manager.create(found.delta()));
    }
}
