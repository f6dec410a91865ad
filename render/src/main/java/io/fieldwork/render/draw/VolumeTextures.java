package io.fieldwork.render.draw;

import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.VoxelGrid;

/**
 * The values of a volume and their bounds in blocks, on the device. Values are half floats between 0 for the least and 1 for the
 * greatest, so that small differences of large numbers are kept.
 *
 * @param voxels the values, rescaled
 * @param blocks least and greatest value of each block, as they are
 * @param least value
 * @param range from the least to the greatest value, above 0
 */
record VolumeTextures(Texture voxels, Texture blocks, float least, float range) implements AutoCloseable {
    static VolumeTextures of(VoxelGrid grid) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : grid.values()) {
            if (Float.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        float start = least <= greatest ? least : 0;
        float[] values = finite(grid.values(), start, Math.max(start, greatest));
        return upload(new VoxelGrid(grid.nx(), grid.ny(), grid.nz(), values), start, greatest - start);
    }

    private static float[] finite(float[] values, float least, float greatest) {
        float[] finite = new float[values.length];
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isNaN(values[i]) ? least : Math.clamp(values[i], least, greatest);
        }
        return finite;
    }

    private static VolumeTextures upload(VoxelGrid grid, float least, float spread) {
        float range = spread > 0 ? spread : 1;
        MacroCells cells = MacroCells.of(grid);
        float[] shares = grid.values();
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (shares[i] - least) / range;
        }
        Texture voxels = Texture.of3d(TexelFormat.R16F, grid.nx(), grid.ny(), grid.nz());
        Texture blocks = Texture.of3d(TexelFormat.RG32F, cells.nx, cells.ny, cells.nz);
        return new VolumeTextures(voxels.upload(shares).smooth(), blocks.upload(cells.bounds), least, range);
    }

    @Override
    public void close() {
        voxels.close();
        blocks.close();
    }
}
