package io.fieldwork.fields.image;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.modulation.Interpolation;
import io.fieldwork.fields.modulation.ModulationGrid;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a network of random Fourier features whose hidden layers are normalised, scaled and shifted by grids over the picture (CAM; Lee et al. 2024).
 * Without normalisation most of the gain is gone, and some of it if the grids learn at the rate of the network.
 *
 * @param frequencies as of {@link FfnOptions}, default 256
 * @param sigma as of {@link FfnOptions}, default 10
 * @param hidden as of {@link FfnOptions}, default 256
 * @param layers as of {@link FfnOptions}, default 3
 * @param coordinates of the grids, some of {@code x} and {@code y}, default both
 * @param nodes of the grids along each of them, default 32
 * @param interpolation between nodes: {@code linear} (default) or {@code cubic}, which has continuous second derivatives
 * @param normalised whether the hidden numbers of each point are normalised, default true
 * @param gridRate factor on the learning rate of the grids, default 10
 */
@Buildable
public record CamOptions(
        @Nullable Integer frequencies,
        @Nullable Double sigma,
        @Nullable Integer hidden,
        @Nullable Integer layers,
        @Nullable List<String> coordinates,
        @Nullable Integer nodes,
        @Nullable String interpolation,
        @Nullable Boolean normalised,
        @Nullable Double gridRate)
        implements ImageFieldOptions {
    private static final List<String> NAMES = List.of("x", "y");

    /** Fills in defaults and rejects sizes that cannot be built. */
    public CamOptions {
        FfnOptions network = new FfnOptions(frequencies, sigma, hidden, layers);
        frequencies = network.frequencies();
        sigma = network.sigma();
        hidden = network.hidden();
        layers = network.layers();
        coordinates = coordinates == null ? NAMES : List.copyOf(coordinates);
        nodes = nodes == null ? 32 : nodes;
        interpolation = interpolation == null ? "linear" : interpolation;
        normalised = normalised == null || normalised;
        gridRate = gridRate == null ? 10.0 : gridRate;
        boolean known = NAMES.containsAll(coordinates)
                && coordinates.stream().distinct().count() == coordinates.size();
        UserError.require(known && !coordinates.isEmpty(), "field.coordinates", coordinates, "[x, y], [x] or [y]");
        int least = Interpolation.of("field.interpolation", interpolation).taps();
        UserError.require(nodes >= least && nodes <= 4096, "field.nodes", nodes, least + " to 4096");
        UserError.require(gridRate > 0 && gridRate <= 1e4, "field.gridRate", gridRate, "a positive factor");
    }

    @Override
    public Field build(NDManager owner, Kernels kernels, TrainingPixels pixels, long seed) {
        List<Integer> axes = coordinates.stream().map(NAMES::indexOf).toList();
        Interpolation between = Interpolation.of("field.interpolation", interpolation);
        FfnOptions network = new FfnOptions(frequencies, sigma, hidden, layers);
        return new FourierNetwork(owner, network, normalised, new ModulationGrid(axes, nodes, between), gridRate, seed);
    }
}
