package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.HashGridLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a surface with its colours. The defaults suit two processor cores; VolSDF's own network has {@code depth: 8}, {@code width: 256},
 * {@code features: 256}, {@code colorDepth: 4} and {@code colorWidth: 256}.
 *
 * @param density how the distance is seen: {@code laplace} (default; VolSDF) or {@code logistic} (NeuS)
 * @param encoding of the place, {@code frequencies} (default) or {@code hash}, a hash grid that is trained coarse to fine with a gradient by
 * differences (Neuralangelo)
 * @param depth hidden layers of the distance, default 4, for {@code hash} 1
 * @param width of each, default 64
 * @param octaves of the position's encoding by frequencies, default 6
 * @param levels of the hash grid, default 10
 * @param log2Table log2 of a level's largest table, default 15
 * @param baseResolution of its coarsest level, default 8
 * @param finestResolution of its finest level, default 256
 * @param skip hidden layers after which the encoded position is joined again; default 4 (the authors') from depth 8 on, else 0 for never
 * @param features numbers that the colour gets beside position, normal and view, default 16
 * @param colorDepth hidden layers of the colour, default 2
 * @param colorWidth of each, default 64
 * @param colorOctaves of the encoding of the position that the colour gets, default 0, the position alone (VolSDF, NeuS): with some, its network knows
 * the texture, and the distance's need not
 * @param viewOctaves of the view's encoding, default 4
 * @param radius of the ball that the surface begins as, in half sides of the box, default 0.6
 * @param inside whether the ball is seen from its inside, as rooms are; default no
 * @param spread width of the layer in which light ends at the start, in half sides of the box, default 0.1 (VolSDF; NeuS has 0.05)
 * @param spreadRate factor on the learning rate of the spread, default 1
 * @param background whether what is outside of the ball in the box is learned, too, as a field of the inverse distance; default no, which leaves it
 * empty; for opaque photographs, and {@code sampling.type} {@code errorBound} or {@code surface}
 * @param annealing steps in which slopes become what they are, for {@code logistic}; default 0
 */
@Buildable
public record SurfaceOptions(
        @Nullable String density,
        @Nullable String encoding,
        @Nullable Integer depth,
        @Nullable Integer width,
        @Nullable Integer octaves,
        @Nullable Integer levels,
        @Nullable Integer log2Table,
        @Nullable Integer baseResolution,
        @Nullable Double finestResolution,
        @Nullable Integer skip,
        @Nullable Integer features,
        @Nullable Integer colorDepth,
        @Nullable Integer colorWidth,
        @Nullable Integer colorOctaves,
        @Nullable Integer viewOctaves,
        @Nullable Double radius,
        @Nullable Boolean inside,
        @Nullable Double spread,
        @Nullable Double spreadRate,
        @Nullable Boolean background,
        @Nullable Integer annealing)
        implements RadianceFieldOptions {
    private static final int DEEP = 8;

    /** Fills in defaults and rejects sizes that cannot be built. */
    public SurfaceOptions {
        density = density == null ? "laplace" : density;
        encoding = encoding == null ? "frequencies" : encoding;
        boolean hash = encoding.equals("hash");
        depth = depth == null ? hash ? 1 : 4 : depth;
        width = width == null ? 64 : width;
        octaves = octaves == null ? 6 : octaves;
        levels = levels == null ? 10 : levels;
        log2Table = log2Table == null ? 15 : log2Table;
        baseResolution = baseResolution == null ? 8 : baseResolution;
        finestResolution = finestResolution == null ? 256.0 : finestResolution;
        skip = skip == null ? depth >= DEEP ? depth / 2 : 0 : skip;
        features = features == null ? 16 : features;
        colorDepth = colorDepth == null ? 2 : colorDepth;
        colorWidth = colorWidth == null ? 64 : colorWidth;
        colorOctaves = colorOctaves == null ? 0 : colorOctaves;
        viewOctaves = viewOctaves == null ? 4 : viewOctaves;
        radius = radius == null ? 0.6 : radius;
        inside = inside != null && inside;
        spread = spread == null ? 0.1 : spread;
        spreadRate = spreadRate == null ? 1 : spreadRate;
        background = background != null && background;
        annealing = annealing == null ? 0 : annealing;
        UserError.oneOf("field.density", density, List.of("laplace", "logistic"));
        UserError.oneOf("field.encoding", encoding, List.of("frequencies", "hash"));
        require(levels >= 1 && levels <= 32, "levels", levels, "1 to 32");
        require(log2Table >= 3 && log2Table <= 24, "log2Table", log2Table, "3 to 24");
        require(baseResolution >= 2 && baseResolution <= 4096, "baseResolution", baseResolution, "2 to 4096");
        boolean fine = finestResolution >= baseResolution && finestResolution <= 1 << 20;
        require(fine, "finestResolution", finestResolution, "baseResolution to 1048576");
        require(depth >= 1 && depth <= 64, "depth", depth, "1 to 64");
        require(octaves >= 1 && octaves <= 16, "octaves", octaves, "1 to 16");
        int encoded = hash ? 3 + 2 * levels : 3 + 6 * octaves;
        require(width >= 2 && width <= 4096, "width", width, "2 to 4096");
        boolean joins = skip >= 0 && skip < depth && (skip == 0 || width > encoded);
        require(joins, "skip", skip, "0, or a number below the depth and a width above " + encoded);
        require(features >= 1 && features <= 4096, "features", features, "1 to 4096");
        require(colorDepth >= 1 && colorDepth <= 16, "colorDepth", colorDepth, "1 to 16");
        require(colorWidth >= 1 && colorWidth <= 1024, "colorWidth", colorWidth, "1 to 1024");
        require(colorOctaves >= 0 && colorOctaves <= 16, "colorOctaves", colorOctaves, "0 to 16");
        require(viewOctaves >= 1 && viewOctaves <= 16, "viewOctaves", viewOctaves, "1 to 16");
        require(radius > 0 && radius < 10, "radius", radius, "a number between 0 and 10");
        require(spread > 1e-4 && spread < 10, "spread", spread, "a number between 0.0001 and 10");
        require(spreadRate > 0 && spreadRate <= 100, "spreadRate", spreadRate, "a number between 0 and 100");
        require(annealing >= 0, "annealing", annealing, "a number of steps, 0 or more");
    }

    /** The hash grid. */
    HashGridLayout layout() {
        return new HashGridLayout(levels, 2, log2Table, baseResolution, finestResolution);
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "field." + key, value, expected);
    }

    @Override
    public boolean surrounded() {
        return background;
    }

    @Override
    public RadianceField build(NDManager manager, Kernels kernels, Box box, long seed) {
        return background
                ? new SurroundedField(manager, kernels, this, box, seed)
                : new SurfaceField(manager, kernels, this, box, seed);
    }
}
