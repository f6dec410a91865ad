package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.LevelFunction;
import io.fieldwork.fields.mesh.MarchingCubes;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.SurfaceTrace;

/** The mesh of a learned surface, in the coordinates of the files that its photographs were read from. */
public final class LearnedMesh {
    /** How much a learned distance is expected to change along a unit of way at most. */
    private static final double STEEPEST = 2;

    private LearnedMesh() {}

    /**
     * {@return the mesh of the surface in its box, open where it leaves the box}
     *
     * @param surface that was learned
     * @param box of it
     * @param transform from the files to the scene
     * @param resolution cells of the lattice along the longest side of the box
     * @throws UserError if there is no surface in the box
     */
    public static TriangleMesh of(SurfaceTrace surface, Box box, SceneTransform transform, int resolution) {
        LevelFunction distance = (points, count, values) -> {
            float[] x = new float[3 * count];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) points[i];
            }
            float[] found = surface.distances(x);
            for (int i = 0; i < count; i++) {
                values[i] = found[i];
            }
        };
        TriangleMesh mesh =
                MarchingCubes.surface(distance, box, resolution, STEEPEST).mesh();
        double[] vertices = mesh.vertices().clone();
        for (int i = 0; i < vertices.length; i += 3) {
            double[] world = transform.toWorld(vertices[i], vertices[i + 1], vertices[i + 2]);
            System.arraycopy(world, 0, vertices, i, 3);
        }
        return new TriangleMesh(vertices, mesh.triangles());
    }
}
