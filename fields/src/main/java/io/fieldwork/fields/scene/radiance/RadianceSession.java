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
    private final SampledField learned;
    private final RadianceTask task;
    private final Optimizer optimizer;

    RadianceSession(NDManager manager, Kernels kernels, RadianceOptions options, Capture capture) {
        this.manager = manager;
        this.kernels = kernels;
        this.options = options;
        this.capture = capture;
        this.learned = SampledField.build(manager, kernels, options, capture.box());
        this.task = new RadianceTask(manager, kernels, options, capture, learned);
        this.optimizer = options.train().optimizer().build(manager, kernels, task::parameters);
    }

    /**
     * The manager of the field's device.
     *
     * @return owned by this session
     */
    public NDManager manager() {
        return manager;
    }

    /**
     * The options the session was opened with.
     *
     * @return complete options
     */
    public RadianceOptions options() {
        return options;
    }

    /**
     * The photos.
     *
     * @return training, validation and test photos
     */
    public Capture capture() {
        return capture;
    }

    /**
     * The field.
     *
     * @return owned by this session
     */
    public RadianceField field() {
        return learned.field();
    }

    /**
     * The sampler of rays.
     *
     * @return owned by this session
     */
    public RaySampler sampler() {
        return learned.sampler();
    }

    /**
     * The background of evaluation.
     *
     * @return sRGB [3]
     */
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
     * Renders the field with its present parameters.
     *
     * @param camera intrinsics and pose
     * @return the view over the background of evaluation
     */
    public RenderedView render(Camera camera) {
        return renderer().render(camera);
    }

    /**
     * The renderer of the field as it is now; for the thread that trains, or while none does.
     *
     * @return owned by this session
     */
    public FieldRenderer renderer() {
        return task.renderer();
    }

    /**
     * A copy of the field for another thread to render while it is trained.
     *
     * @return its present state; to be closed before this session
     */
    public PublishedField publish() {
        return new PublishedField(this::copy, learned);
    }

    private PublishedField.Copy copy() {
        NDManager own = manager.newSubManager();
        SampledField twin = SampledField.build(own, kernels, options, capture.box());
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
