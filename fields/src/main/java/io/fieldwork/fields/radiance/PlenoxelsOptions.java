package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes and schedule of a sparse voxel field; {@code field.type: plenoxels}.
 *
 * @param resolutions vertices along the longest side, one after another, default [64, 128, 192]; one that is repeated only
 * prunes
 * @param changes shares of the run after which each of the further resolutions begins, default [0.15, 0.35]
 * @param harmonics bands of the colours' spherical harmonics, 1 to 4, default 3
 * @param density initial density, in units of 256 per side of the box, default 0.002
 * @param densityRate learning rate of densities as a multiple of that of colours, default 0.25; with more, fog forms
 * before surfaces do
 * @param pruning optical thickness of a voxel below which it is dropped at a change of resolution, unless it lies within two voxels of one that
 * is not, default 0.05
 * @param voxels limit on their number; a change of resolution that needs more is left out, default 6000000
 * @param variationShare share of the voxels whose total variation is taken in a step, default 0.01
 */
@Buildable
public record PlenoxelsOptions(
        @Nullable List<Integer> resolutions,
        @Nullable List<Double> changes,
        @Nullable Integer harmonics,
        @Nullable Double density,
        @Nullable Double densityRate,
        @Nullable Double pruning,
        @Nullable Integer voxels,
        @Nullable Double variationShare)
        implements RadianceFieldOptions {
    /** Fills in defaults and rejects sizes that cannot be built. */
    public PlenoxelsOptions {
        resolutions = resolutions == null ? List.of(64, 128, 192) : List.copyOf(resolutions);
        changes = changes == null ? List.of(0.15, 0.35) : List.copyOf(changes);
        harmonics = harmonics == null ? 3 : harmonics;
        density = density == null ? 0.002 : density;
        densityRate = densityRate == null ? 0.25 : densityRate;
        pruning = pruning == null ? 0.05 : pruning;
        voxels = voxels == null ? 6_000_000 : voxels;
        variationShare = variationShare == null ? 0.01 : variationShare;
        boolean sizes = !resolutions.isEmpty() && resolutions.stream().allMatch(r -> r >= 4 && r <= 1024);
        require(sizes, "resolutions", resolutions, "numbers from 4 to 1024");
        boolean rising = changes.stream().sorted().distinct().toList().equals(changes)
                && changes.stream().allMatch(share -> share > 0 && share < 1);
        require(
                rising && changes.size() == resolutions.size() - 1,
                "changes",
                changes,
                "rising shares between 0 and 1, one fewer than resolutions");
        require(harmonics >= 1 && harmonics <= 4, "harmonics", harmonics, "1 to 4");
        require(density > 0 && density <= 1, "density", density, "a number above 0, at most 1");
        require(densityRate > 0 && densityRate < 1e6, "densityRate", densityRate, "a positive number");
        require(pruning >= 0 && pruning < 1, "pruning", pruning, "a number from 0 to 1");
        require(voxels >= 64 && voxels <= 40_000_000, "voxels", voxels, "64 to 40000000");
        require(variationShare > 0 && variationShare <= 1, "variationShare", variationShare, "a share in (0, 1]");
        require(
                Math.pow(resolutions.getFirst(), 3) <= voxels,
                "resolutions",
                resolutions,
                "a first one whose cube is at most field.voxels, " + voxels);
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "field." + key, value, expected);
    }

    /** {@return the coefficients of a colour, three for each spherical harmonic} */
    int coefficients() {
        return 3 * harmonics * harmonics;
    }

    /** {@return how many changes of resolution are due} */
    int stage(double fraction) {
        return (int) changes.stream().filter(share -> share <= fraction).count();
    }

    @Override
    public RadianceField build(NDManager manager, Kernels kernels, Box box, long seed) {
        return new PlenoxelsField(manager, kernels, this, box);
    }
}
