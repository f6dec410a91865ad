package io.fieldwork.samples.kind.radiance.distill;

import ai.djl.Device;
import io.fieldwork.fields.distill.DistillSession;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.kind.radiance.GeneratedScene;
import io.fieldwork.samples.kind.radiance.RadianceJob;
import io.fieldwork.samples.kind.radiance.SurfaceJob;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A teacher's run, opened when it is asked for, so that a student can be shown where its teacher is gone. */
final class TeacherRun implements Supplier<RadianceSession>, AutoCloseable {
    private static final JobKinds KINDS = JobKinds.of(RadianceJob.class, SurfaceJob.class, DistillJob.class)
            .preset("radiance", GeneratedScene::complete)
            .preset("surface", GeneratedScene::complete)
            .preset("distill", DistillJob::complete);

    private final TeacherOptions options;
    private final Device device;
    private @Nullable TrainedRun opened;

    /** The run that options name, on a device. */
    TeacherRun(TeacherOptions options, Device device) {
        this.options = options;
        this.device = device;
    }

    /**
     * {@return the teacher as it was trained}
     *
     * @throws io.fieldwork.fields.tensor.UserError if it is gone, or has changed since the student's run began
     */
    @Override
    public RadianceSession get() {
        if (opened == null) {
            options.requireUnchanged();
            String name = device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
            opened = TrainedRun.open(Path.of(options.run()), name, KINDS);
        }
        TrainingSession<?> training = opened.session().training();
        return training instanceof DistillSession distilled ? distilled.student() : (RadianceSession) training;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
