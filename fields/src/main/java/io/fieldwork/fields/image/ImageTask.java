package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.kernel.HostChunks;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Loss;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The training task of an image: the mean squared error of colours at its pixels, all of them or as many as a batch has, drawn independently. */
public final class ImageTask implements Task<ImageTask.Batch> {
    private static final String LOSS = """
            def loss(self, found: Tensor, wanted: Tensor) -> Tensor:
              error = torch.sub(found, wanted)
              return torch.mean(torch.mul(error, error))
            """;

    /**
     * The batch of a step.
     *
     * @param points [n, 2]
     * @param colors [n, 3]
     */
    public record Batch(NDArray points, NDArray colors) {}

    private final NDManager manager;
    private final Field field;
    private final TrainingPixels pixels;
    private final int batch;
    private final boolean between;
    private final ImageEvaluation evaluation;
    private final Script script;
    private @Nullable Batch all;

    ImageTask(
            NDManager owner,
            Field field,
            TrainingPixels pixels,
            ImageSamplingOptions sampling,
            ImageEvaluation evaluation) {
        this.manager = owner.newSubManager();
        this.field = field;
        this.pixels = pixels;
        this.batch = sampling.batch();
        this.between = Boolean.TRUE.equals(sampling.between());
        this.evaluation = evaluation;
        this.script = Script.compile(manager, LOSS);
    }

    @Override
    public List<Parameter> parameters() {
        return field.parameters();
    }

    /** {@return whether each step sees every pixel} */
    public boolean isFull() {
        return pixels.count() <= batch;
    }

    @Override
    public Batch draw(Progress progress) {
        Draws draws = Draws.of(progress.seed(), "pixels", progress.step());
        LongUnaryOperator pixel = isFull() ? i -> i : i -> draws.below(i, pixels.count());
        int count = (int) Math.min(batch, pixels.count());
        if (between) {
            Draws places = Draws.of(progress.seed(), "places in pixels", progress.step());
            return batch(
                    count,
                    (i, to, colors) -> pixels.copy(
                            pixel.applyAsLong(i),
                            places.uniform(2L * i) - 0.5,
                            places.uniform(2L * i + 1) - 0.5,
                            i,
                            to,
                            colors));
        }
        Copy copy = (i, to, colors) -> pixels.copy(pixel.applyAsLong(i), i, to, colors);
        if (!isFull()) {
            return batch(count, copy);
        }
        Batch known = all;
        if (known == null) {
            known = batch(count, copy);
            Scopes.keep(known.points(), known.colors());
            all = known;
        }
        return known;
    }

    /** Writes the place and the colour of a point. */
    private interface Copy {
        void accept(int i, float[] places, float[] colors);
    }

    private Batch batch(int count, Copy copy) {
        float[] places = new float[2 * count];
        float[] colors = new float[3 * count];
        new HostChunks(count, 2048).each((first, length) -> {
            for (int i = (int) first; i < first + length; i++) {
                copy.accept(i, places, colors);
            }
        });
        return new Batch(manager.create(places, new Shape(count, 2)), manager.create(colors, new Shape(count, 3)));
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        NDArray loss = script.call("loss", field.evaluate(tape, batch.points()), batch.colors())[0];
        double error = loss.stopGradient().getFloat();
        return new Loss(loss, Map.of("psnr", -10 * Math.log10(error)));
    }

    @Override
    public Map<String, Double> evaluate() {
        return evaluation.numbers();
    }

    @Override
    public void close() {
        manager.close();
    }
}
