package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.SurfaceNets;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.volume.SurfaceTrace;

/** The mesh of a learned surface: found between the points of a lattice, its vertices then moved onto the surface. */
public final class LearnedMesh {
    private static final int MOVES = 4;

    private final Box box;
    private final double side;
    private final int[] size = new int[3];
    private final float[] values;

    private LearnedMesh(SurfaceTrace surface, Box box, int resolution) {
        this.box = box;
        this.side = box.longest() / (double) resolution;
        for (int c = 0; c < 3; c++) {
            size[c] = 2 + (int) Math.ceil(box.size()[c] / side);
        }
        this.values = new float[Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2])];
        int layer = size[1] * size[2];
        float[] points = new float[3 * layer];
        for (int i = 0; i < size[0]; i++) {
            for (int k = 0; k < layer; k++) {
                points[3 * k] = (float) (box.minX() + i * side);
                points[3 * k + 1] = (float) (box.minY() + k / size[2] * side);
                points[3 * k + 2] = (float) (box.minZ() + k % size[2] * side);
            }
            System.arraycopy(surface.distances(points), 0, values, i * layer, layer);
        }
    }

    /**
     * {@return the mesh of the surface in its box, in the coordinates of the files that its photographs were read from}
     *
     * @param surface that was learned
     * @param box of it
     * @param transform from the files to the scene
     * @param resolution points of the lattice along the longest side of the box
     */
    public static TriangleMesh of(SurfaceTrace surface, Box box, SceneTransform transform, int resolution) {
        LearnedMesh lattice = new LearnedMesh(surface, box, resolution);
        TriangleMesh rough = SurfaceNets.of(lattice::at, box, resolution);
        float[] points = new float[rough.vertices().length];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) rough.vertices()[i];
        }
        float[] moved = surface.nearest(points, MOVES);
        double[] vertices = new double[points.length];
        for (int i = 0; i < points.length; i += 3) {
            double way = 0;
            for (int c = i; c < i + 3; c++) {
                way += (moved[c] - points[c]) * (moved[c] - points[c]);
            }
            float[] best = Math.sqrt(way) < lattice.side ? moved : points;
            System.arraycopy(transform.toWorld(best[i], best[i + 1], best[i + 2]), 0, vertices, i, 3);
        }
        return new TriangleMesh(vertices, rough.triangles());
    }

    /** The value between the points of the lattice, linear along each axis. */
    private double at(double x, double y, double z) {
        double[] u = {(x - box.minX()) / side, (y - box.minY()) / side, (z - box.minZ()) / side};
        int[] cell = new int[3];
        for (int c = 0; c < 3; c++) {
            cell[c] = (int) Math.clamp(Math.floor(u[c]), 0, size[c] - 2);
            u[c] -= cell[c];
        }
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            int i = corner >> 2;
            int j = corner >> 1 & 1;
            int k = corner & 1;
            double share = (i == 0 ? 1 - u[0] : u[0]) * (j == 0 ? 1 - u[1] : u[1]) * (k == 0 ? 1 - u[2] : u[2]);
            sum += share * values[((cell[0] + i) * size[1] + cell[1] + j) * size[2] + cell[2] + k];
        }
        return sum;
    }
}
