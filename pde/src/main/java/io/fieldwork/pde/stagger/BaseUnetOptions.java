package io.fieldwork.pde.stagger;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of {@link BaseUnet}; {@code field.type: base}, the default.
 *
 * @param width channels on the finest grid, doubled with every halving but the last; default 20, as published
 * @param depth halvings of the grid, by default as many as leave 3 cells along each axis, 4 at most, as published
 * @param norm {@code batch}, as published, the default, or {@code none}
 */
@Buildable
public record BaseUnetOptions(
        @Nullable Integer width,
        @Nullable Integer depth,
        @Nullable String norm) implements SubSolverOptions {
    private static final int DEEPEST = 4;
    private static final int COARSEST = 3;

    /** Fills in the width and rejects values outside their range. */
    public BaseUnetOptions {
        width = width == null ? 20 : width;
        require(width > 0 && width <= 512, "field.width", width, "1 to 512");
        require(depth == null || depth > 0, "field.depth", depth, "a positive whole number");
        norm = norm == null ? "batch" : norm;
        UserError.oneOf("field.norm", norm, List.of("batch", "none"));
    }

    /** The norm that is published. */
    public BaseUnetOptions(@Nullable Integer width, @Nullable Integer depth) {
        this(width, depth, null);
    }

    private int depth(GridSize coarse) {
        int least = coarse.points().stream().mapToInt(n -> n).min().orElse(0);
        int most = 0;
        while (least >> (most + 1) >= COARSEST) {
            most++;
        }
        int wanted = depth == null ? Math.min(most, DEEPEST) : depth;
        if (wanted < 1 || wanted > most) {
            throw new UserError("A sub-field of " + coarse + " cells is too small for field.depth: "
                    + Math.max(1, wanted)
                    + "; expected smaller factors in stagger.space, or at least " + (COARSEST << Math.max(1, wanted))
                    + " cells along each of its axes.");
        }
        return wanted;
    }

    @Override
    public SubSolvers build(
            NDManager owner,
            int in,
            int out,
            GridSize coarse,
            int pieces,
            boolean shared,
            boolean periodic,
            long seed) {
        return new BaseUnet(
                owner,
                in,
                out,
                coarse,
                new BaseUnet.Sizes(width, depth(coarse), shared ? 1 : pieces, periodic, norm.equals("batch")),
                seed);
    }
}
