package io.fieldwork.fields.mesh;

import java.nio.file.Path;

/**
 * Triangles that share vertices.
 *
 * @param vertices [vertices, 3]; not to be changed afterwards
 * @param triangles [triangles, 3], indices of vertices, counterclockwise seen from outside; not to be changed afterwards
 */
public record TriangleMesh(double[] vertices, int[] triangles) {
    /** {@return the number of vertices} */
    public int vertexCount() {
        return vertices.length / 3;
    }

    /** {@return the number of triangles} */
    public int triangleCount() {
        return triangles.length / 3;
    }

    /**
     * Writes a PLY file atomically.
     *
     * @throws io.fieldwork.fields.tensor.UserError if it cannot be written
     */
    public void writePly(Path file) {
        PlyFile.write(file, vertices, new byte[0], triangles);
    }
}
