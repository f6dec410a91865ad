package io.fieldwork.fields.distance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.TapeSlope;
import io.fieldwork.fields.radiance.FusedMlp;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a ReLU network of coordinates with their sines and cosines (Mildenhall et al. 2020; Tancik et al. 2020). It wants a rate of about
 * 0.001, and is smoother and slower to learn than a hash grid.
 *
 * @param octaves frequencies, of which the lowest has a period of two sides of the box, default 6
 * @param hidden width of the hidden layers, default 128
 * @param layers number of hidden layers, default 4
 */
@Buildable
public record FrequencyDistanceOptions(
        @Nullable Integer octaves,
        @Nullable Integer hidden,
        @Nullable Integer layers) implements DistanceFieldOptions {
    /** Fills in defaults and rejects sizes that cannot be built. */
    public FrequencyDistanceOptions {
        octaves = octaves == null ? 6 : octaves;
        hidden = hidden == null ? 128 : hidden;
        layers = layers == null ? 4 : layers;
        UserError.require(octaves >= 1 && octaves <= 16, "field.octaves", octaves, "1 to 16");
        UserError.require(hidden >= 1 && hidden <= 1024, "field.hidden", hidden, "1 to 1024");
        UserError.require(layers >= 1 && layers <= 8, "field.layers", layers, "1 to 8");
    }

    @Override
    public DistanceField build(NDManager owner, Kernels kernels, Box box, long seed) {
        NDManager manager = owner.newSubManager();
        int in = 3 * (1 + 2 * octaves);
        int[] widths = IntStream.range(0, layers + 2)
                .map(i -> i == 0 ? in : i <= layers ? hidden : 1)
                .toArray();
        FusedMlp network = new FusedMlp(manager, kernels, "network", Parameter.Group.DENSE, seed, widths);
        Operation frequencies = kernels.frequencies(octaves);
        Operation stack = kernels.network(widths);
        DistanceField.Architecture architecture = new DistanceField.Architecture(
                DistanceField.Range.AROUND_ZERO,
                frequencies,
                List.of(),
                stack,
                network.parameters(),
                new TapeSlope(frequencies, 0, stack));
        return new DistanceField(manager, box, architecture);
    }
}
