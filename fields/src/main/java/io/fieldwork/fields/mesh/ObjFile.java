package io.fieldwork.fields.mesh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Wavefront OBJ files: text, numbers as short as they stay exact in single precision, vertices counted from 1. */
final class ObjFile {
    private ObjFile() {}

    static void to(OutputStream out, PaintedMesh mesh) throws IOException {
        double[] vertices = mesh.shape().vertices();
        for (int i = 0; i < vertices.length; i += 3) {
            StringBuilder line = new StringBuilder("v");
            for (int k = i; k < i + 3; k++) {
                line.append(' ').append((float) vertices[k]);
            }
            for (int k = i; k < i + 3 && mesh.colors().length > 0; k++) {
                line.append(' ').append((mesh.colors()[k] & 0xff) / 255f);
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        }
        float[] normals = mesh.normals();
        for (int i = 0; i < normals.length; i += 3) {
            String line = "vn " + normals[i] + " " + normals[i + 1] + " " + normals[i + 2] + "\n";
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        }
        int[] triangles = mesh.shape().triangles();
        for (int i = 0; i < triangles.length; i += 3) {
            StringBuilder line = new StringBuilder("f");
            for (int k = i; k < i + 3; k++) {
                int vertex = triangles[k] + 1;
                line.append(' ').append(vertex);
                if (normals.length > 0) {
                    line.append("//").append(vertex);
                }
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
