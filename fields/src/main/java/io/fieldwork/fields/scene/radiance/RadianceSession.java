package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.OccupancyGrid;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.RenderedView;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A radiance field with all that trains and shows it: photos, field, occupancy grid, sampler, optimiser. */
public final class RadianceSession implements AutoCloseable {
    private final NDManager manager;
    private final Kernels kernels;
    private final RadianceOptions options;
    private final Capture capture;
    private final RadianceField field;
    private final OccupancyGrid grid;
    private final RaySampler sampler;
    private final float[] background;
    private final FieldRenderer renderer;
    private final RadianceTask task;
    private final Optimizer optimizer;

    RadianceSession(NDManager manager, Kernels kernels, RadianceOptions options, Capture capture) {
        this.manager = manager;
        this.kernels = kernels;
        this.options = options;
        this.capture = capture;
        this.field = options.field()
                .build(manager, kernels, capture.box(), options.train().seed());
        this.grid = new OccupancyGrid(manager, capture.box(), options.sampling());
        this.sampler = new RaySampler(manager, kernels, grid, capture.box(), options.sampling());
        this.background = options.scene().backgroundColor(capture);
        this.renderer = new FieldRenderer(manager, kernels, field, sampler, background);
        this.task = new RadianceTask(
                manager,
                kernels,
                capture,
                field,
                grid,
                sampler,
                renderer,
                background,
                options.knee(),
                options.sampling().samples());
        this.optimizer = options.train().optimizer().build(manager, kernels, task::parameters);
    }

    /**
     * A trainer of this session.
     *
     * @param checkpoint file to save to, or null for none
     * @param listeners who watches
     * @return a trainer at step 0
     */
    public Trainer<RadianceTask.Batch> trainer(@Nullable Path checkpoint, List<TrainListener> listeners) {
        return new Trainer<>(task, optimizer, options.train(), checkpoint, listeners);
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
        return field;
    }

    /**
     * The occupancy grid.
     *
     * @return owned by this session
     */
    public OccupancyGrid grid() {
        return grid;
    }

    /**
     * The sampler of rays.
     *
     * @return where the field is looked at
     */
    public RaySampler sampler() {
        return sampler;
    }

    /**
     * What lies behind the scene when it is evaluated.
     *
     * @return sRGB [3]
     */
    public float[] background() {
        return background.clone();
    }

    /**
     * The task.
     *
     * @return owned by this session
     */
    public RadianceTask task() {
        return task;
    }

    /**
     * The optimiser.
     *
     * @return owned by this session
     */
    public Optimizer optimizer() {
        return optimizer;
    }

    /**
     * Shows the field as it is now.
     *
     * @param camera where from
     * @return the view over the background of evaluation
     */
    public RenderedView render(Camera camera) {
        return renderer.render(camera);
    }

    /**
     * The renderer of the field as it is now; for the thread that trains, or while none does.
     *
     * @return owned by this session
     */
    public FieldRenderer renderer() {
        return renderer;
    }

    /**
     * The field for another thread to look at while it is trained.
     *
     * @return its present state; to be closed before this session
     */
    public PublishedField publish() {
        return new PublishedField(this::copy, field, grid);
    }

    private PublishedField.Copy copy() {
        NDManager own = manager.newSubManager();
        RadianceField twin = options.field()
                .build(own, kernels, capture.box(), options.train().seed());
        OccupancyGrid cells = new OccupancyGrid(own, capture.box(), options.sampling());
        RaySampler rays = new RaySampler(own, kernels, cells, capture.box(), options.sampling());
        return new PublishedField.Copy(own, twin, cells, new FieldRenderer(own, kernels, twin, rays, background));
    }

    /**
     * Trainable numbers.
     *
     * @return total size of the parameters
     */
    public long parameters() {
        return field.parameters().stream()
                .map(Parameter::value)
                .mapToLong(value -> value.size())
                .sum();
    }

    @Override
    public void close() {
        optimizer.close();
        task.close();
        grid.close();
        field.close();
        manager.close();
    }
}
