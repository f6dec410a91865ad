package io.fieldwork.fields.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.radiance.RadianceOptions;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.scene.radiance.RadianceTask;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.RenderedView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A field learns to be another one, in {@link Stage}s (progressive volume distillation; Fang et al. 2023). At first both are compared at the
 * teacher's samples, and the student's sampler follows the teacher's density; then the student's own samples are composited and its rays compared, as
 * if the teacher were photographs.
 */
public final class DistillTask implements Task<DistillTask.Batch> {
    private static final String ERRORS = "distill/errors";
    /** Steps in which a sampler looks everywhere, and those between two looks. */
    private static final long WARM_UP = 256;

    private static final long INTERVAL = 16;
    /** Looks at the teacher's density everywhere before the first step. */
    private static final int LOOKS = 4;

    /**
     * The batch of a step: a lesson of the teacher, or rays at the student's own samples.
     *
     * @param progress of training when it was drawn
     * @param stage what is compared
     * @param lesson null in later stages
     * @param seen null in earlier ones
     */
    public record Batch(
            Progress progress, Stage stage, @Nullable Lesson lesson, RadianceTask.@Nullable Batch seen) {}

    private final RadianceSession student;
    private final Supplier<RadianceSession> source;
    private final DistillOptions options;
    private final NDManager manager;
    private final Levels levels;
    private final Operation composite;
    private float[] errors = {};
    private @Nullable Teacher teacher;
    private @Nullable AnswerPool pool;
    private @Nullable Boolean comparable;

    /**
     * A task at its start.
     *
     * @param student the field with its sampler, and the photographs' cameras; stays the caller's to close
     * @param source opens the teacher when it is needed, the same at each call; stays the caller's to close
     * @param options of the levels and stages
     */
    public DistillTask(RadianceSession student, Supplier<RadianceSession> source, DistillOptions options) {
        this.student = student;
        this.source = source;
        this.options = options;
        this.manager = student.manager().newSubManager();
        this.levels = new Levels(manager, options, student.field().box().longest());
        this.composite = student.kernels().composite();
    }

    private RadianceField field() {
        return student.field();
    }

    private Teacher teacher() {
        if (teacher == null) {
            RadianceSession trained = source.get();
            RadianceOptions theirs = trained.options();
            boolean open = theirs.sampling().unbounded();
            if (open != student.options().sampling().unbounded()) {
                throw new UserError("The teacher is a field of " + (open ? "all of space" : "its box alone")
                        + ", the student is not; expected the teacher's block sampling, which is of type "
                        + theirs.sampling().type() + ".");
            }
            if (theirs.scene().learnsBackground() || student.options().scene().learnsBackground()) {
                throw new UserError("scene.background is learned; expected white or black: a sky cannot be distilled.");
            }
            if (!trained.field().box().equals(field().box())) {
                throw new UserError("The teacher's box is " + trained.field().box() + ", but that of the student is "
                        + field().box() + "; expected the same scene.box and scene.scale.");
            }
            teacher = new Teacher(trained);
        }
        return teacher;
    }

    /** {@return whether features are wanted, and mean the same in both, because the networks that read them have the same shape} */
    private boolean areComparable() {
        if (comparable == null) {
            comparable = compared();
        }
        return comparable;
    }

    private boolean compared() {
        if (options.features() == 0 || options.featureDecay() == 0) {
            return false;
        }
        List<Parameter> theirs = teacher().field().heads();
        List<Parameter> ours = field().heads();
        return !ours.isEmpty()
                && width(teacher().field()) == width(field())
                && ours.size() == theirs.size()
                && IntStream.range(0, ours.size()).allMatch(i -> alike(ours.get(i), theirs.get(i)));
    }

    /** How many features a point has. */
    private long width(RadianceField field) {
        try (NDManager one = manager.newSubManager();
                Tape off = Tape.forwardOnly()) {
            NDArray middle = one.create(field.box().min(), new Shape(1, 3));
            return field.geometry(off, new Positions(middle))
                    .features()
                    .getShape()
                    .get(1);
        }
    }

    private static boolean alike(Parameter a, Parameter b) {
        return a.name().equals(b.name())
                && a.value().getShape().equals(b.value().getShape());
    }

    /** {@return the stage at a share of the run} */
    Stage stage(Progress progress) {
        Stage without = Stage.at(options, progress.fraction(), false);
        return without == Stage.SAMPLES ? Stage.at(options, progress.fraction(), areComparable()) : without;
    }

    @Override
    public List<Parameter> parameters() {
        return student.task().parameters();
    }

    @Override
    public void prepare(Progress progress) {
        Stage stage = stage(progress);
        if (stage != Stage.PHOTOGRAPHS) {
            pool().grow(progress.step(), progress.seed());
        }
        if (progress.step() == 0 && options.heads() && stage != Stage.PHOTOGRAPHS) {
            copyHeads();
        }
        if (stage.shared()) {
            share(progress);
            field().adapt(progress.step(), progress.fraction(), student.sampler()::occupancy);
        } else {
            student.task().prepare(progress);
        }
    }

    private AnswerPool pool() {
        if (pool == null) {
            RandomViews views = new RandomViews(
                    student.capture().train().stream().map(Photo::camera).toList(), field().box(), options.around());
            pool = new AnswerPool(teacher(), views, options, areComparable());
            pool.restore(errors);
        }
        return pool;
    }

    private void copyHeads() {
        List<Parameter> theirs = teacher().field().heads();
        for (Parameter ours : field().heads()) {
            theirs.stream()
                    .filter(other -> alike(ours, other))
                    .forEach(other -> Storage.overwrite(ours.value(), other.value()));
        }
    }

    /**
     * Lets the student's sampler know where the teacher has something: by its state if both sample alike, else by its density, everywhere at
     * the start, and now and then later. Samplers that learn where to look do so from the student's own samples on.
     */
    private void share(Progress progress) {
        RaySampler sampler = student.sampler();
        RadianceSession trained = teacher().trained();
        boolean alike = trained.options().sampling().equals(student.options().sampling())
                && sampler.parameters().isEmpty();
        if (progress.step() == 0 && alike) {
            sampler.restore(trained.sampler().state());
        } else if (progress.step() == 0) {
            for (int k = 1; k <= LOOKS; k++) {
                sampler.update(k * INTERVAL, progress.seed(), teacher().field());
            }
        } else if (!alike && sampler.parameters().isEmpty() && progress.step() >= WARM_UP) {
            sampler.update(progress.step(), progress.seed(), teacher().field());
        }
    }

    @Override
    public Batch draw(Progress progress) {
        Stage stage = stage(progress);
        Draws draws = Draws.of(progress.seed(), "distill/batch", progress.step());
        return switch (stage) {
            case FEATURES, SAMPLES, PIXELS -> new Batch(progress, stage, lesson(progress, draws), null);
            case OWN ->
                new Batch(progress, stage, null, student.task().draw(progress, count -> pool().rays(draws, count)));
            case PHOTOGRAPHS -> new Batch(progress, stage, null, student.task().draw(progress));
        };
    }

    private Lesson lesson(Progress progress, Draws draws) {
        int[] chosen = pool().draw(draws, student.options().sampling().samples());
        Answers found = pool().answers(chosen);
        if (found.t().length == 0) {
            throw new UserError("The teacher is empty: no ray between the cameras meets anything in it.");
        }
        return Lesson.of(manager, chosen, found, Draws.of(progress.seed(), "distill/background", progress.step()));
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        return batch.lesson() == null
                ? student.task().loss(tape, batch.seen())
                : new Comparison(tape, batch, batch.lesson()).loss();
    }

    /** The levels of a lesson, one after another. */
    private final class Comparison {
        private final Tape tape;
        private final Batch batch;
        private final Lesson lesson;
        private final Map<String, Double> shown = new LinkedHashMap<>();
        private @Nullable NDArray total;

        private Comparison(Tape tape, Batch batch, Lesson lesson) {
            this.tape = tape;
            this.batch = batch;
            this.lesson = lesson;
        }

        private Loss loss() {
            Samples samples = lesson.samples();
            Medium.Geometry geometry = field().geometry(tape, new Positions(samples.positions()));
            double weight = options.featuresAt(batch.progress().step());
            if (lesson.features() != null && weight > 0) {
                add("features", weight, levels.values(geometry.features(), lesson.features(), lesson.weights()));
            }
            if (batch.stage() != Stage.FEATURES) {
                points(geometry);
            }
            shown.put("samples", (double) samples.size());
            shown.put("rays", (double) lesson.rays().count());
            return new Loss(total, shown);
        }

        private void points(Medium.Geometry geometry) {
            Samples samples = lesson.samples();
            Medium.Views views = new Medium.Views(lesson.rays().directions(), samples.rays());
            NDArray extinction = field().extinction(tape, geometry, views, samples.delta());
            NDArray colors = field().color(tape, geometry, views);
            add("density", options.density(), levels.density(extinction, lesson.density()));
            add("color", options.color(), levels.values(colors, lesson.colors(), lesson.weights()));
            NDArray[] seen = composite.apply(tape, extinction, colors, samples.delta(), samples.offsets());
            NDArray squares = levels.pixels(seen[2], seen[1], lesson);
            float[] found = levels.rays(squares);
            pool().learn(lesson.chosen(), found);
            double mean = IntStream.range(0, found.length)
                    .mapToDouble(i -> found[i])
                    .average()
                    .orElse(0);
            shown.put("psnr", -10 * Math.log10(mean));
            if (batch.stage() == Stage.PIXELS) {
                add("pixels", options.pixels(), levels.norm(squares));
            }
        }

        private void add(String name, double weight, NDArray value) {
            shown.put("loss." + name, (double) value.getFloat());
            NDArray weighted = value.mul((float) weight);
            total = total == null ? weighted : total.add(weighted);
        }
    }

    /** {@return a view of the teacher, over the background of its evaluation} */
    public RenderedView taught(Camera camera) {
        return teacher().render(camera);
    }

    @Override
    public Map<String, Double> evaluate() {
        return student.task().evaluate();
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(student.task().state());
        state.put(ERRORS, manager.create(pool == null ? errors : pool.errors()));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        student.task().restore(state);
        errors = state.get(ERRORS).toFloatArray();
        if (pool != null) {
            pool.restore(errors);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
