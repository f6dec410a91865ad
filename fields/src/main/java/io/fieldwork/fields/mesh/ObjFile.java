package io.fieldwork.fields.mesh;

import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Wavefront OBJ files: text, numbers as short as they stay exact in single precision, vertices counted from 1. */
final class ObjFile {
    private ObjFile() {}

    /** Writes a mesh; with a texture the material of {@link #material} lies on it. */
    static void to(OutputStream out, PaintedMesh mesh, String name) throws IOException {
        Texture texture = mesh.texture();
        if (texture != null) {
            out.write(("mtllib " + name + ".mtl\n").getBytes(StandardCharsets.UTF_8));
        }
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
        for (int i = 0; texture != null && i < texture.places().length; i += 2) {
            String line = "vt " + texture.places()[i] + " " + (1 - texture.places()[i + 1]) + "\n";
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        }
        if (texture != null) {
            out.write("usemtl baked\n".getBytes(StandardCharsets.US_ASCII));
        }
        int[] triangles = mesh.shape().triangles();
        for (int i = 0; i < triangles.length; i += 3) {
            StringBuilder line = new StringBuilder("f");
            for (int k = i; k < i + 3; k++) {
                int vertex = triangles[k] + 1;
                line.append(' ').append(vertex);
                if (texture != null) {
                    line.append('/').append(vertex);
                }
                if (normals.length > 0) {
                    line.append(texture == null ? "//" : "/").append(vertex);
                }
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Writes the material and the picture of a mesh with a texture beside it. */
    static void material(Path file, PaintedMesh mesh) throws IOException {
        Texture texture = mesh.texture();
        if (texture != null) {
            String name = MeshFormat.name(file);
            String text = "newmtl baked\nKa 0 0 0\nKd 1 1 1\nKs 0 0 0\nillum 1\nmap_Kd " + name + ".png\n";
            AtomicFile.write(file.resolveSibling(name + ".png"), out -> out.write(texture.png()));
            AtomicFile.write(
                    file.resolveSibling(name + ".mtl"), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
