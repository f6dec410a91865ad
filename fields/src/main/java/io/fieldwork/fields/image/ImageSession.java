package io.fieldwork.fields.image;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Optimizer;

/**
 * A training session of an image:
 *
 * <pre>{@code
 * try (NDManager manager = Compute.choose("auto").newManager();
 *         ImageSession session = ImageOptionsBuilder.builder().build().open(manager, Image.read(file))) {
 *     session.trainer(null, List.of()).run();
 *     session.learned().image(4096, 4096).writePng(Path.of("large.png"));
 * }
 * }</pre>
 */
public final class ImageSession implements TrainingSession<ImageTask.Batch> {
    private final NDManager manager;
    private final ImageOptions options;
    private final Field field;
    private final ImageEvaluation evaluation;
    private final ImageTask task;
    private final Optimizer optimizer;

    ImageSession(
            NDManager manager, Kernels kernels, ImageOptions options, TrainingPixels pixels, HalfwayColors halfway) {
        this.manager = manager;
        this.options = options;
        field = options.field().build(manager, kernels, pixels, options.train().seed());
        evaluation = new ImageEvaluation(new LearnedImage(manager, field), pixels, halfway);
        task = new ImageTask(manager, field, pixels, options.sampling(), evaluation);
        optimizer = options.train().optimizer().build(manager, kernels, task::parameters);
    }

    /** {@return the learned image; for the thread that trains, or while none does} */
    public LearnedImage learned() {
        return evaluation.learned();
    }

    /** {@return the image that is learned, opaque} */
    public Image truth() {
        return evaluation.pixels().image();
    }

    /** {@return the comparison of both} */
    public ImageEvaluation evaluation() {
        return evaluation;
    }

    @Override
    public ImageTask task() {
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

    @Override
    public void close() {
        optimizer.close();
        task.close();
        field.close();
        manager.close();
    }
}
