package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plenoxels, a radiance field without a network (Fridovich-Keil, Yu et al. 2022): a sparse lattice of densities and coefficients of
 * spherical harmonics, interpolated along the three axes. Density is the positive part of what is interpolated, in units of 256 per side of the
 * box, so that a scene's size changes nothing; colour is the sum of the harmonics plus 1/2, not below zero. While it is differentiated a colour may be
 * brighter than white, so that no voxel is stuck there; otherwise it is cut at 1. On its way the lattice becomes finer and loses the
 * voxels that are empty.
 *
 * <p>With three bands a sample reads 76 bytes of links and densities, and where there is some density 896 of links and coefficients, of which
 * the adjoint adds to as many; RMSprop reads 4 bytes of gradient of each of the 28 numbers of a voxel, and 24 of those that the step touched.
 */
public final class PlenoxelsField implements RadianceField {
    private static final Logger LOG = LoggerFactory.getLogger(PlenoxelsField.class);
    /** The unit of density, per side of the box. */
    static final double UNIT = 256;

    private static final String GLUE = """
            def place(self, x: Tensor, low: Tensor, spacing: Tensor) -> Tensor:
              return torch.div(torch.sub(x, low), spacing)

            def density(self, raw: Tensor, unit: Tensor) -> Tensor:
              return torch.mul(torch.relu(torch.select(raw, 1, 0)), unit)

            def shade(self, sums: Tensor) -> Tensor:
              return torch.clamp_min(torch.add(sums, 0.5), 0)

            def shown(self, sums: Tensor) -> Tensor:
              return torch.clamp(torch.add(sums, 0.5), 0, 1)
            """;

    private final PlenoxelsOptions options;
    private final Box box;
    private final NDManager manager;
    private final Script glue;
    private final NDArray low;
    private final NDArray unit;
    private final Operation values;
    private final Operation colors;
    private final Operation harmonics;
    private final VoxelTerms terms;
    private VoxelGrid grid;
    private NDArray spacing;
    private int stage;

    /**
     * An untrained field.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param box its domain; the first vertex of the lattice is its lower corner
     */
    public PlenoxelsField(NDManager owner, Kernels kernels, PlenoxelsOptions options, Box box) {
        this.options = options;
        this.box = box;
        this.manager = owner.newSubManager();
        this.glue = Script.compile(manager, GLUE);
        this.low = manager.create(box.min());
        this.unit = manager.create((float) (UNIT / box.longest()));
        Scopes.keep(low, unit);
        this.values = kernels.voxels();
        this.colors = kernels.voxelColors();
        this.harmonics = kernels.harmonics(options.harmonics());
        this.terms = new VoxelTerms(kernels, options.variationShare());
        VoxelShape shape = VoxelShape.of(box, options.resolutions().getFirst());
        BitSet all = new BitSet(shape.size());
        all.set(0, shape.size());
        this.grid = grid(shape, all);
        NDArray start = manager.full(
                grid.density().value().getShape(), options.density().floatValue());
        Storage.overwrite(grid.density().value(), start);
        start.close();
        this.spacing = spacing(shape);
    }

    private VoxelGrid grid(VoxelShape shape, BitSet kept) {
        return new VoxelGrid(manager, shape, kept, options.coefficients(), options.densityRate());
    }

    private NDArray spacing(VoxelShape shape) {
        NDArray array = manager.create((float) shape.spacing());
        Scopes.keep(array);
        return array;
    }

    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        assert ShapeContract.match("n 3", positions.x());
        NDArray at = glue.call("place", positions.x(), low, spacing)[0];
        NDArray[] operands = {at, grid.density().value(), grid.links()};
        NDArray raw = positions
                .take()
                .map(known -> values.resume(tape, new NDArray[] {known.memory().getFirst()}, operands)[0])
                .orElseGet(() -> values.apply(tape, operands)[0]);
        return new Geometry(glue.call("density", raw, unit)[0], at, raw);
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        assert ShapeContract.match("n 3, r 3, n", geometry.features(), views.directions(), views.rays());
        NDArray basis = harmonics.apply(tape, views.directions())[0];
        NDArray sums = colors.apply(
                        tape,
                        geometry.features(),
                        grid.color().value(),
                        basis,
                        views.rays(),
                        geometry.density(),
                        grid.links())[0];
        return glue.call(tape.isRecording() ? "shade" : "shown", sums)[0];
    }

    @Override
    public void adapt(long step, double fraction, Supplier<Occupancy> occupied) {
        int due = options.stage(fraction);
        if (due > stage) {
            stage = due;
            reshape(VoxelShape.of(box, options.resolutions().get(due)), occupied.get());
        }
    }

    /** Moves to another lattice, without the voxels that are empty. */
    private void reshape(VoxelShape shape, Occupancy occupied) {
        try (VoxelPruning pruning = new VoxelPruning(manager, values, shape, options.pruning())) {
            BitSet kept = pruning.kept(grid, occupied);
            if (kept.isEmpty() || kept.cardinality() > options.voxels()) {
                LOG.warn(
                        "The field stays at {} voxels a side: of {} a side {} are not empty, and field.voxels is {}.",
                        grid.shape().resolution(),
                        shape.resolution(),
                        kept.cardinality(),
                        options.voxels());
                return;
            }
            VoxelGrid next = grid(shape, kept);
            pruning.resample(grid, next);
            replace(next);
            LOG.info("{} voxels of {} a side", grid.rows(), shape.resolution());
        }
    }

    private void replace(VoxelGrid next) {
        grid.close();
        spacing.close();
        grid = next;
        spacing = spacing(next.shape());
    }

    @Override
    public Map<String, Term> terms() {
        return Map.of(
                "totalVariation", (tape, step, seed) -> terms.variation(tape, grid, step, seed),
                "sparsity", (tape, step, seed) -> terms.sparsity(tape, grid, step, seed));
    }

    @Override
    public Map<String, NDArray> state() {
        byte[] bits = grid.kept().toByteArray();
        return Map.of(
                "lattice", manager.create(new int[] {stage, grid.shape().resolution()}), "kept", manager.create(bits));
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        int[] lattice = state.get("lattice").toIntArray();
        VoxelShape shape = VoxelShape.of(box, lattice[1]);
        BitSet kept = BitSet.valueOf(state.get("kept").toByteArray());
        stage = lattice[0];
        if (!shape.equals(grid.shape()) || !kept.equals(grid.kept())) {
            replace(grid(shape, kept));
        }
    }

    @Override
    public Box box() {
        return box;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(grid.density(), grid.color());
    }

    @Override
    public void close() {
        manager.close();
    }
}
