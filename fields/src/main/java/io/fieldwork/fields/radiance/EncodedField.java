package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.encoding.Encoding;
import io.fieldwork.fields.field.Box;
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
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A radiance field of an encoding of the place: a density network, and a colour network on the density network's outputs and the
 * spherical harmonics of the view (instant-ngp; Mueller et al. 2022, section 5.4), and where it is given one, on another encoding of the
 * place that is colour's own (as TensoRF's; Chen et al. 2022). Density is exp of the first output, per side of the box, so that a scene's
 * size changes nothing; colour is a logistic of the last layer.
 */
public final class EncodedField implements RadianceField {
    /**
     * Sizes of the two networks.
     *
     * @param hidden width of the hidden layers, one of density and two of colour
     * @param geometryFeatures outputs of the first network, of which the first is the raw density
     * @param harmonics bands of the view
     * @param rate factor on the learning rate of both
     */
    record Heads(int hidden, int geometryFeatures, int harmonics, double rate) {
        /** Rejects sizes that cannot be built, by their keys in block {@code field}. */
        Heads {
            UserError.require(hidden >= 1 && hidden <= 1024, "field.hidden", hidden, "1 to 1024");
            UserError.require(
                    geometryFeatures >= 1 && geometryFeatures <= 256,
                    "field.geometryFeatures",
                    geometryFeatures,
                    "1 to 256");
            UserError.require(harmonics >= 1 && harmonics <= 4, "field.harmonics", harmonics, "1 to 4");
            UserError.require(rate > 0 && rate <= 100, "field.headRate", rate, "a positive number up to 100");
        }

        /** L2 on network matrices only, as instant-ngp. */
        private Parameter.Group group() {
            return new Parameter.Group("heads", rate, 1e-6, false);
        }
    }

    private static final String GLUE = """
            def unit(self, x: Tensor, low: Tensor, side: Tensor) -> Tensor:
              return torch.div(torch.sub(x, low), side)

            def first(self, h: Tensor, shift: Tensor) -> Tensor:
              return torch.add(torch.select(h, 1, 0), shift)

            def join(self, features: Tensor, views: Tensor, rays: Tensor) -> Tensor:
              return torch.cat([features, torch.index_select(views, 0, rays)], 1)

            def joinOwn(self, features: Tensor, own: Tensor, views: Tensor, rays: Tensor) -> Tensor:
              return torch.cat([features, own, torch.index_select(views, 0, rays)], 1)

            def logistic(self, y: Tensor) -> Tensor:
              return torch.sigmoid(y)
            """;

    private final Box box;
    private final NDManager manager;
    private final Script glue;
    private final NDArray low;
    private final NDArray side;
    private final NDArray shift;
    private final Encoding encoding;
    private final @Nullable Encoding colors;
    private final FusedMlp density;
    private final FusedMlp color;
    private final Operation exp;
    private final Operation harmonics;
    private final @Nullable Looks looks;

    /**
     * An untrained field.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param made makes the encoding of the unit cube for a manager, which owns it
     * @param colored makes that of colour alone; null for none
     * @param heads sizes of the networks
     * @param box its domain; the unit cube is the cube of its longest side at its lower corner
     * @param seed of all initial parameters
     * @param looks size of the latent vectors that the colour depends on
     */
    public EncodedField(
            NDManager owner,
            Kernels kernels,
            Function<NDManager, Encoding> made,
            @Nullable Function<NDManager, Encoding> colored,
            Heads heads,
            Box box,
            long seed,
            Looks.Size looks) {
        this.box = box;
        this.manager = owner.newSubManager();
        this.glue = Script.compile(manager, GLUE);
        this.low = manager.create(box.min());
        this.side = manager.create(box.longest());
        this.shift = manager.create((float) -Math.log(box.longest()));
        Scopes.keep(low, side, shift);
        this.encoding = made.apply(manager);
        this.colors = colored == null ? null : colored.apply(manager);
        int k = heads.geometryFeatures;
        int hidden = heads.hidden;
        int views = heads.harmonics * heads.harmonics;
        int seen = k + (colors == null ? 0 : colors.width()) + views + looks.width();
        Parameter.Group group = heads.group();
        this.density = new FusedMlp(manager, kernels, "density", group, seed, encoding.width(), hidden, k);
        this.color = new FusedMlp(manager, kernels, "color", group, seed, seen, hidden, hidden, 3);
        this.exp = kernels.truncatedExp();
        this.harmonics = kernels.harmonics(heads.harmonics);
        this.looks = looks.width() == 0 ? null : new Looks(manager, looks);
    }

    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        assert ShapeContract.match("n 3", positions.x());
        NDArray unit = glue.call("unit", positions.x(), low, side)[0];
        return positions.take().map(known -> resumed(tape, unit, known)).orElseGet(() -> evaluated(tape, unit));
    }

    private Geometry evaluated(Tape tape, NDArray unit) {
        NDArray encoded = encoding.encode(tape, unit);
        NDArray features = density.evaluate(tape, encoded);
        return geometry(exp.apply(tape, raw(features))[0], features, encoded, unit);
    }

    private Geometry resumed(Tape tape, NDArray unit, Geometry known) {
        assert ShapeContract.match("n 3, n, n k", unit, known.density(), known.features());
        NDArray encoded = encoding.encode(tape, unit, known.memory().getFirst());
        NDArray features = density.evaluate(tape, encoded, known.features());
        NDArray sigma = exp.resume(tape, new NDArray[] {known.density()}, raw(features))[0];
        return geometry(sigma, features, encoded, unit);
    }

    /** With the place in its memory where colour looks it up. */
    private Geometry geometry(NDArray sigma, NDArray features, NDArray encoded, NDArray unit) {
        return colors == null ? new Geometry(sigma, features, encoded) : new Geometry(sigma, features, encoded, unit);
    }

    private NDArray raw(NDArray features) {
        return glue.call("first", features, shift)[0];
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        assert ShapeContract.match("n k, r 3, n", geometry.features(), views.directions(), views.rays());
        NDArray encoded = harmonics.apply(tape, views.directions())[0];
        NDArray seen = looks == null ? encoded : looks.join(encoded, views.photos());
        return glue.call("logistic", color.evaluate(tape, joined(tape, geometry, seen, views.rays())))[0];
    }

    private NDArray joined(Tape tape, Geometry geometry, NDArray seen, NDArray rays) {
        if (colors == null) {
            return glue.call("join", geometry.features(), seen, rays)[0];
        }
        NDArray own = colors.encode(tape, geometry.memory().getLast());
        return glue.call("joinOwn", geometry.features(), own, seen, rays)[0];
    }

    @Override
    public Box box() {
        return box;
    }

    @Override
    public Map<String, Term> terms() {
        return encoding.terms();
    }

    @Override
    public List<Parameter> heads() {
        return color.parameters();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> own = looks == null ? List.of() : List.of(looks.table());
        List<Parameter> painted = colors == null ? List.of() : colors.parameters();
        return Stream.of(encoding.parameters(), painted, density.parameters(), color.parameters(), own)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
