package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.FactorLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a factorised radiance field.
 *
 * @param factors {@code vm}, a plane times a line, three times (default), or {@code cp}, a product of three lines
 * @param densityRank products of density, for each of three planes or in all, default 16 (vm) or 96 (cp); a multiple of 4
 * @param colorRank products of colour, for each of three planes or in all, default 48 (vm) or 288 (cp); a multiple of 4
 * @param resolution vertices along each side at the start, default 128; a box that is no cube has as many in all
 * @param finalResolution vertices along each side at the end, default 300 (vm) or 500 (cp)
 * @param upsample shares of the run after which the resolution grows, by equal factors, and the box of the grid shrinks to what
 * is occupied, default 0.07, 0.1, 0.13, 0.18, 0.23
 * @param activation of density, {@code exp} (default), which begins as thin fog, or {@code softplus}, the authors', which
 * begins as nothing and learns nothing for long over random backgrounds
 * @param shift added to the sum of products before it, default -1 (exp) or -10 (softplus)
 * @param features inputs of the colour network from the products of colour, default 27
 * @param hidden width of its hidden layers, default 128
 * @param harmonics bands of the view encoding, default 4
 * @param headRate factor on the learning rate of the colour network, default 0.05
 */
@Buildable
public record TensorfOptions(
        @Nullable String factors,
        @Nullable Integer densityRank,
        @Nullable Integer colorRank,
        @Nullable Integer resolution,
        @Nullable Integer finalResolution,
        @Nullable List<Double> upsample,
        @Nullable String activation,
        @Nullable Double shift,
        @Nullable Integer features,
        @Nullable Integer hidden,
        @Nullable Integer harmonics,
        @Nullable Double headRate)
        implements RadianceFieldOptions {
    private static final int FINEST = 2048;
    private static final long MOST_ENTRIES = 1L << 28;

    /** Fills in defaults and rejects sizes that cannot be built. */
    public TensorfOptions {
        factors = factors == null ? "vm" : factors;
        require(List.of("vm", "cp").contains(factors), "factors", factors, "vm or cp");
        boolean planes = factors.equals("vm");
        densityRank = densityRank == null ? (planes ? 16 : 96) : densityRank;
        colorRank = colorRank == null ? (planes ? 48 : 288) : colorRank;
        resolution = resolution == null ? 128 : resolution;
        finalResolution = finalResolution == null ? Math.max(resolution, planes ? 300 : 500) : finalResolution;
        upsample = upsample == null ? List.of(0.07, 0.1, 0.13, 0.18, 0.23) : List.copyOf(upsample);
        activation = activation == null ? "exp" : activation;
        require(List.of("softplus", "exp").contains(activation), "activation", activation, "softplus or exp");
        shift = shift == null ? (activation.equals("exp") ? -1.0 : -10.0) : shift;
        features = features == null ? 27 : features;
        hidden = hidden == null ? 128 : hidden;
        harmonics = harmonics == null ? 4 : harmonics;
        headRate = headRate == null ? 0.05 : headRate;
        requireRank("densityRank", densityRank);
        requireRank("colorRank", colorRank);
        require(resolution >= 4 && resolution <= FINEST, "resolution", resolution, "4 to " + FINEST);
        require(
                finalResolution >= resolution && finalResolution <= FINEST,
                "finalResolution",
                finalResolution,
                "resolution to " + FINEST);
        List<Double> shares = upsample;
        boolean rising = IntStream.range(0, shares.size())
                .allMatch(i -> shares.get(i) > (i == 0 ? 0 : shares.get(i - 1)) && shares.get(i) < 1);
        require(rising, "upsample", upsample, "shares of the run between 0 and 1 that rise");
        require(Math.abs(shift) <= 30, "shift", shift, "-30 to 30");
        require(features >= 1 && features <= 256, "features", features, "1 to 256");
        require(hidden >= 1 && hidden <= 1024, "hidden", hidden, "1 to 1024");
        require(harmonics >= 1 && harmonics <= 4, "harmonics", harmonics, "1 to 4");
        require(headRate > 0 && headRate <= 100, "headRate", headRate, "a positive number");
    }

    private static void requireRank(String key, int rank) {
        require(rank >= 4 && rank <= 1024 && rank % 4 == 0, key, rank, "a multiple of 4 from 4 to 1024");
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "field." + key, value, expected);
    }

    /** {@return how often the resolution has grown after a share of the run} */
    int stage(double fraction) {
        return (int) upsample.stream().filter(share -> share <= fraction).count();
    }

    /** {@return the factors of density, whose products are summed, in a box after so many stages} */
    FactorLayout density(Box box, int stage) {
        return layout(box, stage, densityRank, true);
    }

    /** {@return the factors of colour in a box after so many stages} */
    FactorLayout color(Box box, int stage) {
        return layout(box, stage, colorRank, false);
    }

    private FactorLayout layout(Box box, int stage, int rank, boolean summed) {
        double growth = stage == 0 ? 0 : (double) stage / upsample.size();
        double side = resolution * Math.pow((double) finalResolution / resolution, growth);
        float[] size = box.size();
        double cell = Math.cbrt((double) size[0] * size[1] * size[2]) / side;
        int[] vertices = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            vertices[axis] = (int) Math.clamp(Math.round(size[axis] / cell), 2, 2 * FINEST);
        }
        FactorLayout.Form form = FactorLayout.Form.valueOf(factors.toUpperCase(Locale.ROOT));
        FactorLayout layout = new FactorLayout(form, vertices[0], vertices[1], vertices[2], rank, summed);
        boolean fits = (long) layout.rows() * rank <= MOST_ENTRIES;
        require(fits, "finalResolution", finalResolution, "a grid of at most 2^28 numbers, not " + layout);
        return layout;
    }

    @Override
    public RadianceField build(NDManager manager, Kernels kernels, Box box, long seed) {
        return new TensorfField(manager, kernels, this, box, seed);
    }
}
