package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import org.jspecify.annotations.Nullable;

/**
 * What a sparse lattice is kept small by, at a random share of its voxels, so that a step touches little: runs of neighbours in memory.
 */
final class VoxelTerms {
    private static final int RUN = 64;
    /** The resolution in which Plenoxels count differences, and their smoothing there. */
    private static final double RESOLUTION = 256;

    private static final double SMOOTHING = 1e-5;

    private final Kernels kernels;
    private final Operation values;
    private final double share;
    private @Nullable Operation lengths;
    private int resolution;

    VoxelTerms(Kernels kernels, double share) {
        this.kernels = kernels;
        this.values = kernels.voxels();
        this.share = share;
    }

    /**
     * The mean over voxels of the smoothed length of the differences to their neighbours, of densities and of all coefficients added up
     * (Plenoxels, eq. 4, where an empty neighbour counts as equal).
     */
    NDArray variation(Tape tape, VoxelGrid grid, long step, long seed) {
        double scale = grid.shape().resolution() / RESOLUTION;
        Operation lengths = lengths(grid.shape().resolution(), scale);
        int[] rows = rows(grid, Draws.of(seed, "total variation", step));
        for (int i = 0; i < rows.length; i++) {
            rows[i] = grid.vertex(rows[i]);
        }
        NDArray vertices = grid.links().getManager().create(rows);
        NDArray density = lengths.apply(tape, grid.density().value(), vertices, grid.links())[0];
        NDArray color = lengths.apply(tape, grid.color().value(), vertices, grid.links())[0];
        return density.add(color).mean().mul((float) scale);
    }

    /** The operation in a lattice of some resolution, made when that changes. */
    private Operation lengths(int now, double scale) {
        Operation known = lengths;
        if (known == null || resolution != now) {
            known = kernels.voxelVariation(SMOOTHING / (scale * scale));
            lengths = known;
            resolution = now;
        }
        return known;
    }

    /** The mean over voxels of ln(1 + 2 d^2), where d is the positive part of the density (Plenoxels, eq. 5). */
    NDArray sparsity(Tape tape, VoxelGrid grid, long step, long seed) {
        int[] rows = rows(grid, Draws.of(seed, "sparsity", step));
        float[] at = new float[3 * rows.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = grid.shape().index(grid.vertex(rows[i / 3]), i % 3);
        }
        NDManager manager = grid.links().getManager();
        NDArray x = manager.create(at, new Shape(rows.length, 3));
        NDArray raw = values.apply(tape, x, grid.density().value(), grid.links())[0];
        NDArray positive = raw.maximum(0f);
        return positive.mul(positive).mul(2f).add(1f).log().mean();
    }

    private int[] rows(VoxelGrid grid, Draws draws) {
        int runs = (int) Math.ceil(share * grid.rows() / RUN);
        int[] rows = new int[runs * RUN];
        for (int i = 0; i < rows.length; i++) {
            long start = draws.below(i / RUN, grid.rows());
            rows[i] = (int) ((start + i % RUN) % grid.rows());
        }
        return rows;
    }
}
