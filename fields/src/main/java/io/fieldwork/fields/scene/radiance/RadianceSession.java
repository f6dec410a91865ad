package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.RenderedView;

/** A training session of a radiance field: photos, field, sampler, optimiser. */
public final class RadianceSession implements TrainingSession<RadianceTask.Batch> {
    private final NDManager manager;
    private final Kernels kernels;
    private final RadianceOptions options;
    private final Capture capture;
    private final Surroundings surroundings;
    private final SampledField learned;
    private final RadianceTask task;
    private final Optimizer optimizer;

    /** A session of complete options, whose way of sampling is chosen. */
    RadianceSession(
            NDManager manager, Kernels kernels, RadianceOptions options, Capture capture, Surroundings surroundings) {
        this.manager = manager;
        this.kernels = kernels;
        this.options = options;
        this.capture = capture;
        this.surroundings = surroundings;
        this.learned = SampledField.build(manager, kernels, options, capture);
        this.task = new RadianceTask(manager, kernels, options, capture, learned);
        this.optimizer = options.train().optimizer().build(manager, kernels, task::parameters);
    }

    /** {@return the manager of the field's device, which this session owns} */
    public NDManager manager() {
        return manager;
    }

    /** {@return the implementation of the operations} */
    public Kernels kernels() {
        return kernels;
    }

    /** {@return the complete options that the session was opened with} */
    public RadianceOptions options() {
        return options;
    }

    /** {@return the training, validation and test photos} */
    public Capture capture() {
        return capture;
    }

    /** {@return what is learned of what lies beyond the box} */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** {@return the photos, those of the training with their cameras as learned so far, if they are} */
    public Capture seen() {
        return task.seen();
    }

    /** {@return the field, which this session owns} */
    public RadianceField field() {
        return learned.field();
    }

    /** {@return the sampler of rays, which this session owns} */
    public RaySampler sampler() {
        return learned.sampler();
    }

    /** {@return the background of evaluation in sRGB [3]} */
    public float[] background() {
        return options.scene().backgroundColor(capture);
    }

    @Override
    public RadianceTask task() {
        return task;
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public TrainOptions schedule() {
        return options.train();
    }

    /**
     * {@return a view of the field with its present parameters, over the background of evaluation} For the thread that trains,
     * or while none does; others draw what {@link #publish} gives.
     */
    public RenderedView render(Camera camera) {
        return renderer().render(camera);
    }

    /** {@return the present field's renderer, owned by this session; for the thread that trains, or while none does} */
    public FieldRenderer renderer() {
        return task.renderer();
    }

    /** {@return a copy of the present field to render in another thread during training; close before this session} */
    public PublishedField publish() {
        return new PublishedField(this::copy, learned);
    }

    private PublishedField.Copy copy() {
        NDManager own = manager.newSubManager();
        SampledField twin = SampledField.build(own, kernels, options, capture);
        FieldRenderer renderer = new FieldRenderer(own, kernels, twin.field(), twin.sampler(), background());
        return new PublishedField.Copy(own, twin, renderer);
    }

    @Override
    public void close() {
        optimizer.close();
        task.close();
        learned.close();
        manager.close();
    }
}
