package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A radiance field of all of space: any field in a cube, seen through a {@link Contraction} that leaves a box as it is, or in the coordinates of
 * {@link Ndc}. Its
 * density is not zero outside {@link #box}, which is the part that it resolves best.
 */
public final class ContractedField implements RadianceField {
    private final Box box;
    private final NDManager manager;
    private final RadianceField inner;
    private final SpaceMap contraction;
    private final float perUnit;

    /** An untrained field whose colour depends on no latent vectors. */
    public ContractedField(NDManager owner, Kernels kernels, RadianceFieldOptions options, Box box, long seed) {
        this(owner, kernels, options, box, seed, Looks.Size.NONE, null);
    }

    /**
     * An untrained field.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param options of the field in the cube
     * @param box that keeps its shape
     * @param seed of all initial parameters
     * @param looks size of the latent vectors that its colour depends on
     * @param ndc coordinates of the field in the place of the contraction; null for that
     */
    public ContractedField(
            NDManager owner,
            Kernels kernels,
            RadianceFieldOptions options,
            Box box,
            long seed,
            Looks.Size looks,
            @Nullable Ndc ndc) {
        this.box = box;
        this.manager = owner.newSubManager();
        this.inner = options.build(manager, kernels, SpaceMap.CUBE, seed, looks);
        this.contraction = ndc == null ? new Contraction(manager, box) : ndc.map(manager);
        this.perUnit = 2 / box.longest();
    }

    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        NDArray x = contraction.apply(positions.x());
        Positions places =
                positions.take().map(known -> new Positions(x, inner(known))).orElseGet(() -> new Positions(x));
        Geometry found = inner.geometry(tape, places);
        List<NDArray> memory = Stream.concat(Stream.of(found.density()), found.memory().stream())
                .toList();
        return new Geometry(found.density().mul(perUnit), found.features(), memory);
    }

    /** The geometry in the cube, whose density is the first of the memory. */
    private static Geometry inner(Geometry known) {
        List<NDArray> memory = known.memory();
        return new Geometry(memory.getFirst(), known.features(), memory.subList(1, memory.size()));
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        return inner.color(tape, inner(geometry), views);
    }

    @Override
    public float faintest() {
        return inner.faintest();
    }

    @Override
    public Box box() {
        return box;
    }

    @Override
    public List<Parameter> heads() {
        return inner.heads();
    }

    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }

    /** The field in the cube is told that samples may lie everywhere. */
    @Override
    public void adapt(long step, double fraction, Supplier<Occupancy> occupied) {
        inner.adapt(step, fraction, () -> (x, y, z) -> true);
    }

    @Override
    public Map<String, Term> terms() {
        return inner.terms();
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
    public void close() {
        inner.close();
        manager.close();
    }
}
