package io.fieldwork.pde.stagger;

import io.fieldwork.pde.data.GridSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The text of {@link BaseUnet} for some of its groups.
 *
 * @param net whose parameters it names
 * @param sizes of one network
 * @param coarse grid of a sub-field
 * @param groups networks side by side
 * @param training whether means of the batch are used
 */
record BaseUnetText(
        BaseUnet net, BaseUnet.Sizes sizes, GridSize coarse, int groups, boolean training, StringBuilder body) {
    BaseUnetText(BaseUnet net, BaseUnet.Sizes sizes, GridSize coarse, int groups, boolean training) {
        this(net, sizes, coarse, groups, training, new StringBuilder());
    }

    String network(int in, int out) {
        List<String> finer = new ArrayList<>();
        List<GridSize> grids = new ArrayList<>();
        GridSize size = coarse;
        String u = block("down0", "x", in, sizes.channels(0));
        for (int level = 1; level <= sizes.depth(); level++) {
            finer.add(u);
            grids.add(size);
            size = new GridSize(size.points().stream().mapToInt(n -> n / 2).toArray());
            u = let("pool" + level, "torch.max_pool%dd(%s, %s)", axes(), u, each(2));
            u = block("down" + level, u, sizes.channels(level - 1), sizes.channels(level));
        }
        for (int level = sizes.depth() - 1; level >= 0; level--) {
            String up = let("wide" + level, "%s", upsampled(u, grids.get(level)));
            String both = beside(level, finer.get(level), up, sizes.channels(level), sizes.channels(level + 1));
            u = block("up" + level, both, sizes.channels(level) + sizes.channels(level + 1), sizes.channels(level));
        }
        String result = convolution("head", u, sizes.width(), out, 1);
        String arguments =
                net.arguments().stream().map(name -> ", " + name + ": Tensor").collect(Collectors.joining());
        return "def network(self, x: Tensor" + arguments + ") -> Tensor:\n" + body + "  return " + result + "\n";
    }

    private int axes() {
        return coarse.axes();
    }

    private String each(int number) {
        return Collections.nCopies(axes(), number).toString();
    }

    private String let(String name, String expression, Object... arguments) {
        body.append("  ").append(name).append(" = ").append(String.format(Locale.ROOT, expression, arguments));
        body.append('\n');
        return name;
    }

    private String upsampled(String u, GridSize fine) {
        String way = axes() == 2 ? "bilinear2d" : "trilinear3d";
        return "torch.upsample_" + way + "(" + u + ", " + fine.points() + ", True)";
    }

    /** Both functions of each group beside each other: of one group plainly, else its channels next to its own. */
    private String beside(int level, String a, String b, int first, int second) {
        if (groups == 1) {
            return let("both" + level, "torch.cat([%s, %s], 1)", a, b);
        }
        String points = IntStream.range(0, axes())
                .mapToObj(k -> "torch.size(" + a + ", " + (k + 2) + ")")
                .collect(Collectors.joining(", "));
        let("left" + level, "torch.reshape(%s, [-1, %d, %d, %s])", a, groups, first, points);
        let("right" + level, "torch.reshape(%s, [-1, %d, %d, %s])", b, groups, second, points);
        let("joined" + level, "torch.cat([left%d, right%d], 2)", level, level);
        return let("both" + level, "torch.reshape(joined%d, [-1, %d, %s])", level, groups * (first + second), points);
    }

    private String block(String name, String x, int from, int to) {
        return activated(name + "b", activated(name + "a", x, from, to), to, to);
    }

    private String activated(String name, String x, int from, int to) {
        String y = convolution(name, x, from, to, 3);
        return let(name + "_active", "torch.relu(%s)", sizes.norm() ? normalised(name, y, to) : y);
    }

    private String normalised(String name, String y, int channels) {
        net.weight(name + "_gain", 0, 1, channels);
        net.weight(name + "_shift", 0, 0, channels);
        net.mean(name + "_mean", 0, channels);
        net.mean(name + "_variance", 1, channels);
        return let(
                name + "_norm",
                "torch.batch_norm(%1$s, %2$s_gain, %2$s_shift, %2$s_mean, %2$s_variance, %3$s, 0.1, 1.0e-05, False)",
                y,
                name,
                training ? "True" : "False");
    }

    private String convolution(String name, String x, int from, int to, int width) {
        double fan = from * Math.pow(width, axes());
        long[] shape = LongStream.concat(
                        LongStream.of(to, from),
                        LongStream.generate(() -> width).limit(axes()))
                .toArray();
        net.weight(name + "_weight", fan, 0, shape);
        net.weight(name + "_bias", fan, 0, to);
        boolean wraps = sizes.periodic() && width > 1;
        String padded = wraps ? wrapped(name, x) : x;
        return let(
                name + "_sum",
                "torch.conv%dd(%s, %s_weight, %s_bias, %s, %s, %s, %d)",
                axes(),
                padded,
                name,
                name,
                each(1),
                each(wraps ? 0 : width / 2),
                each(1),
                groups);
    }

    private String wrapped(String name, String x) {
        String result = x;
        for (int k = 0; k < axes(); k++) {
            String last = let(name + "_end" + k, "torch.narrow(%s, %d, -1, 1)", result, k + 2);
            String first = let(name + "_begin" + k, "torch.narrow(%s, %d, 0, 1)", result, k + 2);
            result = let(name + "_wrap" + k, "torch.cat([%s, %s, %s], %d)", last, result, first, k + 2);
        }
        return result;
    }
}
