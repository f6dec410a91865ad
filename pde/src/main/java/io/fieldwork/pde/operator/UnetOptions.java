package io.fieldwork.pde.operator;

import static io.fieldwork.pde.operator.OperatorOptions.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of {@link Unet}; {@code field.type: unet}.
 *
 * @param depth number of halvings of the grid, by default as many as the grid of the training allows, 4 at most
 * @param width channels on the finest grid, doubled with every halving, a multiple of 8, default 32
 * @param norm {@code group}, the default, after which the amplitude of an argument whose mean is zero is known no more,
 *     least of all on a periodic grid; or {@code none}, which keeps it
 */
@Buildable
public record UnetOptions(
        @Nullable Integer depth,
        @Nullable Integer width,
        @Nullable String norm) implements OperatorOptions {
    private static final int DEEPEST = 4;
    private static final List<String> NORMS = List.of("group", "none");

    /** Fills in defaults and rejects values outside their range. */
    public UnetOptions {
        width = width == null ? 32 : width;
        require(depth == null || depth > 0, "depth", depth, "a positive whole number");
        norm = norm == null ? NORMS.getFirst() : norm;
        require(NORMS.contains(norm), "norm", norm, String.join(" or ", NORMS));
        require(width > 0 && width % Unet.GROUPS == 0, "width", width, "a positive multiple of " + Unet.GROUPS);
    }

    /** {@return whether functions are normalised inside} */
    boolean isNormed() {
        return !norm.equals("none");
    }

    @Override
    public UnetOptions on(GridSize grid) {
        return depth == null ? new UnetOptions(Math.clamp(Unet.deepest(grid), 1, DEEPEST), width, norm) : this;
    }

    @Override
    public String chosen(GridSize grid) {
        return depth == null ? "field.depth: " + on(grid).depth() : "";
    }

    @Override
    public NeuralOperator build(NDManager owner, int in, int out, GridSize grid, Boundary boundary, long seed) {
        return new ScriptedOperator(owner, new Unet(on(grid), Stencil.thin(boundary, grid), in, out), grid, seed);
    }
}
