package io.fieldwork.samples.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A job of four numbers that move to 1 through noise: the real trainer, checkpoints and optimiser in milliseconds.
 * Before each step a test may interfere.
 */
final class TinySession implements Session, TrainingSession<NDArray> {
    private static final Wording WORDING =
            new Wording("Measuring four numbers.", "Nothing to see", shown -> "Test PSNR " + shown.get("PSNR"));

    private final Job job;
    private final NDManager manager;
    private final TinyTask task;
    private final Optimizer optimizer;

    private TinySession(Job job, NDManager owner, LongConsumer before) {
        this.job = job;
        this.manager = owner.newSubManager();
        this.task = new TinyTask(manager, before);
        Kernels kernels = Kernels.of(manager, "plain");
        this.optimizer = job.train().optimizer().build(manager, kernels, task::parameters);
    }

    /** An opener of such sessions; {@code before} sees every step, counted from 0, and may throw. */
    static Opener opener(LongConsumer before) {
        return (job, manager, kernels) -> new TinySession(job, manager, before);
    }

    /** Thrown by an interfering test to make the loss of a step NaN. */
    static final class NotANumber extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record TinyTask(NDManager manager, Parameter parameter, LongConsumer before) implements Task<NDArray> {
        TinyTask(NDManager manager, LongConsumer before) {
            this(manager, new Parameter("x", manager.zeros(new Shape(4)), Parameter.Group.DENSE), before);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public NDArray draw(Progress progress) {
            float scale = 1;
            try {
                before.accept(progress.step());
            } catch (NotANumber e) {
                scale = Float.NaN;
            }
            Draws draws = Draws.of(progress.seed(), "noise", progress.step());
            float[] target = new float[4];
            for (int i = 0; i < 4; i++) {
                target[i] = scale * (1 + 0.1f * (float) draws.normal(i));
            }
            return manager.create(target);
        }

        @Override
        public Loss loss(Tape tape, NDArray target) {
            NDArray total = parameter.value().sub(target).square().mean();
            return new Loss(total, Map.of("samples", 4.0, "psnr", Double.NaN));
        }

        @Override
        public Map<String, Double> evaluate() {
            double sum = 0;
            for (float x : parameter.value().toFloatArray()) {
                sum += (x - 1) * (x - 1);
            }
            return Map.of("psnr", -10 * Math.log10(sum / 4), "ssim", Double.NaN);
        }

        @Override
        public void close() {
            parameter.value().close();
        }
    }

    @Override
    public String data() {
        return "four numbers";
    }

    @Override
    public String fingerprint() {
        return "0123";
    }

    @Override
    public Wording wording() {
        return WORDING;
    }

    @Override
    public TinySession training() {
        return this;
    }

    @Override
    public TinyTask task() {
        return task;
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public TrainOptions schedule() {
        return job.train();
    }

    @Override
    public Trainer<NDArray> trainer(@Nullable Path checkpoint, List<TrainListener> listeners) {
        return TrainingSession.super.trainer(checkpoint, listeners);
    }

    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        if (split == Split.VALIDATION) {
            return Map.of();
        }
        Image gray = new Image(2, 2, 3, new byte[12]);
        for (int i = 0; i < pictures; i++) {
            gallery.accept(new ReportImage(split + "_" + i, gray, "nothing <to> see"));
        }
        return task.evaluate();
    }

    @Override
    public Optional<Exhibit> preview() {
        return Optional.of(new ReportImage("preview", new Image(1, 1, 3, new byte[3]), ""));
    }

    @Override
    public void close() {
        optimizer.close();
        manager.close();
    }
}
