package io.fieldwork.fields.distill;

import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Optimizer;
import java.util.function.Supplier;

/** A training session of a field that learns from another: a radiance session like any other, whose task is another one. */
public final class DistillSession implements TrainingSession<DistillTask.Batch> {
    private final RadianceSession student;
    private final DistillTask task;

    /**
     * A session at step 0.
     *
     * @param student which this session owns
     * @param teacher opens the teacher when it is needed, the same at each call; stays the caller's to close
     */
    public DistillSession(RadianceSession student, Supplier<RadianceSession> teacher, DistillOptions options) {
        this.student = student;
        this.task = new DistillTask(student, teacher, options);
    }

    /** {@return the student, which this session owns} */
    public RadianceSession student() {
        return student;
    }

    @Override
    public DistillTask task() {
        return task;
    }

    @Override
    public Optimizer optimizer() {
        return student.optimizer();
    }

    @Override
    public TrainOptions schedule() {
        return student.schedule();
    }

    @Override
    public void close() {
        task.close();
        student.close();
    }
}
