package io.fieldwork.render.draw;

import io.fieldwork.render.scene.VoxelGrid;
import org.joml.Vector3f;

/** Interpolation in the cube from -1 to 1, with values in the middle of cells and constant beyond the outermost. */
final class Trilinear {
    private Trilinear() {}

    static double at(VoxelGrid grid, Vector3f point) {
        double x = coordinate(point.x, grid.nx());
        double y = coordinate(point.y, grid.ny());
        double z = coordinate(point.z, grid.nz());
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            int i = Math.min((int) x + (corner & 1), grid.nx() - 1);
            int j = Math.min((int) y + (corner >> 1 & 1), grid.ny() - 1);
            int k = Math.min((int) z + (corner >> 2), grid.nz() - 1);
            double weight = share(x, corner & 1) * share(y, corner >> 1 & 1) * share(z, corner >> 2);
            sum += weight * grid.values()[i + grid.nx() * (j + grid.ny() * k)];
        }
        return sum;
    }

    private static double coordinate(double place, int n) {
        return Math.clamp((place + 1) / 2 * n - 0.5, 0, n - 1);
    }

    private static double share(double coordinate, int upper) {
        double part = coordinate - (int) coordinate;
        return upper == 1 ? part : 1 - part;
    }
}
