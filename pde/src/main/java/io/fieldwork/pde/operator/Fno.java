package io.fieldwork.pde.operator;

import io.fieldwork.pde.data.GridSize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The Fourier neural operator (Li et al., ICLR 2021, arXiv 2010.08895): the argument and the coordinates are lifted to many
 * channels, layers u ← σ(F⁻¹(R F u) + W u + b) multiply the lowest Fourier modes by learned matrices R, and two dense layers
 * project back. The last layer has no σ; σ is the GELU. Coordinates run from 0 to 1 over whatever grid the argument is given on, as
 * in the published network.
 *
 * @param options sizes
 * @param in channels of the argument
 * @param out channels of the result
 * @param trained the grid it is trained on
 * @param padding points of zeros behind the end of each axis of that grid
 */
record Fno(FnoOptions options, int in, int out, GridSize trained, int padding) implements OperatorArchitecture {
    @Override
    public String write(OperatorScript script, String x, GridSize grid) {
        int[] added = IntStream.range(0, grid.axes())
                .map(axis -> grid.line() && axis == 0 ? 0 : scaled(grid.points(axis), trained.points(axis)))
                .toArray();
        GridSize whole = new GridSize(IntStream.range(0, grid.axes())
                .map(axis -> grid.points(axis) + added[axis])
                .toArray());
        String coordinates = IntStream.range(0, grid.axes())
                .mapToObj(axis -> coordinate(script, x, axis + 2, grid.points(axis)))
                .collect(Collectors.joining(", "));
        String located = script.let("torch.cat([%s, %s], 1)", x, coordinates);
        String u = script.pointwise("lift", located, in + grid.axes(), options.width(), true);
        u = script.let("torch.constant_pad_nd(%s, %s, 0)", u, behind(added));
        for (int layer = 0; layer < options.layers(); layer++) {
            String name = "layer" + layer;
            u = script.add(
                    fourier(script, name + "/modes", u, whole),
                    script.pointwise(name + "/pointwise", u, options.width(), options.width(), true));
            u = layer < options.layers() - 1 ? script.gelu(u) : u;
        }
        u = script.first(u, grid);
        u = script.gelu(script.pointwise("project0", u, options.width(), options.projection(), true));
        return script.pointwise("project1", u, options.projection(), out, true);
    }

    private int scaled(int points, int before) {
        return (int) Math.round((double) padding * points / before);
    }

    /** Margins behind each axis in the engine's order, the last axis first. */
    private static List<Integer> behind(int[] added) {
        List<Integer> margins = new ArrayList<>();
        for (int axis = added.length - 1; axis >= 0; axis--) {
            margins.addAll(List.of(0, added[axis]));
        }
        return margins;
    }

    /** From 0 to 1 along an axis. */
    private static String coordinate(OperatorScript script, String x, int axis, int points) {
        String ones = script.let("torch.ones_like(torch.narrow(%s, 1, 0, 1))", x);
        return script.let(
                "torch.mul(torch.sub(torch.cumsum(%s, %d), 1), %s)", ones, axis, 1.0 / Math.max(points - 1, 1));
    }

    /** F⁻¹(R F u): a product of matrices for each mode that is kept. */
    String fourier(OperatorScript script, String name, String u, GridSize grid) {
        List<Integer> kept = kept(grid);
        String axes = script.each(axis -> axis + 2);
        List<String> stages = new ArrayList<>();
        stages.add(script.let(
                "torch.narrow(torch.fft_rfftn(%s, None, %s), %d, 0, %d)", u, axes, grid.axes() + 1, options.modes()));
        for (int axis = 0; axis < grid.axes() - 1; axis++) {
            stages.add(ends(script, stages.getLast(), axis, grid));
        }
        String spectrum = product(script, name, stages.getLast(), kept);
        for (int axis = grid.axes() - 2; axis >= 0; axis--) {
            spectrum = spread(script, spectrum, stages.get(axis), axis, grid);
        }
        return script.let("torch.fft_irfftn(%s, %s, %s)", spectrum, grid.points(), axes);
    }

    /** R times the modes that are kept, so many along each axis. */
    private String product(OperatorScript script, String name, String modes, List<Integer> kept) {
        int width = options.width();
        int count = kept.stream().reduce(1, Math::multiplyExact);
        Initializer start = Initializer.positive(1.0 / ((double) width * width));
        OperatorScript.Weight r = script.weight(name, start, count, width, width, 2);
        int axes = kept.size();
        String front = listed(IntStream.range(2, axes + 2));
        String byMode =
                script.let("torch.reshape(torch.permute(%s, [%s, 0, 1]), [%d, -1, %d])", modes, front, count, width);
        String result = script.let("torch.bmm(%s, torch.view_as_complex(%s))", byMode, r);
        return script.let(
                "torch.permute(torch.reshape(%s, [%s, -1, %d]), [%d, %d, %s])",
                result,
                listed(kept.stream().mapToInt(n -> n)),
                width,
                axes,
                axes + 1,
                listed(IntStream.range(0, axes)));
    }

    private static String listed(IntStream numbers) {
        return numbers.mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    /** How many wavenumbers are kept along each axis. */
    private List<Integer> kept(GridSize grid) {
        int last = grid.axes() - 1;
        List<Integer> kept = IntStream.rangeClosed(0, last)
                .mapToObj(axis -> axis == last ? options.modes() : grid.line() ? 1 : 2 * options.modes())
                .toList();
        boolean fits = IntStream.rangeClosed(0, last)
                .allMatch(axis -> kept.get(axis) <= (axis == last ? grid.width() / 2 + 1 : grid.points(axis)));
        OperatorOptions.require(
                fits, "modes", options.modes(), "at most half of the " + grid + " points of the padded grid");
        return kept;
    }

    /** The low positive and low negative wavenumbers along an axis. */
    private String ends(OperatorScript script, String all, int axis, GridSize grid) {
        int m = options.modes();
        return grid.line()
                ? all
                : script.let(
                        "torch.cat([torch.narrow(%1$s, %2$d, 0, %3$d), torch.narrow(%1$s, %2$d, %4$d, %3$d)], %2$d)",
                        all, axis + 2, m, grid.points(axis) - m);
    }

    /** With zeros for the wavenumbers between. */
    private String spread(OperatorScript script, String ends, String all, int axis, GridSize grid) {
        int m = options.modes();
        return grid.line()
                ? ends
                : script.let(
                        "torch.cat([torch.narrow(%1$s, %2$d, 0, %3$d), torch.zeros_like(torch.narrow(%4$s, %2$d, %3$d,"
                                + " %5$d)), torch.narrow(%1$s, %2$d, %3$d, %3$d)], %2$d)",
                        ends, axis + 2, m, all, grid.points(axis) - 2 * m);
    }
}
