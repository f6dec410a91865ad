package io.fieldwork.fields.mesh;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
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
     * Writes a file atomically.
     *
     * @param file the target
     * @param vertices [points, 3]
     * @param colors [points, 3] in sRGB, or empty
     * @param triangles [triangles, 3], indices of points, counterclockwise seen from outside; may be empty
     * @throws UserError if it cannot be written
     */
    public static void write(Path file, double[] vertices, byte[] colors, int[] triangles) {
        try {
            AtomicFile.write(file, out -> to(out, vertices, colors, triangles));
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }

    private static void to(OutputStream out, double[] vertices, byte[] colors, int[] triangles) throws IOException {
        boolean colored = colors.length > 0;
        String header = "ply\nformat binary_little_endian 1.0\nelement vertex " + vertices.length / 3 + "\n"
                + "property float x\nproperty float y\nproperty float z\n"
                + (colored ? "property uchar red\nproperty uchar green\nproperty uchar blue\n" : "")
                + (triangles.length > 0
                        ? "element face " + triangles.length / 3 + "\nproperty list uchar int vertex_indices\n"
                        : "")
                + "end_header\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer vertex = ByteBuffer.allocate(colored ? 15 : 12).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < vertices.length; i += 3) {
            vertex.clear().putFloat((float) vertices[i]).putFloat((float) vertices[i + 1]);
            vertex.putFloat((float) vertices[i + 2]);
            out.write((colored ? vertex.put(colors, i, 3) : vertex).array());
        }
        ByteBuffer face = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < triangles.length; i += 3) {
            face.clear()
                    .put((byte) 3)
                    .putInt(triangles[i])
                    .putInt(triangles[i + 1])
                    .putInt(triangles[i + 2]);
            out.write(face.array());
        }
    }
}
