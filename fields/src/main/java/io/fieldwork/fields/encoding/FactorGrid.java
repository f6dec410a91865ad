package io.fieldwork.fields.encoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.FactorLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A factorised grid of numbers on the unit cube: planes times lines, or products of lines (TensoRF; Chen, Xu, Geiger, Yu, Su
 * 2022), or products of planes. Its resolution can change while it is trained.
 */
public final class FactorGrid implements Encoding {
    /** What the entries are at first. */
    public enum Start {
        /** Normal with a deviation of 0.1 (TensoRF). */
        NORMAL,
        /** Uniform between 0.1 and 0.5, so that products of three are neither of any sign nor near zero (K-Planes). */
        POSITIVE;

        private float entry(Draws draws, int i) {
            return this == NORMAL ? 0.1f * (float) draws.normal(i) : 0.1f + 0.4f * draws.uniform(i);
        }
    }

    private final NDManager manager;
    private final Kernels kernels;
    private final String name;
    private final Parameter.Group group;
    private FactorLayout layout;
    private Operation operation;
    private Script terms;
    private Parameter table;

    /**
     * A grid with random entries.
     *
     * @param owner manager of the table's device; a sub-manager of it owns everything
     * @param name of the parameter
     * @param group how the table is optimised
     */
    public FactorGrid(
            NDManager owner,
            Kernels kernels,
            String name,
            Parameter.Group group,
            FactorLayout layout,
            Start start,
            long seed) {
        this.manager = owner.newSubManager();
        this.kernels = kernels;
        this.name = name;
        this.group = group;
        this.layout = layout;
        this.operation = kernels.factorGrid(layout);
        this.terms = Script.compile(manager, terms(layout));
        float[] entries = new float[layout.rows() * layout.rank()];
        Draws draws = Draws.of(seed, name, 0);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = start.entry(draws, i);
        }
        this.table = parameter(entries);
    }

    private Parameter parameter(float[] entries) {
        NDArray value = manager.create(entries, new Shape(layout.rows(), layout.rank()));
        Scopes.keep(value);
        return new Parameter(name, value, group);
    }

    @Override
    public NDArray encode(Tape tape, NDArray x) {
        return operation.apply(tape, x, table.value())[0];
    }

    @Override
    public NDArray encode(Tape tape, NDArray x, NDArray known) {
        return operation.resume(tape, new NDArray[] {known}, x, table.value())[0];
    }

    @Override
    public int width() {
        return layout.width();
    }

    /** {@return the factors as they are now} */
    public FactorLayout layout() {
        return layout;
    }

    /**
     * Takes another resolution for a part of the cube, which becomes the cube. New vertices have the value that the factors had
     * there; the table is another tensor, and the old one is closed.
     *
     * @param next the same factors with other vertices
     * @param low lower corner of the part [3], 0 for all of the cube
     * @param high upper corner of the part [3], 1 for all of the cube
     */
    public void resample(FactorLayout next, float[] low, float[] high) {
        take(
                next,
                new FactorResampling(layout, next, low, high)
                        .apply(table.value().toFloatArray()));
    }

    /** Takes another resolution and leaves the table at zero, unless it has that resolution already. */
    public void reshape(FactorLayout next) {
        if (!next.equals(layout)) {
            take(next, new float[next.rows() * next.rank()]);
        }
    }

    private void take(FactorLayout next, float[] entries) {
        table.value().close();
        terms.close();
        layout = next;
        operation = kernels.factorGrid(next);
        terms = Script.compile(manager, terms(next));
        table = parameter(entries);
    }

    /** {@return the sum over all factors of the mean absolute entry, which prefers empty space} */
    public NDArray sparsity() {
        return terms.call("sparsity", table.value())[0];
    }

    /**
     * {@return the sum over the planes, or over the lines where there are none, of twice the mean squared difference of
     * neighbours along each axis}
     */
    public NDArray variation() {
        return terms.call("variation", table.value())[0];
    }

    private static String terms(FactorLayout layout) {
        List<FactorLayout.Factor> factors = layout.factors();
        boolean planes = factors.stream().anyMatch(FactorLayout.Factor::isPlane);
        StringBuilder sizes = new StringBuilder();
        StringBuilder variation = new StringBuilder();
        for (int f = 0; f < factors.size(); f++) {
            FactorLayout.Factor factor = factors.get(f);
            sizes.append("  s = torch.add(s, torch.mean(torch.abs(parts[%d])))\n".formatted(f));
            if (factor.isPlane() || !planes) {
                variation.append("  p%d = torch.reshape(parts[%d], [%d, %d, -1])\n"
                        .formatted(f, f, factor.height(), factor.width()));
                for (int axis = factor.isPlane() ? 0 : 1; axis < 2; axis++) {
                    variation.append("  v = torch.add(v, torch.mean(torch.square(torch.diff(p%d, 1, %d))))\n"
                            .formatted(f, axis));
                }
            }
        }
        String rows = factors.stream().map(f -> "" + f.rows()).collect(Collectors.joining(", "));
        String split = "  parts = torch.split_with_sizes(table, [" + rows + "])\n";
        return "def sparsity(self, table: Tensor) -> Tensor:\n" + split
                + "  s = torch.zeros([], dtype=table.dtype, device=table.device)\n" + sizes + "  return s\n\n"
                + "def variation(self, table: Tensor) -> Tensor:\n" + split
                + "  v = torch.zeros([], dtype=table.dtype, device=table.device)\n" + variation
                + "  return torch.mul(v, 2)\n";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(table);
    }

    @Override
    public void close() {
        manager.close();
    }
}
