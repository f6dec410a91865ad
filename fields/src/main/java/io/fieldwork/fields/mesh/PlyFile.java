package io.fieldwork.fields.mesh;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** PLY files of points and triangles, binary, in single precision. */
public final class PlyFile {
    private PlyFile() {}

    /**
     * Writes a file of points or triangles atomically.
     *
     * @param file the target
     * @param vertices [points, 3]
     * @param colors [points, 3] in sRGB, or empty
     * @param triangles [triangles, 3], indices of points, counterclockwise seen from outside; may be empty
     * @throws UserError if it cannot be written
     */
    public static void write(Path file, double[] vertices, byte[] colors, int[] triangles) {
        MeshFormat.PLY.write(file, new PaintedMesh(new TriangleMesh(vertices, triangles), new float[0], colors));
    }

    static void to(OutputStream out, PaintedMesh mesh) throws IOException {
        double[] vertices = mesh.shape().vertices();
        int[] triangles = mesh.shape().triangles();
        float[] normals = mesh.normals();
        byte[] colors = mesh.colors();
        out.write(header(mesh).getBytes(StandardCharsets.US_ASCII));
        int size = 12 + (normals.length > 0 ? 12 : 0) + (colors.length > 0 ? 3 : 0);
        ByteBuffer vertex = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < vertices.length; i += 3) {
            vertex.clear();
            for (int k = i; k < i + 3; k++) {
                vertex.putFloat((float) vertices[k]);
            }
            for (int k = i; k < i + 3 && normals.length > 0; k++) {
                vertex.putFloat(normals[k]);
            }
            out.write((colors.length > 0 ? vertex.put(colors, i, 3) : vertex).array());
        }
        ByteBuffer face = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < triangles.length; i += 3) {
            face.clear().put((byte) 3).putInt(triangles[i]).putInt(triangles[i + 1]);
            out.write(face.putInt(triangles[i + 2]).array());
        }
    }

    private static String header(PaintedMesh mesh) {
        return "ply\nformat binary_little_endian 1.0\nelement vertex "
                + mesh.shape().vertexCount() + "\n"
                + "property float x\nproperty float y\nproperty float z\n"
                + (mesh.normals().length > 0 ? "property float nx\nproperty float ny\nproperty float nz\n" : "")
                + (mesh.colors().length > 0 ? "property uchar red\nproperty uchar green\nproperty uchar blue\n" : "")
                + (mesh.shape().triangleCount() > 0
                        ? "element face " + mesh.shape().triangleCount() + "\nproperty list uchar int vertex_indices\n"
                        : "")
                + "end_header\n";
    }
}
