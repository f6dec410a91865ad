package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A surface in a ball, that in its box, and an {@link OuterField} around it (VolSDF with its background). Outside of the ball lengths of pieces of
 * rays are differences of the inverse of the distance from the middle, in radii, as {@code OuterSamples} has them; the surface ends at the ball.
 */
public final class SurroundedField implements RadianceField, DistanceMedium {
    private static final String PARTS = """
            def unit(self, x: Tensor, middle: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.sub(x, middle), half)

            def parts(self, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              outside = torch.gt(torch.norm(torch.slice(x, 1, 0, 3), 2, [1]), 1.00001)
              inner = torch.reshape(torch.nonzero(torch.logical_not(outside)), [-1])
              outer = torch.reshape(torch.nonzero(outside), [-1])
              return (inner, outer, torch.argsort(torch.cat([inner, outer])))

            def select(self, values: Tensor, rows: Tensor) -> Tensor:
              return torch.index_select(values, 0, rows)

            def join(self, inner: Tensor, outer: Tensor, order: Tensor) -> Tensor:
              return torch.index_select(torch.cat([inner, outer], 0), 0, order)

            def padded(self, x: Tensor, features: Tensor) -> Tensor:
              one = torch.ones_like(torch.slice(x, 1, 0, 1))
              none = torch.zeros_like(torch.slice(x, 1, 0, 2))
              return torch.cat([x, none, one, one, features], 1)

            def own(self, features: Tensor) -> Tensor:
              return torch.contiguous(torch.slice(features, 1, 7))

            def cut(self, d: Tensor, x: Tensor, half: Tensor) -> Tensor:
              return torch.maximum(d, torch.mul(torch.sub(torch.norm(x, 2, [1]), 1), half))
            """;

    private final NDManager manager;
    private final SurfaceField inner;
    private final OuterField outer;
    private final Script script;
    private final NDArray middle;
    private final NDArray half;

    /** Which rows are inside, which outside, and the order that puts them back. */
    private record Parts(NDArray inner, NDArray outer, NDArray order) {}

    /**
     * An untrained field.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param box around the ball
     * @param seed of all initial weights
     */
    public SurroundedField(NDManager owner, Kernels kernels, SurfaceOptions options, Box box, long seed) {
        this.manager = owner.newSubManager();
        this.inner = new SurfaceField(manager, kernels, options, box, seed);
        this.outer = new OuterField(manager, kernels, options, seed);
        this.script = Script.compile(manager, PARTS);
        float[] low = box.min();
        float[] size = box.size();
        this.middle = manager.create(new float[] {low[0] + size[0] / 2, low[1] + size[1] / 2, low[2] + size[2] / 2});
        this.half = manager.create(box.longest() / 2);
        Scopes.keep(middle, half);
    }

    private NDArray unit(NDArray x) {
        return script.call("unit", x, middle, half)[0];
    }

    private Parts parts(NDArray places) {
        NDArray[] found = script.call("parts", places);
        return new Parts(found[0], found[1], found[2]);
    }

    private NDArray select(NDArray values, NDArray rows) {
        return script.call("select", values, rows)[0];
    }

    private NDArray join(NDArray in, NDArray out, Parts parts) {
        return script.call("join", in, out, parts.order)[0];
    }

    private Geometry select(Geometry geometry, NDArray rows) {
        return Geometry.join(List.of(geometry), arrays -> select(arrays.getFirst(), rows));
    }

    private Views select(Views views, NDArray rows) {
        return new Views(views.directions(), select(views.rays(), rows), views.photos());
    }

    /** Features are those of a {@link SurfaceField}; outside, a unit of distance and an upright gradient stand for what is not there. */
    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        NDArray x = positions.x();
        NDArray places = unit(x);
        Parts parts = parts(places);
        Geometry in = inner.geometry(tape, select(x, parts.inner));
        NDArray far = select(places, parts.outer);
        NDArray[] out = outer.found(tape, far);
        NDArray padded = script.call("padded", far, out[1])[0];
        return new Geometry(join(in.density(), out[0], parts), join(in.features(), padded, parts));
    }

    @Override
    public NDArray extinction(Tape tape, Geometry geometry, Views views, NDArray delta) {
        Parts parts = parts(geometry.features());
        NDArray in = inner.extinction(
                tape, select(geometry, parts.inner), select(views, parts.inner), select(delta, parts.inner));
        return join(in, select(geometry.density(), parts.outer), parts);
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        Parts parts = parts(geometry.features());
        NDArray in = inner.color(tape, select(geometry, parts.inner), select(views, parts.inner));
        NDArray own = script.call("own", select(geometry.features(), parts.outer))[0];
        return join(in, outer.color(tape, own, select(views, parts.outer)), parts);
    }

    /** At least that to the ball, from outside. */
    @Override
    public NDArray distance(Tape tape, NDArray x) {
        return script.call("cut", inner.distance(tape, x), unit(x), half)[0];
    }

    @Override
    public NDArray gradient(Geometry geometry) {
        return inner.gradient(geometry);
    }

    @Override
    public double spread() {
        return inner.spread();
    }

    @Override
    public boolean surrounded() {
        return true;
    }

    @Override
    public Map<String, Term> terms() {
        return inner.terms();
    }

    @Override
    public void adapt(long step, double fraction, Supplier<Occupancy> occupied) {
        inner.adapt(step, fraction, occupied);
    }

    @Override
    public Map<String, NDArray> state() {
        return inner.state();
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        inner.restore(state);
    }

    @Override
    public Box box() {
        return inner.box();
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(inner.parameters(), outer.parameters())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        inner.close();
        manager.close();
    }
}
