package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.LevelSurface;
import io.fieldwork.fields.mesh.MarchingCubes;
import io.fieldwork.fields.mesh.PaintedMesh;
import io.fieldwork.fields.mesh.TextureBaking;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.MediumDistance;
import io.fieldwork.fields.volume.SphereTracer;

/**
 * Meshes of a learned surface, in the coordinates of the files that its photographs were read from.
 *
 * @param distance that was learned, whose zeros are the surface
 * @param box of it
 * @param transform from the files to the scene
 */
public record LearnedMesh(MediumDistance distance, Box box, SceneTransform transform) {
    /** How much a learned distance is expected to change along a unit of way at most. */
    private static final double STEEPEST = 2;

    /**
     * {@return the surface in its box, open where it leaves the box}
     *
     * @param resolution cells of the lattice along the longest side of the box
     * @throws UserError if there is no surface in the box
     */
    public LevelSurface at(int resolution) {
        LevelSurface found = MarchingCubes.surface(distance, box, resolution, STEEPEST);
        double[] vertices = moved(found.mesh().vertices(), transform);
        TriangleMesh mesh = new TriangleMesh(vertices, found.mesh().triangles());
        return new LevelSurface(mesh, found.box(), found.cuts(), found.evaluations());
    }

    /** {@return a mesh of about that surface with its normals, and its colours seen from straight above} */
    public PaintedMesh painted(TriangleMesh mesh) {
        double[] scene = moved(mesh.vertices(), transform.inverse());
        float[] points = floats(scene, scene.length);
        float[] normals = SphereTracer.learned(distance, box).normals(points);
        float[] colors = distance.colors(points, normals);
        byte[] bytes = new byte[colors.length];
        double[] turned = new double[normals.length];
        double[] origin = transform.toWorld(0, 0, 0);
        for (int i = 0; i < normals.length; i += 3) {
            double[] tip = transform.toWorld(normals[i], normals[i + 1], normals[i + 2]);
            double length = Math.hypot(Math.hypot(tip[0] - origin[0], tip[1] - origin[1]), tip[2] - origin[2]);
            for (int c = 0; c < 3; c++) {
                turned[i + c] = (tip[c] - origin[c]) / length;
                bytes[i + c] = (byte) Math.round(255 * Math.clamp(colors[i + c], 0f, 1f));
            }
        }
        return new PaintedMesh(mesh, floats(turned, turned.length), bytes);
    }

    /**
     * {@return a mesh of about that surface with its normals and a picture of its colours, seen from straight above}
     *
     * @param size of the picture in texels a side, a power of two
     * @throws UserError if the triangles have no room in it
     */
    public PaintedMesh textured(TriangleMesh mesh, int size) {
        SphereTracer tracer = SphereTracer.learned(distance, box);
        return TextureBaking.of(painted(mesh), size, points -> {
            float[] scene = floats(moved(points, transform.inverse()), points.length);
            return distance.colors(scene, tracer.normals(scene));
        });
    }

    private static double[] moved(double[] points, SceneTransform transform) {
        double[] moved = new double[points.length];
        for (int i = 0; i < points.length; i += 3) {
            System.arraycopy(transform.toWorld(points[i], points[i + 1], points[i + 2]), 0, moved, i, 3);
        }
        return moved;
    }

    private static float[] floats(double[] numbers, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
