package io.fieldwork.pde.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * A U-Net (Ronneberger, Fischer, Brox 2015): two stencils on each grid, each followed by group norm (Wu, He 2018) and
 * GELU; maxima over 2 x 2 points lead to the next coarser grid, transposed stencils back to the finer one, where the
 * two functions that meet are put beside each other. The boundary condition is in the padding, as in {@link Mgno}.
 *
 * @param options sizes
 * @param stencil its boundary condition
 * @param in channels of the argument
 * @param out channels of the result
 */
record Unet(UnetOptions options, Stencil stencil, int in, int out) implements OperatorArchitecture {
    static final int GROUPS = 8;

    @Override
    public String write(OperatorScript script, String x, GridSize grid) {
        List<String> finer = new ArrayList<>();
        List<GridSize> grids = new ArrayList<>();
        GridSize size = grid;
        String u = block(script, "down0", x, in, options.width());
        for (int level = 1; level <= options.depth(); level++) {
            finer.add(u);
            grids.add(size);
            size = new GridSize(size.height() / 2, size.width() / 2);
            OperatorOptions.require(
                    size.height() >= 2 && size.width() >= 2,
                    "depth",
                    options.depth(),
                    "fewer levels on a plane: a grid of " + grid + " has only " + size + " points on level " + level);
            u = script.let("torch.max_pool2d(%s, [2, 2])", u);
            u = block(script, "down" + level, u, channels(level - 1), channels(level));
        }
        for (int level = options.depth() - 1; level >= 0; level--) {
            String up = upsampled(script, "up" + level, u, level, grids.get(level));
            String both = script.let("torch.cat([%s, %s], 1)", finer.get(level), up);
            u = block(script, "up" + level, both, 2 * channels(level), channels(level));
        }
        return script.pointwise("head", u, options.width(), out, true);
    }

    private String block(OperatorScript script, String name, String x, int from, int to) {
        return activated(script, name + "/second", activated(script, name + "/first", x, from, to), to, to);
    }

    private String activated(OperatorScript script, String name, String x, int from, int to) {
        String y = stencil.apply(script, name, x, from, to, 1, false);
        OperatorScript.Weight gain = script.weight(name + "/gain", Initializer.constant(1), to);
        OperatorScript.Weight shift = script.weight(name + "/shift", Initializer.constant(0), to);
        return script.gelu(script.let("torch.group_norm(%s, %d, %s, %s)", y, GROUPS, gain, shift));
    }

    /** Twice the grid, and a row or column more where the finer size is odd. */
    private String upsampled(OperatorScript script, String name, String u, int level, GridSize fine) {
        int from = channels(level + 1);
        int to = channels(level);
        OperatorScript.Weight w = script.stencil(name + "/transposed", Initializer.fan(4L * to), from, to, 2, 2);
        return script.let(
                "torch.conv_transpose2d(%s, %s, None, [2, 2], [0, 0], [%d, %d])",
                u, w, fine.height() % 2, fine.width() % 2);
    }

    private int channels(int level) {
        return options.width() << level;
    }
}
