package io.fieldwork.fields.radiance;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of NeRF's network. The defaults are those of the paper, but for the density's nonlinearity.
 *
 * @param depth hidden layers of the position, default 8
 * @param width of each, default 256; the layer of the view has half of it
 * @param octaves of the position, default 10
 * @param viewOctaves of the view, default 4
 * @param skip hidden layers after which the encoded position is joined again, default depth / 2 + 1 (the fifth of eight); 0 for never
 * @param density nonlinearity of the density: {@code exponential} (default), {@code softplus}, or {@code relu} (the paper's),
 * which learns nothing if it is zero everywhere at its start
 * @param precision of the products, {@code single} or {@code bfloat16}; the default is the faster one on this machine
 */
@Buildable
public record NerfOptions(
        @Nullable Integer depth,
        @Nullable Integer width,
        @Nullable Integer octaves,
        @Nullable Integer viewOctaves,
        @Nullable Integer skip,
        @Nullable String density,
        @Nullable String precision)
        implements RadianceFieldOptions {
    private static final List<String> DENSITIES = List.of("exponential", "softplus", "relu");

    /** Fills in defaults and rejects sizes that cannot be built. */
    public NerfOptions {
        depth = depth == null ? 8 : depth;
        width = width == null ? 256 : width;
        octaves = octaves == null ? 10 : octaves;
        viewOctaves = viewOctaves == null ? 4 : viewOctaves;
        skip = skip == null ? Math.max(0, Math.min(depth - 1, depth / 2 + 1)) : skip;
        density = density == null ? "exponential" : density;
        require(depth >= 1 && depth <= 64, "depth", depth, "1 to 64");
        require(width >= 2 && width <= 4096, "width", width, "2 to 4096");
        require(octaves >= 1 && octaves <= 16, "octaves", octaves, "1 to 16");
        require(viewOctaves >= 1 && viewOctaves <= 16, "viewOctaves", viewOctaves, "1 to 16");
        require(skip >= 0 && skip < depth, "skip", skip, "0 (never) or a number of layers below the depth " + depth);
        UserError.oneOf("field.density", density, DENSITIES);
        if (precision != null) {
            UserError.oneOf("field.precision", precision, Precision.names());
        }
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "field." + key, value, expected);
    }

    /** The precision of a network on a device. */
    Precision precision(Device device) {
        return precision == null ? Precision.fastest(device) : Precision.of(precision);
    }

    @Override
    public RadianceField build(NDManager manager, Kernels kernels, Box box, long seed) {
        return new NerfField(manager, kernels, this, box, seed);
    }
}
