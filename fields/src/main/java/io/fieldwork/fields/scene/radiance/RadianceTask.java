package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.ImageMetrics;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.OccupancyGrid;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.Visible;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Learns a radiance field from posed photos: random pixels, packed visible samples, volume rendering, Huber loss
 * (e^2 up to a knee k, then k (2 |e| - k); instant-ngp: k = 0.1). The number of rays follows the wanted number of samples.
 */
public final class RadianceTask implements Task<RadianceTask.Batch> {
    private static final int FEWEST_RAYS = 64;
    private static final int MOST_RAYS = 1 << 18;
    private static final String LOSS = """
            def loss(self, color: Tensor, opacity: Tensor, background: Tensor, target: Tensor, knee: Tensor) -> Tuple[Tensor, Tensor]:
              behind = torch.mul(torch.unsqueeze(torch.rsub(opacity, 1), 1), background)
              error = torch.sub(torch.add(color, behind), target)
              square = torch.mul(error, error)
              size = torch.abs(error)
              line = torch.mul(knee, torch.sub(torch.mul(size, 2), knee))
              total = torch.mean(torch.where(torch.le(size, knee), square, line))
              return (total, torch.mean(torch.detach(square)))
            """;

    /**
     * What a step sees.
     *
     * @param rays the pixels' rays
     * @param samples their visible samples
     * @param known the field's geometry there when the batch was drawn; taken by the first evaluation, because later ones
     *     may see other parameters
     * @param target [rays, 3], sRGB
     * @param background [rays, 3], sRGB
     */
    public record Batch(
            Rays rays,
            Samples samples,
            AtomicReference<RadianceField.@Nullable Geometry> known,
            NDArray target,
            NDArray background) {}

    private final NDManager manager;
    private final Capture capture;
    private final RadianceField field;
    private final OccupancyGrid grid;
    private final RaySampler sampler;
    private final FieldRenderer renderer;
    private final Operation composite;
    private final Script script;
    private final float[] background;
    private final NDArray knee;
    private final int samplesWanted;
    private int rays;

    /**
     * A task at its start.
     *
     * @param owner of the field's device; a sub-manager of it owns the task's own arrays
     * @param kernels who computes
     * @param capture photos
     * @param field what to train; stays the caller's to close
     * @param grid what is worth sampling; stays the caller's to close
     * @param sampler of that grid
     * @param renderer of that field, for evaluation
     * @param background sRGB [3] of evaluation
     * @param knee colour error above which the loss grows linearly, (0, 2]
     * @param samplesWanted samples a step
     */
    RadianceTask(
            NDManager owner,
            Kernels kernels,
            Capture capture,
            RadianceField field,
            OccupancyGrid grid,
            RaySampler sampler,
            FieldRenderer renderer,
            float[] background,
            float knee,
            int samplesWanted) {
        this.manager = owner.newSubManager();
        this.capture = capture;
        this.field = field;
        this.grid = grid;
        this.sampler = sampler;
        this.renderer = renderer;
        this.composite = kernels.composite();
        this.script = Script.compile(manager, LOSS);
        this.background = background.clone();
        this.knee = manager.create(knee);
        Scopes.keep(this.knee);
        this.samplesWanted = samplesWanted;
        this.rays = Math.max(FEWEST_RAYS, samplesWanted / 256);
    }

    @Override
    public List<Parameter> parameters() {
        return field.parameters();
    }

    @Override
    public void prepare(Progress progress) {
        grid.update(progress.step(), progress.seed(), field);
    }

    @Override
    public Batch draw(Progress progress) {
        Draws draws = Draws.of(progress.seed(), "pixels", progress.step());
        Pixels pixels = Pixels.draw(manager, capture.train(), rays, draws);
        Visible visible = sampler.sample(pixels.rays(), manager.create(pixels.jitter()), field);
        Samples samples = visible.samples();
        Shape shape = new Shape(rays, 3);
        NDArray target = manager.create(pixels.target(), shape);
        NDArray behind = manager.create(pixels.background(), shape);
        double ratio = (double) samplesWanted / Math.max(1, samples.size());
        rays = (int) Math.clamp(
                Math.round(rays * Math.clamp(ratio, 0.5, 2)), FEWEST_RAYS, Math.min(MOST_RAYS, samplesWanted));
        return new Batch(pixels.rays(), samples, new AtomicReference<>(visible.geometry()), target, behind);
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        Samples samples = batch.samples();
        RadianceField.Geometry known = batch.known().getAndSet(null);
        RadianceField.Geometry geometry = known == null
                ? field.geometry(tape, samples.positions())
                : field.geometry(tape, samples.positions(), known);
        NDArray color = field.color(tape, geometry.features(), batch.rays().directions(), samples.rays());
        NDArray[] seen =
                composite.apply(tape, geometry.density(), color, samples.delta(), samples.t(), samples.offsets());
        NDArray[] loss = script.call("loss", seen[0], seen[1], batch.background(), batch.target(), knee);
        double psnr = -10 * Math.log10(loss[1].getFloat());
        Map<String, Double> shown = Map.of("psnr", psnr, "samples", (double) samples.size(), "rays", (double)
                batch.rays().count());
        return new Loss(loss[0], shown);
    }

    @Override
    public Map<String, Double> evaluate() {
        return evaluate(capture.test(), (photo, frame) -> {});
    }

    /**
     * Renders photos and compares.
     *
     * @param photos held-out or training photos
     * @param each sees every photo and its rendered frame
     * @return means over the photos of {@code psnr} and {@code ssim}; empty without photos
     */
    public Map<String, Double> evaluate(List<Photo> photos, BiConsumer<Photo, RenderedView> each) {
        double psnr = 0;
        double ssim = 0;
        for (Photo photo : photos) {
            RenderedView frame = renderer.render(photo.camera());
            float[] truth = truth(photo);
            psnr += ImageMetrics.psnr(frame.rgb(), truth);
            ssim += ImageMetrics.ssim(frame.rgb(), truth, frame.width(), frame.height(), 3);
            each.accept(photo, frame);
        }
        Map<String, Double> means = new LinkedHashMap<>();
        if (!photos.isEmpty()) {
            means.put("psnr", psnr / photos.size());
            means.put("ssim", ssim / photos.size());
        }
        return means;
    }

    /**
     * What a photo shows over the background of evaluation.
     *
     * @param photo any photo of the capture
     * @return [height * width * 3], sRGB
     */
    public float[] truth(Photo photo) {
        return Pixels.over(photo.image(), background);
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(grid.state());
        state.put("rays", manager.create(new int[] {rays}));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        grid.restore(state);
        rays = state.get("rays").toIntArray()[0];
    }

    @Override
    public void close() {
        manager.close();
    }
}
