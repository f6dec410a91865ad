package io.fieldwork.samples.scenes;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Transfer;
import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.scene.VoxelGrid;
import io.fieldwork.render.viewer.Viewer;

/** Numbers of one's own in the viewer: sin x cos y + sin y cos z + sin z cos x, whose surface of value 0 is Schoen's gyroid. */
public final class Gyroid {
    private Gyroid() {}

    /**
     * {@return two periods of the gyroid along each axis as a surface, of n voxels a side, in the cube from -1 to 1}
     */
    public static Volume volume(int n) {
        float[] values = new float[n * n * n];
        for (int i = 0; i < values.length; i++) {
            double x = 4 * Math.PI * (i % n + 0.5) / n;
            double y = 4 * Math.PI * (i / n % n + 0.5) / n;
            double z = 4 * Math.PI * (i / n / n + 0.5) / n;
            values[i] = (float) (Math.sin(x) * Math.cos(y) + Math.sin(y) * Math.cos(z) + Math.sin(z) * Math.cos(x));
        }
        Transfer colors = Transfer.ramp(Palette.of(Colormap.COOLWARM, -1.5f, 1.5f), 8);
        return Volume.of(new VoxelGrid(n, n, n, values), colors).as(new Volume.Isosurface(0));
    }

    /** Shows it in a window. */
    public static void main(String[] arguments) {
        Viewer.open("Gyroid").add(volume(96)).show();
    }
}
