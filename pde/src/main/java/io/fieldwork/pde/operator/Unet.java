package io.fieldwork.pde.operator;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.GridSize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A U-Net (Ronneberger, Fischer, Brox 2015): two stencils on each grid, each followed by group norm (Wu, He 2018), unless
 * that is off, and GELU; maxima over 2 points along each axis lead to the next coarser grid, transposed stencils back to
 * the finer one, where the two functions that meet are put beside each other. A line has one row on every grid. The
 * boundary condition is in the padding, as in {@link Mgno}.
 *
 * @param options sizes
 * @param stencil its boundary condition
 * @param in channels of the argument
 * @param out channels of the result
 */
record Unet(UnetOptions options, Stencil stencil, int in, int out) implements OperatorArchitecture {
    static final int GROUPS = 8;
    private static final int COARSEST = 2;

    @Override
    public String write(OperatorScript script, String x, GridSize grid) {
        requireRoom(grid);
        List<String> finer = new ArrayList<>();
        List<GridSize> grids = new ArrayList<>();
        GridSize size = grid;
        String u = block(script, "down0", x, in, options.width());
        for (int level = 1; level <= options.depth(); level++) {
            finer.add(u);
            grids.add(size);
            size = coarser(size);
            u = script.let("torch.max_pool%dd(%s, %s)", script.axes(), u, script.each(this::factor));
            u = block(script, "down" + level, u, channels(level - 1), channels(level));
        }
        for (int level = options.depth() - 1; level >= 0; level--) {
            String up = upsampled(script, "up" + level, u, level, grids.get(level));
            String both = script.let("torch.cat([%s, %s], 1)", finer.get(level), up);
            u = block(script, "up" + level, both, 2 * channels(level), channels(level));
        }
        return script.pointwise("head", u, options.width(), out, true);
    }

    private void requireRoom(GridSize grid) {
        int deepest = deepest(grid);
        if (deepest == 0) {
            throw new UserError(
                    "The grid of " + grid + " points is too small for a unet, which halves it; expected at least "
                            + 2 * COARSEST + " points along each axis.");
        }
        OperatorOptions.require(
                options.depth() <= deepest,
                "depth",
                options.depth(),
                "at most field.depth: " + deepest + " for a grid of " + grid + " points, or at least "
                        + (COARSEST << options.depth()) + " points along each axis");
    }

    /** The number of halvings of a grid that leave two points along each of its axes that has more than one. */
    static int deepest(GridSize grid) {
        return grid.points().stream()
                .filter(points -> points > 1)
                .mapToInt(points -> 30 - Integer.numberOfLeadingZeros(points))
                .min()
                .orElse(0);
    }

    /** How many points become one along an axis. */
    private int factor(int axis) {
        return stencil.reaches(axis) ? 2 : 1;
    }

    private GridSize coarser(GridSize size) {
        return new GridSize(IntStream.range(0, size.axes())
                .map(axis -> size.points(axis) / factor(axis))
                .toArray());
    }

    private String block(OperatorScript script, String name, String x, int from, int to) {
        return activated(script, name + "/second", activated(script, name + "/first", x, from, to), to, to);
    }

    private String activated(OperatorScript script, String name, String x, int from, int to) {
        String y = stencil.apply(script, name, x, from, to, 1, !options.isNormed());
        if (!options.isNormed()) {
            return script.gelu(y);
        }
        OperatorScript.Weight gain = script.weight(name + "/gain", Initializer.constant(1), to);
        OperatorScript.Weight shift = script.weight(name + "/shift", Initializer.constant(0), to);
        return script.gelu(script.let("torch.group_norm(%s, %d, %s, %s)", y, GROUPS, gain, shift));
    }

    /** Twice the grid, and a row or column more where the finer size is odd. */
    private String upsampled(OperatorScript script, String name, String u, int level, GridSize fine) {
        int from = channels(level + 1);
        int to = channels(level);
        long[] kernel = IntStream.range(0, fine.axes()).mapToLong(this::factor).toArray();
        long fan = LongStream.of(kernel).reduce(to, (p, q) -> p * q);
        long[] shape = LongStream.concat(LongStream.of(from, to), LongStream.of(kernel))
                .toArray();
        OperatorScript.Weight w = script.stencil(name + "/transposed", Initializer.fan(fan), shape);
        return script.let(
                "torch.conv_transpose%dd(%s, %s, None, %s, %s, %s)",
                script.axes(),
                u,
                w,
                script.each(this::factor),
                script.each(axis -> 0),
                script.each(axis -> fine.points(axis) % factor(axis)));
    }

    private int channels(int level) {
        return options.width() << level;
    }
}
