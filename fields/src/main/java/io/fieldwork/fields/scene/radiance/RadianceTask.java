package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.fields.volume.Composite;
import io.fieldwork.fields.volume.Compositor;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.Visible;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The training task of a radiance field on posed photos: random pixels, packed visible samples, volume rendering, Huber
 * loss (e^2 up to a knee k, then k (2 |e| - k); instant-ngp: k = 0.1; smooth L1 is half of it with k = 1) and penalties. The number of rays follows the
 * wanted number of samples.
 */
public final class RadianceTask implements Task<RadianceTask.Batch> {
    private static final String FIELD = "field/";
    private static final int FEWEST_RAYS = 64;
    private static final int MOST_RAYS = 1 << 18;
    private static final int MOST_EMPTY_STEPS = 100;
    private static final String LOSS = """
            def loss(self, color: Tensor, opacity: Tensor, background: Tensor, target: Tensor, knee: Tensor, scale: Tensor) -> Tuple[Tensor, Tensor]:
              behind = torch.mul(torch.unsqueeze(torch.rsub(opacity, 1), 1), background)
              error = torch.sub(torch.add(color, behind), target)
              square = torch.mul(error, error)
              size = torch.abs(error)
              line = torch.mul(knee, torch.sub(torch.mul(size, 2), knee))
              total = torch.mean(torch.where(torch.le(size, knee), square, line))
              return (torch.mul(total, scale), torch.mean(torch.detach(square)))
            """;

    /**
     * The batch of a step.
     *
     * @param progress of training when it was drawn
     * @param rays the pixels' rays
     * @param visible their visible samples
     * @param target [rays, 3], sRGB
     * @param background [rays, 3], sRGB
     * @param photos int32 [rays], the number of each ray's photo among the training photos
     * @param given the rays of the photos' given cameras; those themselves unless cameras are learned
     * @param distances [rays], measured along the rays, scene units, 0 where unknown; null where no penalty asks for them
     */
    public record Batch(
            Progress progress,
            Rays rays,
            Visible visible,
            NDArray target,
            NDArray background,
            NDArray photos,
            Rays given,
            @Nullable NDArray distances) {}

    private final NDManager manager;
    private final Capture capture;
    private final SampledField learned;
    private final PhotoModel model;
    private final List<Penalty> penalties;
    private final Compositor compositor;
    private final FieldRenderer renderer;
    private final Evaluation evaluation;
    private final Script script;
    private final float @Nullable [] around;
    private final boolean sky;
    private final NDArray knee;
    private final NDArray scale;
    private final int samplesWanted;
    private final PhotoWindow window;
    private final @Nullable KnownDistances known;
    private int rays;
    private int emptySteps;

    /** A task at its start; a sub-manager of the owner has its arrays, field and sampler stay the caller's to close. */
    RadianceTask(NDManager owner, Kernels kernels, RadianceOptions options, Capture capture, SampledField learned) {
        this.manager = owner.newSubManager();
        this.capture = capture;
        this.window = new PhotoWindow(capture);
        this.known = options.penalties().depth() > 0 ? KnownDistances.of(capture) : null;
        this.learned = learned;
        this.model = PhotoModel.of(manager, options, capture);
        this.penalties = options.penalties()
                .build(manager, capture.box(), options.sampling().unbounded(), learned.field());
        this.compositor = new Compositor(manager, kernels);
        float[] background = options.scene().backgroundColor(capture);
        this.sky = options.scene().learnsBackground();
        this.around = capture.transparent() || options.scene().background() == null ? null : background;
        this.renderer = new FieldRenderer(owner, kernels, learned.field(), learned.sampler(), background);
        this.evaluation = new Evaluation(renderer, background, options, capture, model);
        this.script = Script.compile(manager, LOSS);
        this.knee = manager.create(options.knee());
        this.scale = manager.create(options.scale());
        Scopes.keep(this.knee, this.scale);
        this.samplesWanted = options.sampling().samples();
        this.rays = Math.max(FEWEST_RAYS, samplesWanted / 256);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(learned.parameters(), model.parameters())
                .flatMap(List::stream)
                .toList();
    }

    /** The renderer of the field as it is now. */
    FieldRenderer renderer() {
        return renderer;
    }

    @Override
    public void prepare(Progress progress) {
        learned.sampler().update(progress.step(), progress.seed(), learned.field());
        learned.field().adapt(progress.step(), progress.fraction(), learned.sampler()::occupancy);
    }

    @Override
    public Batch draw(Progress progress) {
        Draws draws = Draws.of(progress.seed(), "pixels", progress.step());
        Pixels pixels = Pixels.draw(manager, window.at(progress), rays, draws, around);
        return batch(progress, pixels, manager.create(pixels.photos()), known == null ? null : known.of(pixels));
    }

    /**
     * {@return the batch of a step from rays whose colours are known in the place of photographs, each before a random background}
     *
     * @param source gives as many rays as are asked for
     */
    public Batch draw(Progress progress, IntFunction<KnownRays> source) {
        KnownRays given = source.apply(rays);
        Pixels pixels = Pixels.of(manager, given, Draws.of(progress.seed(), "pixels", progress.step()));
        return batch(progress, pixels, null, known == null ? null : given.distances());
    }

    private Batch batch(Progress progress, Pixels pixels, @Nullable NDArray photos, float @Nullable [] measured) {
        Rays given = new Rays(pixels.rays().origins(), pixels.rays().directions(), photos);
        Rays seen = photos == null ? given : model.seen(given);
        Visible visible = learned.sampler().sample(seen, pixels.jitter(), learned.field());
        requireSamples(visible.samples().size());
        Shape shape = new Shape(given.count(), 3);
        NDArray target = manager.create(pixels.target(), shape);
        NDArray behind = manager.create(pixels.background(), shape);
        double ratio = (double) samplesWanted / Math.max(1, visible.samples().size());
        rays = (int) Math.clamp(
                Math.round(rays * Math.clamp(ratio, 0.5, 2)), FEWEST_RAYS, Math.min(MOST_RAYS, samplesWanted));
        NDArray distances = measured == null ? null : manager.create(measured);
        NDArray numbers = photos == null ? manager.create(pixels.photos()) : photos;
        return new Batch(progress, seen, visible, target, behind, numbers, given, distances);
    }

    private void requireSamples(long samples) {
        emptySteps = samples == 0 ? emptySteps + 1 : 0;
        if (emptySteps == MOST_EMPTY_STEPS) {
            throw new UserError(
                    ("No ray met anything in %d steps in a row, so nothing can be learned: the field has become"
                                    + " empty. The cameras may not look at the box (%s; scene.box, scene.scale), or the"
                                    + " photographs show little but background.")
                            .formatted(MOST_EMPTY_STEPS, capture.extent().origin()));
        }
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        Composite seen = compositor.composite(tape, learned.field(), batch.rays(), model.followed(batch));
        NDArray[] loss = error(batch, seen.color(), seen.opacity());
        Map<String, Double> shown = new LinkedHashMap<>();
        shown.put("psnr", -10 * Math.log10(loss[1].getFloat()));
        shown.put("samples", (double) batch.visible().samples().size());
        shown.put("rays", (double) batch.rays().count());
        NDArray own = learned.sampler()
                .loss(tape, batch.rays(), batch.visible(), seen, (color, opacity) -> error(batch, color, opacity)[0]);
        return penalties.isEmpty() && own == null
                ? new Loss(loss[0], shown)
                : penalised(tape, batch, seen, loss[0], own, shown);
    }

    /** The loss of colours and the mean square of their errors. */
    private NDArray[] error(Batch batch, NDArray color, NDArray opacity) {
        NDArray solid = sky ? opacity.onesLike() : opacity;
        NDArray exposed = model.exposed(batch, color, solid);
        return script.call("loss", exposed, solid, batch.background(), batch.target(), knee, scale);
    }

    private Loss penalised(
            Tape tape, Batch batch, Composite seen, NDArray color, @Nullable NDArray own, Map<String, Double> shown) {
        shown.put("loss.color", (double) color.getFloat());
        NDArray total = color;
        if (own != null) {
            shown.put("loss.sampler", (double) own.getFloat());
            total = total.add(own);
        }
        for (Penalty penalty : penalties) {
            NDArray value = penalty.value(tape, batch, seen);
            shown.put("loss." + penalty.name(), (double) value.getFloat());
            total = total.add(value.mul((float) penalty.weight(batch.progress())));
        }
        return new Loss(total, shown);
    }

    @Override
    public Map<String, Double> evaluate() {
        Map<String, Double> all = evaluate(capture.test(), (photo, frame) -> {});
        all.putAll(extrapolate((photo, frame) -> {}));
        return all;
    }

    /**
     * {@return {@code psnrExtrapolation} and {@code ssimExtrapolation}, the means over the photos away from those of the training;
     * empty without such photos}
     *
     * @param each receives every photo and its rendered frame
     */
    public Map<String, Double> extrapolate(BiConsumer<Photo, RenderedView> each) {
        Map<String, Double> away = new LinkedHashMap<>();
        evaluate(capture.extrapolation(), each).forEach((name, value) -> {
            if (!name.equals("msssim")) {
                away.put(name + "Extrapolation", value);
            }
        });
        return away;
    }

    /**
     * {@return the means over photos of {@code psnr}, {@code ssim} and {@code msssim} of their renderings; empty without photos,
     * and without {@code msssim} where one of them is too small for it}
     *
     * @param photos held-out or training photos
     * @param each receives every photo and its rendered frame
     */
    public Map<String, Double> evaluate(List<Photo> photos, BiConsumer<Photo, RenderedView> each) {
        return evaluation.over(photos, each);
    }

    /** {@return in words, which cameras and exposures are measured with, unless they are simply those of the photos} */
    public Optional<String> protocol() {
        return evaluation.protocol();
    }

    /** {@return the photos, those of the training with their cameras as learned so far, if they are} */
    public Capture seen() {
        return model.seen(capture);
    }

    /** {@return the peak signal-to-noise ratio of a rendering in decibels, over what is measured of its photo} */
    public double psnr(Photo photo, RenderedView frame) {
        return evaluation.psnr(photo, frame);
    }

    /** {@return the structural similarity of a rendering and its photo, whose hidden pixels count as equal} */
    public double ssim(Photo photo, RenderedView frame) {
        return evaluation.ssim(photo, frame);
    }

    /** {@return a photo of the capture over the background of evaluation, [height * width * 3], sRGB} */
    public float[] truth(Photo photo) {
        return evaluation.truth(photo);
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(learned.sampler().state());
        learned.field().state().forEach((name, array) -> state.put(FIELD + name, array));
        state.put("rays", manager.create(new int[] {rays}));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        learned.field().restore(Checkpoint.under(FIELD, state));
        learned.sampler().restore(state);
        rays = state.get("rays").toIntArray()[0];
    }

    @Override
    public void close() {
        window.close();
        manager.close();
    }
}
