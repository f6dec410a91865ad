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
 * NeuRBF as published for pictures (Chen et al. 2023): the nearest bases of the form 1 / (1 + q), two grids, and sines of shares and features. With its frequencies it
 * knows the pixels it learned and little between them: a hundredth of a pixel away it is another function.
 *
 * @param bases their number, default one for 24 pixels, 65536 at most
 * @param channels numbers of each base, default 32
 * @param neighbours bases that count at a point, default 4
 * @param lowest factor of a share in a sine, default 1/8
 * @param highest factor, default 4096
 * @param lowestFeature factor of a feature of the network in a sine, default 10 (its authors' for a single picture; 1 for their set of pictures)
 * @param highestFeature factor, default 100 (1000)
 * @param log2Table log2 of the largest table of a grid, default 24
 * @param hidden width of the two hidden layers, default 64
 */
@Buildable
public record PublishedNeurbfOptions(
        @Nullable Integer bases,
        @Nullable Integer channels,
        @Nullable Integer neighbours,
        @Nullable Double lowest,
        @Nullable Double highest,
        @Nullable Double lowestFeature,
        @Nullable Double highestFeature,
        @Nullable Integer log2Table,
        @Nullable Integer hidden)
        implements ImageFieldOptions {
    private static final int COARSEST = 16;
    /** On the covariance of a cluster, as in the authors' code. */
    private static final double STRETCH = 2;
    /** Of grids and bases, against the network. */
    private static final double RATE = 0.5;

    /** Fills in defaults and rejects sizes that cannot be built. */
    public PublishedNeurbfOptions {
        channels = channels == null ? 32 : channels;
        neighbours = neighbours == null ? 4 : neighbours;
        lowest = lowest == null ? 0.125 : lowest;
        highest = highest == null ? 4096.0 : highest;
        lowestFeature = lowestFeature == null ? 10.0 : lowestFeature;
        highestFeature = highestFeature == null ? 100.0 : highestFeature;
        log2Table = log2Table == null ? 24 : log2Table;
        hidden = hidden == null ? 64 : hidden;
        int most = NeurbfOptions.MOST;
        UserError.require(bases == null || bases >= 1 && bases <= most, "field.bases", bases, "1 to " + most);
        UserError.require(channels >= 1 && channels <= 256, "field.channels", channels, "1 to 256");
        UserError.require(neighbours >= 1 && neighbours <= 64, "field.neighbours", neighbours, "1 to 64");
        UserError.require(lowest > 0 && lowest <= highest, "field.lowest", lowest, "a positive factor up to highest");
        UserError.require(highest <= 65536, "field.highest", highest, "at most 65536");
        boolean ordered = lowestFeature > 0 && lowestFeature <= highestFeature;
        UserError.require(ordered, "field.lowestFeature", lowestFeature, "a positive factor up to highestFeature");
        UserError.require(highestFeature <= 65536, "field.highestFeature", highestFeature, "at most 65536");
        UserError.require(log2Table >= 8 && log2Table <= 24, "field.log2Table", log2Table, "8 to 24");
        UserError.require(hidden >= 1 && hidden <= 1024, "field.hidden", hidden, "1 to 1024");
    }

    @Override
    public double rate() {
        return 0.01;
    }

    @Override
    public Field build(NDManager owner, Kernels kernels, TrainingPixels pixels, long seed) {
        PictureBases picture = new PictureBases(pixels);
        RadialBases placed = picture.bases(NeurbfOptions.count(bases, pixels.count()), STRETCH, seed);
        RadialLayout layout = new RadialLayout(2, RadialLayout.Profile.INVERSE_QUADRATIC, true);
        float[] factors = RadialFeatures.factors(channels, lowest, highest);
        double finest = Math.max(COARSEST, Math.max(pixels.columns(), pixels.rows()) / 2.0);
        Parameter.Group group = new Parameter.Group("grids", RATE, 0, true);
        PlaneHashOptions grids = PlaneHashOptionsBuilder.builder()
                .levels(2)
                .log2Table(log2Table)
                .baseResolution(COARSEST)
                .build();
        return new RadialField(
                owner,
                manager -> List.of(new PlaneHash(manager, grids, finest, group, seed)),
                manager -> new RadialFeatures(
                        manager,
                        kernels,
                        layout,
                        placed,
                        Neighbourhood.nearest(placed, neighbours),
                        picture.scale(),
                        factors,
                        RATE,
                        seed),
                new RadialField.Decoder(channels, hidden, new double[] {lowestFeature, highestFeature}),
                seed);
    }
}
