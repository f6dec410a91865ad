package io.fieldwork.fields.image;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.RadialLayout;
import io.fieldwork.fields.rbf.Neighbourhood;
import io.fieldwork.fields.rbf.RadialBases;
import io.fieldwork.fields.rbf.RadialFeatures;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of adaptive radial bases beside spline grids, and a smooth network on both: NeuRBF (Chen et al. 2023) as a field that is good between the pixels. Where the published form
 * (see {@link PublishedNeurbfOptions}) jumps, this one has two continuous derivatives: each base ends at an ellipse of its own, grids are cubic B-splines, the
 * network's hidden layers are x sigmoid(x), and sines have low frequencies.
 *
 * @param bases their number, default one for 24 pixels, 65536 at most
 * @param channels numbers of each base, default 32
 * @param reach where a base ends, in standard deviations of the pixels it stands for, default 5
 * @param highest factor of a share in a sine; the lowest is 1, default 8; 0 for shares without sines
 * @param coarse nodes along a side of the coarse grid, default 16
 * @param fine nodes of the fine one, default half the pixels of the longer side, 2048 at most
 * @param hidden width of the two hidden layers, default 64
 */
@Buildable
public record NeurbfOptions(
        @Nullable Integer bases,
        @Nullable Integer channels,
        @Nullable Double reach,
        @Nullable Double highest,
        @Nullable Integer coarse,
        @Nullable Integer fine,
        @Nullable Integer hidden)
        implements ImageFieldOptions {
    static final int PIXELS = 24;
    static final int MOST = 1 << 22;
    /** Of grids and bases, against the network. */
    private static final double RATE = 5;
    /** Each pixel lies within this squared distance of the base whose centre is nearest. */
    private static final float INSIDE = 0.3f;

    /** Fills in defaults and rejects sizes that cannot be built. */
    public NeurbfOptions {
        channels = channels == null ? 32 : channels;
        reach = reach == null ? 5.0 : reach;
        highest = highest == null ? 8.0 : highest;
        coarse = coarse == null ? 16 : coarse;
        hidden = hidden == null ? 64 : hidden;
        UserError.require(bases == null || bases >= 1 && bases <= MOST, "field.bases", bases, "1 to " + MOST);
        UserError.require(channels >= 1 && channels <= 256, "field.channels", channels, "1 to 256");
        UserError.require(reach >= 2 && reach <= 20, "field.reach", reach, "2 to 20 deviations");
        UserError.require(highest == 0 || highest >= 1 && highest <= 4096, "field.highest", highest, "0, or 1 to 4096");
        UserError.require(coarse >= 4 && coarse <= 2048, "field.coarse", coarse, "4 to 2048");
        UserError.require(fine == null || fine >= 4 && fine <= 2048, "field.fine", fine, "4 to 2048");
        UserError.require(hidden >= 1 && hidden <= 1024, "field.hidden", hidden, "1 to 1024");
    }

    @Override
    public double rate() {
        return 0.02;
    }

    @Override
    public boolean between() {
        return true;
    }

    /** {@return the number of bases for so many pixels} */
    static int count(@Nullable Integer bases, long pixels) {
        return bases == null ? (int) Math.clamp(pixels / PIXELS, 1, 1 << 16) : bases;
    }

    @Override
    public Field build(NDManager owner, Kernels kernels, TrainingPixels pixels, long seed) {
        PictureBases picture = new PictureBases(pixels);
        RadialBases placed = picture.bases(count(bases, pixels.count()), reach * reach, seed)
                .covering(picture.points().points(), INSIDE);
        RadialLayout layout = new RadialLayout(2, RadialLayout.Profile.TRIWEIGHT, highest > 0);
        float[] factors = RadialFeatures.factors(channels, 1, Math.max(1, highest));
        int side = Math.max(pixels.columns(), pixels.rows());
        int nodes = fine == null ? Math.clamp(side / 2, 4, 2048) : fine;
        Parameter.Group group = new Parameter.Group("grids", RATE, 0, false);
        return new RadialField(
                owner,
                manager -> List.of(
                        new PlaneSplines(manager, coarse, group, seed), new PlaneSplines(manager, nodes, group, seed)),
                manager -> new RadialFeatures(
                        manager,
                        kernels,
                        layout,
                        placed,
                        Neighbourhood.covering(placed),
                        picture.scale(),
                        factors,
                        RATE,
                        seed),
                new RadialField.Decoder(channels, hidden, null),
                seed);
    }
}
