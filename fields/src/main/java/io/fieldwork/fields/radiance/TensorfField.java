package io.fieldwork.fields.radiance;

import static io.fieldwork.fields.encoding.FactorGrid.Start.NORMAL;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.encoding.FactorGrid;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * TensoRF's radiance field (Chen, Xu, Geiger, Yu, Su 2022): density is a function of the sum of one factorised grid's
 * products; the products of another are mixed by a basis matrix into features, from which a small network makes colour with
 * the spherical harmonics of the view. Colour is looked up where it is asked for only: the features of a point's geometry
 * are its place in the grid.
 *
 * <p>While it is trained the grids become finer, and their box shrinks to what is occupied; outside of it density is zero.
 * Density is per side of the whole box, so that a scene's size changes nothing.
 */
public final class TensorfField implements RadianceField {
    /** Softplus densities of a step in the authors' code are 25 times as thick, in a box of side 3. */
    private static final float THICKNESS = 75;

    /** The authors' limit. */
    private static final float FAINTEST = 1e-4f;

    private static final String GLUE = """
            def unit(self, x: Tensor, low: Tensor, side: Tensor) -> Tensor:
              return torch.div(torch.sub(x, low), side)

            def inside(self, unit: Tensor, scale: Tensor) -> Tensor:
              within = torch.all(torch.eq(unit, torch.clamp(unit, 0., 1.)), 1)
              return torch.mul(scale, within)

            def softplus(self, raw: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
              return torch.mul(torch.softplus(torch.add(torch.select(raw, 1, 0), shift)), scale)

            def exp(self, raw: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
              return torch.mul(torch.exp(torch.clamp_max(torch.add(torch.select(raw, 1, 0), shift), 15.)), scale)

            def join(self, features: Tensor, views: Tensor, rays: Tensor) -> Tensor:
              return torch.cat([features, torch.index_select(views, 0, rays)], 1)

            def logistic(self, y: Tensor) -> Tensor:
              return torch.sigmoid(y)
            """;

    private final TensorfOptions options;
    private final Box box;
    private final NDManager manager;
    private final Script glue;
    private final NDArray shift;
    private final NDArray scale;
    private final FactorGrid density;
    private final FactorGrid colors;
    private final FusedMlp basis;
    private final FusedMlp color;
    private final Operation harmonics;
    private int stage;
    private Box inner;
    private NDArray low;
    private NDArray side;

    /**
     * An untrained field.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param box its domain, and that of its grids at first
     * @param seed of all initial parameters
     */
    public TensorfField(NDManager owner, Kernels kernels, TensorfOptions options, Box box, long seed) {
        this.options = options;
        this.box = box;
        this.inner = box;
        this.manager = owner.newSubManager();
        this.glue = Script.compile(manager, GLUE);
        this.shift = manager.create(options.shift().floatValue());
        this.scale = manager.create((options.activation().equals("exp") ? 1 : THICKNESS) / box.longest());
        this.low = manager.create(box.min());
        this.side = manager.create(box.size());
        Scopes.keep(shift, scale, low, side);
        var factors = new Parameter.Group("factors", 1, 0, false);
        var heads = new Parameter.Group("heads", options.headRate(), 0, false);
        this.density = new FactorGrid(manager, kernels, "density", factors, options.density(box, 0), NORMAL, seed);
        this.colors = new FactorGrid(manager, kernels, "colors", factors, options.color(box, 0), NORMAL, seed);
        int views = options.harmonics() * options.harmonics();
        int features = options.features();
        int hidden = options.hidden();
        this.basis = new FusedMlp(manager, kernels, "basis", heads, seed, colors.width(), features);
        this.color = new FusedMlp(manager, kernels, "color", heads, seed, features + views, hidden, hidden, 3);
        this.harmonics = kernels.harmonics(options.harmonics());
    }

    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        assert ShapeContract.match("n 3", positions.x());
        NDArray unit = glue.call("unit", positions.x(), low, side)[0];
        NDArray raw = positions
                .take()
                .map(known -> density.encode(tape, unit, known.memory().getFirst()))
                .orElseGet(() -> density.encode(tape, unit));
        NDArray within = glue.call("inside", unit, scale)[0];
        return new Geometry(glue.call(options.activation(), raw, shift, within)[0], unit, raw);
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        assert ShapeContract.match("n 3, r 3, n", geometry.features(), views.directions(), views.rays());
        NDArray features = basis.evaluate(tape, colors.encode(tape, geometry.features()));
        NDArray encoded = harmonics.apply(tape, views.directions())[0];
        NDArray joined = glue.call("join", features, encoded, views.rays())[0];
        return glue.call("logistic", color.evaluate(tape, joined))[0];
    }

    @Override
    public float faintest() {
        return FAINTEST;
    }

    @Override
    public Box box() {
        return box;
    }

    @Override
    public void adapt(long step, double fraction, Supplier<Occupancy> occupied) {
        int due = options.stage(fraction);
        if (due == stage) {
            return;
        }
        Box next = OccupiedBox.within(inner, occupied.get());
        float[] from = new float[3];
        float[] to = new float[3];
        for (int axis = 0; axis < 3; axis++) {
            from[axis] = (next.min()[axis] - inner.min()[axis]) / inner.size()[axis];
            to[axis] = from[axis] + next.size()[axis] / inner.size()[axis];
        }
        density.resample(options.density(next, due), from, to);
        colors.resample(options.color(next, due), from, to);
        take(next, due);
    }

    private void take(Box next, int due) {
        inner = next;
        stage = due;
        low.close();
        side.close();
        low = manager.create(inner.min());
        side = manager.create(inner.size());
        Scopes.keep(low, side);
    }

    /** The sizes of the factors of density, and how much neighbours differ in both grids. */
    @Override
    public Map<String, Term> terms() {
        return new TreeMap<>(Map.of(
                "sparsity", (tape, step, seed) -> density.sparsity(),
                "totalVariation", (tape, step, seed) -> density.variation().add(colors.variation())));
    }

    @Override
    public Map<String, NDArray> state() {
        float[] corners = {inner.minX(), inner.minY(), inner.minZ(), inner.maxX(), inner.maxY(), inner.maxZ()};
        return Map.of("box", manager.create(corners), "stage", manager.create(new int[] {stage}));
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        float[] c = state.get("box").toFloatArray();
        take(new Box(c[0], c[1], c[2], c[3], c[4], c[5]), state.get("stage").toIntArray()[0]);
        density.reshape(options.density(inner, stage));
        colors.reshape(options.color(inner, stage));
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(density.parameters(), colors.parameters(), basis.parameters(), color.parameters())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
