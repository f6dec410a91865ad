package io.fieldwork.fields.mesh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Binary glTF 2.0 files of one mesh (Khronos, sections 3.6, 3.7 and 4.4): a header, a chunk of JSON and one of numbers, both of whole fours of
 * bytes. A point (x, y, z) with z up is written as (x, z, -y).
 */
final class GlbFile {
    private static final int FLOAT = 5126;
    private static final int INT = 5125;
    private static final int BYTE = 5121;
    private static final int VERTICES = 34962;
    private static final int INDICES = 34963;

    private final PaintedMesh mesh;
    private final int count;
    private final int bytes;
    private final List<String> views = new ArrayList<>();
    private final List<String> accessors = new ArrayList<>();
    private final List<String> attributes = new ArrayList<>();
    private int length;

    private GlbFile(PaintedMesh mesh) {
        this.mesh = mesh;
        this.count = mesh.shape().vertexCount();
        attribute("POSITION", 12, FLOAT, "VEC3", range());
        if (mesh.normals().length > 0) {
            attribute("NORMAL", 12, FLOAT, "VEC3", "");
        }
        if (mesh.colors().length > 0) {
            attribute("COLOR_0", 4, BYTE, "VEC4", ",\"normalized\":true");
        }
        Texture texture = mesh.texture();
        if (texture != null) {
            attribute("TEXCOORD_0", 8, FLOAT, "VEC2", "");
        }
        array(4 * mesh.shape().triangles().length, INDICES, INT, mesh.shape().triangles().length, "SCALAR", "");
        if (texture != null) {
            views.add("{\"buffer\":0,\"byteOffset\":" + length + ",\"byteLength\":" + texture.png().length + "}");
            length = Math.addExact(length, texture.png().length + 3 & -4);
        }
        this.bytes = length;
    }

    static void to(OutputStream out, PaintedMesh mesh) throws IOException {
        new GlbFile(mesh).write(out);
    }

    private void attribute(String name, int size, int type, String shape, String more) {
        attributes.add("\"" + name + "\":" + accessors.size());
        array(Math.multiplyExact(size, count), VERTICES, type, count, shape, more);
    }

    private void array(int size, int target, int type, int elements, String shape, String more) {
        views.add("{\"buffer\":0,\"byteOffset\":" + length + ",\"byteLength\":" + size + ",\"target\":" + target + "}");
        accessors.add("{\"bufferView\":" + accessors.size() + ",\"componentType\":" + type + ",\"count\":" + elements
                + ",\"type\":\"" + shape + "\"" + more + "}");
        length = Math.addExact(length, size);
    }

    /** The coordinate of a vertex along an axis of the file. */
    private static float turned(double[] values, int vertex, int axis) {
        return switch (axis) {
            case 0 -> (float) values[3 * vertex];
            case 1 -> (float) values[3 * vertex + 2];
            default -> (float) -values[3 * vertex + 1];
        };
    }

    private String range() {
        StringBuilder low = new StringBuilder();
        StringBuilder high = new StringBuilder();
        for (int axis = 0; axis < 3; axis++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                float value = turned(mesh.shape().vertices(), i, axis);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            low.append(axis == 0 ? "" : ",").append(least);
            high.append(axis == 0 ? "" : ",").append(most);
        }
        return ",\"min\":[" + low + "],\"max\":[" + high + "]";
    }

    private byte[] json() {
        String text =
                "{\"asset\":{\"version\":\"2.0\",\"generator\":\"Fieldwork\"},\"scene\":0,\"scenes\":[{\"nodes\":[0]}],"
                        + "\"nodes\":[{\"mesh\":0}],\"meshes\":[{\"primitives\":[{\"attributes\":{"
                        + String.join(",", attributes)
                        + "},\"indices\":" + (accessors.size() - 1)
                        + (mesh.texture() == null ? "}]}]" : ",\"material\":0}]}]" + material())
                        + ",\"accessors\":["
                        + String.join(",", accessors)
                        + "],\"bufferViews\":[" + String.join(",", views) + "],\"buffers\":[{\"byteLength\":" + bytes
                        + "}]}";
        return (text + " ".repeat(-text.length() & 3)).getBytes(StandardCharsets.US_ASCII);
    }

    /** The picture is the colour of the surface. */
    private String material() {
        return ",\"materials\":[{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0},\"metallicFactor\":0,"
                + "\"roughnessFactor\":1}}],\"textures\":[{\"sampler\":0,\"source\":0}],"
                + "\"samplers\":[{\"magFilter\":9729,\"minFilter\":9729,\"wrapS\":33071,\"wrapT\":33071}],"
                + "\"images\":[{\"mimeType\":\"image/png\",\"bufferView\":" + (views.size() - 1) + "}]";
    }

    private void write(OutputStream out) throws IOException {
        byte[] json = json();
        ByteBuffer head = little(20).putInt(0x46546C67).putInt(2);
        head.putInt(Math.addExact(28 + json.length, bytes)).putInt(json.length).putInt(0x4E4F534A);
        out.write(head.array());
        out.write(json);
        out.write(little(8).putInt(bytes).putInt(0x004E4942).array());
        ByteBuffer row = little(12);
        double[] vertices = mesh.shape().vertices();
        for (int i = 0; i < count; i++) {
            row.clear().putFloat(turned(vertices, i, 0)).putFloat(turned(vertices, i, 1));
            out.write(row.putFloat(turned(vertices, i, 2)).array());
        }
        float[] normals = mesh.normals();
        for (int i = 0; i < normals.length; i += 3) {
            row.clear().putFloat(normals[i]).putFloat(normals[i + 2]).putFloat(-normals[i + 1]);
            out.write(row.array());
        }
        byte[] colors = mesh.colors();
        for (int i = 0; i < colors.length; i += 3) {
            out.write(new byte[] {colors[i], colors[i + 1], colors[i + 2], (byte) 255});
        }
        Texture texture = mesh.texture();
        ByteBuffer four = little(4);
        for (int i = 0; texture != null && i < texture.places().length; i++) {
            out.write(four.clear().putFloat(texture.places()[i]).array());
        }
        for (int vertex : mesh.shape().triangles()) {
            out.write(four.clear().putInt(vertex).array());
        }
        if (texture != null) {
            out.write(texture.png());
            out.write(new byte[-texture.png().length & 3]);
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
