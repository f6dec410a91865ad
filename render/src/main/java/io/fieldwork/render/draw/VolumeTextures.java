package io.fieldwork.render.draw;

import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.VoxelGrid;

/** The values of a volume and their bounds in blocks, on the device. */
record VolumeTextures(Texture voxels, Texture blocks) implements AutoCloseable {
    static VolumeTextures of(VoxelGrid grid) {
        VoxelGrid clean = withoutNaN(grid);
        MacroCells cells = MacroCells.of(clean);
        Texture voxels = Texture.of3d(TexelFormat.R16F, grid.nx(), grid.ny(), grid.nz());
        Texture blocks = Texture.of3d(TexelFormat.RG32F, cells.nx, cells.ny, cells.nz);
        return new VolumeTextures(voxels.upload(clean.values()).smooth(), blocks.upload(cells.bounds));
    }

    private static VoxelGrid withoutNaN(VoxelGrid grid) {
        float least = Float.POSITIVE_INFINITY;
        boolean whole = true;
        for (float value : grid.values()) {
            least = value < least ? value : least;
            whole &= !Float.isNaN(value);
        }
        if (whole) {
            return grid;
        }
        float[] values = grid.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.isNaN(values[i]) ? least : values[i];
        }
        return new VoxelGrid(grid.nx(), grid.ny(), grid.nz(), values);
    }

    @Override
    public void close() {
        voxels.close();
        blocks.close();
    }
}
