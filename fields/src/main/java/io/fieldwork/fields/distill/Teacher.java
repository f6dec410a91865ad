package io.fieldwork.fields.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.scene.radiance.KnownRays;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.Visible;

/** A trained field that teaches: it is asked, and never changed. */
final class Teacher {
    /** Least density whose logarithm is taken, per half side of the box. */
    static final float LEAST = 1e-6f;

    private final RadianceSession trained;
    private final Operation composite;
    private final Operation accumulate;
    private final double half;

    /** A field with its parameters as they are; the session stays the caller's to close. */
    Teacher(RadianceSession trained) {
        this.trained = trained;
        this.composite = trained.kernels().composite();
        this.accumulate = trained.kernels().accumulate();
        this.half = trained.field().box().longest() / 2;
    }

    RadianceField field() {
        return trained.field();
    }

    RadianceSession trained() {
        return trained;
    }

    RenderedView render(Camera camera) {
        return trained.render(camera);
    }

    /**
     * The answers along rays, at the samples that the teacher would be trained at, each ray's shifted at random.
     *
     * @param origins [rays * 3]
     * @param directions [rays * 3], unit
     * @param draws decide the shifts
     * @param features whether the features of its geometry are wanted
     */
    Answers ask(float[] origins, float[] directions, Draws draws, boolean features) {
        try (NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            NDManager manager = trained.manager();
            Shape shape = new Shape(origins.length / 3, 3);
            Rays rays = new Rays(manager.create(origins, shape), manager.create(directions, shape));
            Visible visible = trained.sampler().sample(rays, draws::uniform, trained.field());
            Samples samples = visible.samples();
            Medium.Views views = new Medium.Views(rays.directions(), samples.rays());
            Medium.Geometry geometry = field().geometry(off, visible.positions());
            NDArray density = field().extinction(off, geometry, views, samples.delta());
            NDArray color = field().color(off, geometry, views);
            NDArray[] seen = composite.apply(off, density, color, samples.delta(), samples.offsets());
            NDArray way = accumulate.apply(off, seen[0], samples.t().reshape(-1, 1), samples.offsets())[0];
            KnownRays known = known(origins, directions, seen, way);
            return new Answers(
                    known,
                    samples.offsets().toIntArray(),
                    samples.positions().toFloatArray(),
                    samples.t().toFloatArray(),
                    samples.delta().toFloatArray(),
                    logarithms(density.toFloatArray()),
                    color.toFloatArray(),
                    seen[0].toFloatArray(),
                    features ? geometry.features().toFloatArray() : new float[0],
                    features ? (int) geometry.features().getShape().get(1) : 0);
        }
    }

    private static KnownRays known(float[] origins, float[] directions, NDArray[] seen, NDArray way) {
        float[] opacity = seen[1].toFloatArray();
        float[] distance = way.toFloatArray();
        for (int i = 0; i < distance.length; i++) {
            distance[i] = opacity[i] > 0.5f ? distance[i] / opacity[i] : 0;
        }
        return new KnownRays(origins, directions, seen[2].toFloatArray(), opacity, distance);
    }

    private float[] logarithms(float[] density) {
        for (int i = 0; i < density.length; i++) {
            density[i] = (float) Math.log(Math.max(LEAST, density[i] * half));
        }
        return density;
    }
}
