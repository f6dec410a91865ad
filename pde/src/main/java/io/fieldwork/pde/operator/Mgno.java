package io.fieldwork.pde.operator;

import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import java.util.stream.Stream;

/**
 * MgNO, the multigrid neural operator (He, Liu, Xu, ICLR 2024, arXiv 2310.19809): layers
 * u ← σ(V u + K u + b), where V is one linear multigrid cycle over all channels, K a matrix on the channels of a point and
 * σ the GELU. There is no lifting: the first cycle takes the channels of the argument. Good starting values are a width of
 * 24, four or five layers, and as many levels as leave a coarsest grid of 4 to 8 points a side.
 *
 * <p>A periodic grid whose size is odd on some level loses exact periodicity there.
 */
record Mgno(MgnoOptions options, Boundary boundary, int in, int out) implements OperatorArchitecture {
    @Override
    public String write(OperatorScript script, String x, GridSize grid) {
        List<GridSize> grids = grids(grid);
        String u = script.together(x, in, grid);
        int channels = in;
        for (int layer = 0; layer < options.layers(); layer++) {
            u = script.gelu(layer(script, "layer" + layer, u, channels, grids));
            channels = options.width();
        }
        String last = options.head().equals("cycle")
                ? cycle("head", channels, out, grids).write(script, u, grids)
                : script.pointwise("head", u, channels, out, false);
        return options.skip() ? script.add(last, x) : last;
    }

    private String layer(OperatorScript script, String name, String x, int channels, List<GridSize> grids) {
        String u = cycle(name, channels, options.width(), grids).write(script, x, grids);
        if (options.pointwise()) {
            u = script.add(u, script.pointwise(name + "/pointwise", x, channels, options.width(), true));
        }
        return options.norm().equals("layer")
                ? new LayerNorm(options.affine()).write(script, name + "/norm", u, options.width(), grids.getFirst())
                : u;
    }

    private Cycle cycle(String name, int channels, int width, List<GridSize> grids) {
        return new Cycle(options, Stencil.of(boundary, grids.getFirst()), name, channels, width);
    }

    /** The grids of a cycle, from fine to coarse. */
    List<GridSize> grids(GridSize finest) {
        List<GridSize> all = all(finest, options.margin());
        OperatorOptions.require(
                options.levels() <= all.size(),
                "smoothing",
                options.smoothing(),
                "at most " + all.size() + (all.size() == 1 ? " number" : " numbers") + " for a grid of " + finest
                        + ", whose coarsest has " + all.getLast());
        return all.subList(0, options.levels());
    }

    /** From a finest grid to the coarsest: n points become ceil(n / 2), or floor((n - 1) / 2) without a margin. */
    static List<GridSize> all(GridSize finest, int margin) {
        Stream<GridSize> coarser = Stream.iterate(
                coarser(finest, margin), grid -> isGrid(grid, finest.line(), margin), grid -> coarser(grid, margin));
        return Stream.concat(Stream.of(finest), coarser).toList();
    }

    private static boolean isGrid(GridSize coarse, boolean line, int margin) {
        boolean thin = line && coarse.line() && margin == 1;
        return coarse.width() >= 2 && (thin || coarse.points().stream().allMatch(n -> n >= 2));
    }

    private static GridSize coarser(GridSize fine, int margin) {
        return new GridSize(fine.points().stream()
                .map(points -> (points + 2 * margin - 3) / 2 + 1)
                .toList());
    }
}
