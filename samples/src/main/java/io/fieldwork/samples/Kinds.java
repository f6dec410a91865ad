package io.fieldwork.samples;

import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.kind.closure.ClosureJob;
import io.fieldwork.samples.kind.distance.DistanceJob;
import io.fieldwork.samples.kind.image.ImageJob;
import io.fieldwork.samples.kind.operator.OperatorJob;
import io.fieldwork.samples.kind.pinn.OwnEquationPreset;
import io.fieldwork.samples.kind.pinn.PinnJob;
import io.fieldwork.samples.kind.radiance.GeneratedScene;
import io.fieldwork.samples.kind.radiance.RadianceJob;
import io.fieldwork.samples.kind.radiance.SurfaceJob;
import io.fieldwork.samples.kind.radiance.distill.DistillJob;
import io.fieldwork.samples.kind.stagger.StaggerJob;

/** The kinds of job of this program; the only place that names them all. */
public final class Kinds {
    /** Every kind, in the order in which errors name them. */
    public static final JobKinds ALL = JobKinds.of(
                    RadianceJob.class,
                    SurfaceJob.class,
                    PinnJob.class,
                    OperatorJob.class,
                    DistanceJob.class,
                    ClosureJob.class,
                    ImageJob.class,
                    DistillJob.class,
                    StaggerJob.class)
            .preset("distill", DistillJob::complete)
            .preset("image", ImageJob::complete)
            .preset("pinn", OwnEquationPreset::complete)
            .preset("radiance", GeneratedScene::complete)
            .preset("surface", GeneratedScene::complete);

    private Kinds() {}
}
