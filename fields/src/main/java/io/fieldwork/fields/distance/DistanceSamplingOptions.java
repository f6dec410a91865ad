package io.fieldwork.fields.distance;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * Where a distance is learned; block {@code sampling}. The points on the surface are new in every step; those near it and in the box, whose
 * distances have to be found, are drawn from a pool that is made once. Points near the surface say on which side they are, those on it do not: where these are
 * many, a network can be right about them by being zero around the surface.
 *
 * @param batch points a step, default 32768
 * @param surface share of them on the surface, default 0.1
 * @param near share of them near the surface, default 0.875 of those not on it; the rest is anywhere in the box
 * @param spread greatest standard deviation along each axis of points near the surface, in half sides of the box, default 0.01; those of the
 *     points lie between 0.03 of it and it, evenly in their logarithm
 * @param pool points with known distances, default 2000000
 * @param margin space around the mesh on each side, as a share of its longest side, default 0.05
 */
@Buildable
public record DistanceSamplingOptions(
        @Nullable Integer batch,
        @Nullable Double surface,
        @Nullable Double near,
        @Nullable Double spread,
        @Nullable Integer pool,
        @Nullable Double margin) {
    /** Fills in defaults and rejects values outside their range. */
    public DistanceSamplingOptions {
        batch = batch == null ? 1 << 15 : batch;
        surface = surface == null ? 0.1 : surface;
        near = near == null ? 0.875 * (1 - surface) : near;
        spread = spread == null ? 0.01 : spread;
        pool = pool == null ? 2_000_000 : pool;
        margin = margin == null ? 0.05 : margin;
        require(batch >= 16 && batch <= 1 << 22, "sampling.batch", batch, "16 to 4194304 points");
        require(surface >= 0 && surface <= 1, "sampling.surface", surface, "a share from 0 to 1");
        require(near >= 0 && near + surface <= 1, "sampling.near", near, "a share that leaves with surface 0 or more");
        require(spread > 0 && spread <= 1, "sampling.spread", spread, "above 0, at most 1");
        require(pool >= 16 && pool <= 1 << 26, "sampling.pool", pool, "16 to 67108864 points");
        require(margin >= 0.001 && margin <= 1, "sampling.margin", margin, "a share from 0.001 to 1");
    }

    /** {@return the default options} */
    public static DistanceSamplingOptions defaults() {
        return DistanceSamplingOptionsBuilder.builder().build();
    }

    /** Points on the surface in a batch. */
    int onSurface() {
        return (int) Math.round(batch * surface);
    }

    /** Points near the surface in a batch. */
    int nearSurface() {
        return Math.min(batch - onSurface(), (int) Math.round(batch * near));
    }

    /** Points near the surface in the pool, in the proportion of the batch. */
    int nearInPool() {
        int off = batch - onSurface();
        return off == 0 ? pool : (int) ((long) pool * nearSurface() / off);
    }
}
