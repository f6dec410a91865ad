package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.HashGridLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sampling of rays that end nowhere, by proposal networks (Mip-NeRF 360; nerfacto): small densities say where the field is worth evaluating,
 * each finer than the one before; block {@code sampling} of a configuration with {@code type: proposal}. The field is that of all of space.
 *
 * @param samples of the field a training step aims at (the number of rays follows), default 32768
 * @param proposals intervals of a ray at which each proposal network is evaluated, default 96 and 48
 * @param intervals of a ray at which the field is evaluated, default 32
 * @param near least distance of a sample from the camera, world units; null takes it from the data
 * @param far greatest distance, half sides of the box, default 1000
 * @param log2Table log2 of the largest table of a proposal network's level, default 16
 * @param finestResolution of the last proposal network, whose forerunners have half of it each, default 256
 * @param annealing steps over which the proposals' weights sharpen, default 500
 * @param space coordinates of the field: {@code contracted} around the box (default), or {@code ndc}, the normalised device coordinates of cameras that
 * face forward, from the near plane on
 */
@Buildable
public record ProposalOptions(
        @Nullable Integer samples,
        @Nullable List<Integer> proposals,
        @Nullable Integer intervals,
        @Nullable Double near,
        @Nullable Double far,
        @Nullable Integer log2Table,
        @Nullable Integer finestResolution,
        @Nullable Integer annealing,
        @Nullable String space)
        implements RaySamplerOptions {
    private static final int LEVELS = 5;
    private static final int FEATURES = 2;
    private static final int BASE = 16;
    private static final String NDC = "ndc";

    /** Fills in defaults and rejects values outside their range. */
    public ProposalOptions {
        samples = samples == null ? 32768 : samples;
        proposals = proposals == null ? List.of(96, 48) : List.copyOf(proposals);
        intervals = intervals == null ? 32 : intervals;
        far = far == null ? 1000.0 : far;
        log2Table = log2Table == null ? 16 : log2Table;
        finestResolution = finestResolution == null ? 256 : finestResolution;
        annealing = annealing == null ? 500 : annealing;
        space = space == null ? "contracted" : space;
        require(samples >= 64 && samples <= 1 << 22, "samples", samples, "64 to 4194304");
        boolean sane = proposals.stream().allMatch(count -> count >= 2 && count <= 4096);
        require(
                sane && !proposals.isEmpty() && proposals.size() <= 4,
                "proposals",
                proposals,
                "one to four numbers from 2 to 4096");
        require(intervals >= 2 && intervals <= 4096, "intervals", intervals, "2 to 4096");
        require(near == null || near >= 0 && near < 1e6, "near", near, "a distance, 0 or more");
        require(far > 1 && far <= 1e5, "far", far, "more than 1, up to 100000");
        require(log2Table >= 3 && log2Table <= 24, "log2Table", log2Table, "3 to 24");
        int least = BASE << proposals.size();
        require(
                finestResolution >= least && finestResolution <= 8192,
                "finestResolution",
                finestResolution,
                least + " to 8192");
        require(annealing >= 0, "annealing", annealing, "0 or more");
        UserError.oneOf("sampling.space", space, List.of("contracted", NDC));
    }

    private static void require(boolean holds, String key, @Nullable Object value, String expected) {
        UserError.require(holds, "sampling." + key, value, expected);
    }

    /** The hash grid of a proposal network, by its number. */
    HashGridLayout layout(int network) {
        int finest = finestResolution >> proposals.size() - 1 - network;
        return new HashGridLayout(LEVELS, FEATURES, log2Table, BASE, finest);
    }

    @Override
    public boolean unbounded() {
        return true;
    }

    @Override
    public ProposalOptions withNear(double distance) {
        return new ProposalOptions(
                samples, proposals, intervals, distance, far, log2Table, finestResolution, annealing, space);
    }

    @Override
    public boolean projected() {
        return NDC.equals(space);
    }

    @Override
    public RaySampler build(NDManager manager, Kernels kernels, Box box, long seed) {
        return new ProposalSampler(manager, kernels, box, this, seed);
    }
}
