package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.encoding.Encoding;
import io.fieldwork.fields.encoding.FrequencyEncoding;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A surface with its colours (VolSDF; Yariv, Gu, Kasten, Lipman 2021, or NeuS; Wang et al. 2021): a signed distance, the {@link SurfaceShape},
 * that is seen by a {@link SurfaceOpacity}, and a colour that depends on the place, the distance's gradient there, the view and features of the
 * distance's network. The gradient is a function of the parameters like the distance, so that a loss may depend on it.
 *
 * <p>Positions are in half sides of the box from its middle, and so are the distance inside and its spread. The colour's network has no
 * weight normalisation, and a bias in its first layer alone.
 */
public final class SurfaceField implements RadianceField, DistanceMedium {
    private static final int POINTS = 1024;
    private static final String GLUE = """
            def unit(self, x: Tensor, middle: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.sub(x, middle), half)

            def first(self, y: Tensor) -> Tensor:
              return torch.contiguous(torch.select(y, 1, 0))

            def features(self, x: Tensor, n: Tensor, y: Tensor) -> Tensor:
              return torch.cat([x, n, y], 1)

            def place(self, features: Tensor) -> Tensor:
              return torch.contiguous(torch.slice(features, 1, 0, 3))

            def looks(self, place: Tensor, features: Tensor, views: Tensor, rays: Tensor) -> Tensor:
              one = torch.ones_like(torch.slice(features, 1, 0, 1))
              own = torch.cat([place, torch.slice(features, 1, 3, 6), torch.slice(features, 1, 7)], 1)
              return torch.cat([own, torch.index_select(views, 0, rays), one], 1)

            def logistic(self, y: Tensor) -> Tensor:
              return torch.sigmoid(y)

            def scaled(self, y: Tensor, factor: Tensor) -> Tensor:
              return torch.mul(y, factor)

            def slope(self, features: Tensor, directions: Tensor, rays: Tensor) -> Tensor:
              return torch.sum(torch.mul(torch.slice(features, 1, 3, 6), torch.index_select(directions, 0, rays)), [1])

            def normal(self, features: Tensor) -> Tensor:
              return torch.slice(features, 1, 3, 6)

            def eikonal(self, n: Tensor) -> Tensor:
              return torch.mean(torch.square(torch.sub(torch.norm(n, 2, [1]), 1)))
            """;

    private final Box box;
    private final NDManager manager;
    private final Script glue;
    private final NDArray middle;
    private final NDArray half;
    private final NDArray perHalf;
    private final float side;
    private final @Nullable Encoding texture;
    private final Encoding view;
    private final SurfaceShape shape;
    private final SurfaceOpacity opacity;
    private final FusedMlp color;

    /**
     * An untrained field: about a ball.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param box its domain
     * @param seed of all initial weights
     */
    public SurfaceField(NDManager owner, Kernels kernels, SurfaceOptions options, Box box, long seed) {
        this.box = box;
        this.manager = owner.newSubManager();
        this.glue = Script.compile(manager, GLUE);
        this.side = box.longest() / 2;
        float[] low = box.min();
        float[] size = box.size();
        float[] centre = {low[0] + size[0] / 2, low[1] + size[1] / 2, low[2] + size[2] / 2};
        this.middle = manager.create(centre);
        this.half = manager.create(side);
        this.perHalf = manager.create(1 / side);
        Scopes.keep(middle, half, perHalf);
        int octaves = options.colorOctaves();
        this.texture = octaves == 0 ? null : new FrequencyEncoding(kernels, 3, octaves);
        this.view = new FrequencyEncoding(kernels, 3, options.viewOctaves());
        this.shape = options.encoding().equals("hash")
                ? new HashShape(manager, kernels, options, seed)
                : new FrequencyShape(manager, kernels, options, seed);
        Parameter.Group group = new Parameter.Group("spread", options.spreadRate(), 0, false);
        this.opacity = options.density().equals("laplace")
                ? new LaplaceOpacity(manager, options.spread(), group)
                : new LogisticOpacity(manager, options.spread(), options.annealing(), group);
        this.color =
                new FusedMlp(manager, kernels, "color", Parameter.Group.DENSE, seed, widths(options, view.width()));
    }

    private static int[] widths(SurfaceOptions options, int views) {
        int in = 3 * (1 + 2 * options.colorOctaves()) + 3 + options.features() + views + 1;
        IntStream hidden = IntStream.range(0, options.colorDepth()).map(k -> options.colorWidth());
        return IntStream.concat(IntStream.concat(IntStream.of(in), hidden), IntStream.of(3))
                .toArray();
    }

    /** Features are the place, the gradient, the distance, all in half sides, and the network's features. */
    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        assert ShapeContract.match("n 3", positions.x());
        NDArray x = unit(positions.x());
        NDArray[] found = shape.found(tape, x);
        NDArray density = opacity.density(glue.call("first", found[0])[0]);
        return new Geometry(scaled(density, perHalf), glue.call("features", x, found[1], found[0])[0]);
    }

    private NDArray unit(NDArray x) {
        return glue.call("unit", x, middle, half)[0];
    }

    private NDArray scaled(NDArray values, NDArray factor) {
        return glue.call("scaled", values, factor)[0];
    }

    @Override
    public NDArray distance(Tape tape, NDArray x) {
        NDArray places = unit(x);
        NDArray values = tape.isRecording() ? glue.call("first", shape.found(tape, places)[0])[0] : shape.value(places);
        return scaled(values, half);
    }

    @Override
    public NDArray gradient(Geometry geometry) {
        return glue.call("normal", geometry.features())[0];
    }

    @Override
    public double spread() {
        return opacity.spread() * side;
    }

    @Override
    public NDArray extinction(Tape tape, Geometry geometry, Views views, NDArray delta) {
        if (opacity instanceof LaplaceOpacity) {
            return geometry.density();
        }
        NDArray features = geometry.features();
        NDArray slope = glue.call("slope", features, views.directions(), views.rays())[0];
        NDArray own = features.get(":, 6");
        return scaled(opacity.extinction(own, geometry.density(), slope, scaled(delta, perHalf)), perHalf);
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        assert ShapeContract.match("n k, r 3, n", geometry.features(), views.directions(), views.rays());
        NDArray seen = view.encode(tape, views.directions());
        NDArray place = glue.call("place", geometry.features())[0];
        NDArray known = texture == null ? place : texture.encode(tape, place);
        NDArray joined = glue.call("looks", known, geometry.features(), seen, views.rays())[0];
        return glue.call("logistic", color.evaluate(tape, joined))[0];
    }

    /** {@code eikonal}: how far the length of the gradient is from one, squared, a mean over points anywhere in the box. */
    @Override
    public Map<String, Term> terms() {
        return Map.of("eikonal", this::eikonal);
    }

    private NDArray eikonal(Tape tape, long step, long seed) {
        Draws draws = Draws.of(seed, "eikonal", step);
        float[] low = box.min();
        float[] size = box.size();
        float[] x = new float[3 * POINTS];
        for (int i = 0; i < x.length; i++) {
            x[i] = low[i % 3] + size[i % 3] * draws.uniform(i);
        }
        NDArray places = unit(manager.create(x, new Shape(POINTS, 3)));
        return glue.call("eikonal", shape.found(tape, places)[1])[0];
    }

    @Override
    public void adapt(long step, double fraction, Supplier<Occupancy> occupied) {
        opacity.adapt(step);
        shape.adapt(fraction);
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(shape.state());
        state.putAll(opacity.state());
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        shape.restore(state);
        opacity.restore(state);
    }

    @Override
    public Box box() {
        return box;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(shape.parameters(), color.parameters(), List.of(opacity.parameter()))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
