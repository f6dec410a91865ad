package io.fieldwork.pde.operator;

import static io.fieldwork.fields.tensor.UserError.oneOf;
import static io.fieldwork.pde.operator.OperatorOptions.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes and variants of {@link Mgno}; {@code field.type: mgno}, the default. The defaults are the published network for
 * the Darcy problem, as its authors released it; {@code residual: true, zeroStart: true} and one step of post-smoothing
 * make each cycle the textbook's.
 *
 * @param layers number of successive cycles, default 4
 * @param width channels n of the hidden functions, default 24
 * @param smoothing smoothing steps on the way down, one number a level from fine to coarse; by default the published
 * [1, 1, 1, 1, 1, 2], or the last of its levels that the grid of the training allows
 * @param postSmoothing smoothing steps on the way up, one number a level but the last, default none
 * @param boundary {@code dirichlet} (padding by zeros), {@code neumann} (reflected) or {@code periodic}; null, the
 * default, for that of the data
 * @param seam whether the prolongation, too, is periodic where the boundary is, default true; the released code pads it
 * by zeros
 * @param residual whether a level restricts its residual f - A u instead of f, default false as in the released code
 * @param zeroStart whether a coarse level starts from zero instead of the restricted u, default false
 * @param bias whether smoothers have biases, default false
 * @param growing whether level l has (l + 1) times the channels of level 0, default false
 * @param margin padding of the transfers between levels, 1 (default) or 0
 * @param pointwise whether a layer adds a matrix on the channels of every point, with the bias of the layer, default
 * true
 * @param norm layer norm over channels and grid: {@code none} (default), {@code correction} (after each coarse
 * correction) or {@code layer} (before each activation)
 * @param affine gain and shift of the norm: {@code pixel} (one for every point and channel, which ties the operator to
 * its grid; default), {@code channel} or {@code none}
 * @param head last layer of the network: {@code pointwise} (default, a matrix without bias) or {@code cycle}
 * @param skip whether the network learns the change of its argument, default false
 */
@Buildable
public record MgnoOptions(
        @Nullable Integer layers,
        @Nullable Integer width,
        @Nullable List<Integer> smoothing,
        @Nullable List<Integer> postSmoothing,
        @Nullable String boundary,
        @Nullable Boolean seam,
        @Nullable Boolean residual,
        @Nullable Boolean zeroStart,
        @Nullable Boolean bias,
        @Nullable Boolean growing,
        @Nullable Integer margin,
        @Nullable Boolean pointwise,
        @Nullable String norm,
        @Nullable String affine,
        @Nullable String head,
        @Nullable Boolean skip)
        implements OperatorOptions {
    private static final List<Integer> PUBLISHED = List.of(1, 1, 1, 1, 1, 2);

    /** Fills in defaults and rejects values outside their range. */
    public MgnoOptions {
        layers = layers == null ? 4 : layers;
        width = width == null ? 24 : width;
        smoothing = smoothing == null && postSmoothing != null ? PUBLISHED : smoothing;
        if (smoothing != null) {
            smoothing = List.copyOf(smoothing);
            postSmoothing = checked(smoothing, postSmoothing);
        }
        seam = seam == null || seam;
        residual = residual != null && residual;
        zeroStart = zeroStart != null && zeroStart;
        bias = bias != null && bias;
        growing = growing != null && growing;
        margin = margin == null ? 1 : margin;
        pointwise = pointwise == null || pointwise;
        norm = norm == null ? "none" : norm;
        affine = affine == null ? "pixel" : affine;
        head = head == null ? "pointwise" : head;
        skip = skip != null && skip;
        require(layers > 0, "layers", layers, "a positive whole number");
        require(width > 0, "width", width, "a positive whole number");
        require(margin == 0 || margin == 1, "margin", margin, "0 or 1");
        if (boundary != null) {
            Boundary.of("field.boundary", boundary);
        }
        oneOf("field.norm", norm, List.of("none", "correction", "layer"));
        oneOf("field.affine", affine, List.of("pixel", "channel", "none"));
        oneOf("field.head", head, List.of("pointwise", "cycle"));
    }

    /** The steps after each coarse correction, none by default, where they and those before fit together. */
    private static List<Integer> checked(List<Integer> before, @Nullable List<Integer> given) {
        boolean every = !before.isEmpty() && before.stream().allMatch(steps -> steps >= 1);
        require(every, "smoothing", before, "at least one step on every level");
        int coarser = before.size() - 1;
        List<Integer> after = given == null ? Collections.nCopies(coarser, 0) : List.copyOf(given);
        boolean fits = after.size() == coarser && after.stream().allMatch(steps -> steps >= 0);
        require(fits, "postSmoothing", after, "a number for each of the " + coarser + " levels above the coarsest");
        return after;
    }

    @Override
    public MgnoOptions on(GridSize grid) {
        if (smoothing != null) {
            return this;
        }
        int levels = Math.min(PUBLISHED.size(), Mgno.all(grid, margin).size());
        return MgnoOptionsBuilder.builder(this)
                .smoothing(PUBLISHED.subList(PUBLISHED.size() - levels, PUBLISHED.size()))
                .build();
    }

    @Override
    public String chosen(GridSize grid) {
        return smoothing == null ? "field.smoothing: " + on(grid).smoothing() : "";
    }

    /** {@return the default options: the published network for rough Darcy flow} */
    public static MgnoOptions defaults() {
        return MgnoOptionsBuilder.builder().build();
    }

    /** {@return the number of grids of a cycle, at least 1} */
    int levels() {
        return smoothing.size();
    }

    @Override
    public NeuralOperator build(NDManager owner, int in, int out, GridSize grid, Boundary data, long seed) {
        require(!skip || in == out, "skip", true, "as many channels in (" + in + ") as out (" + out + ")");
        Mgno network = new Mgno(on(grid), boundary == null ? data : Boundary.of("field.boundary", boundary), in, out);
        return new ScriptedOperator(owner, network, grid, seed);
    }
}
