package io.fieldwork.fields.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class MeshFormatTest {
    @TempDir
    Path temp;

    private final TriangleMesh box = Meshes.box(1, 2, 3);

    private PaintedMesh painted() {
        byte[] colors = new byte[24];
        for (int i = 0; i < 24; i++) {
            colors[i] = (byte) (10 * i);
        }
        return new PaintedMesh(box, box.normals(), colors);
    }

    @Test
    void objIsReadLineByLine() throws IOException {
        painted().write(temp.resolve("box.OBJ"));
        List<String> lines = Files.readAllLines(temp.resolve("box.OBJ"));
        assertEquals(8 + 8 + 12, lines.size());
        assertTrue(lines.get(1).startsWith("v 1.0 -2.0 -3.0 0.117647"), lines.get(1));
        assertTrue(lines.get(8).startsWith("vn "), lines.get(8));
        assertEquals("f 1//1 3//3 4//4", lines.get(16));
    }

    /** The chunks by the lengths that the file states, and the numbers by the accessors. */
    @Test
    void glbIsWhatItsJsonSays() throws IOException {
        painted().write(temp.resolve("box.glb"));
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(temp.resolve("box.glb"))).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x46546C67, file.getInt(0));
        assertEquals(file.capacity(), file.getInt(8));
        int length = file.getInt(12);
        assertEquals(0, length % 4);
        JsonNode json = new JsonMapper().readTree(new String(file.array(), 20, length, StandardCharsets.US_ASCII));
        int data = 28 + length;
        assertEquals(file.capacity() - data, json.at("/buffers/0/byteLength").asInt());
        assertEquals(file.capacity() - data, file.getInt(20 + length));
        assertEquals("[-1.0,-3.0,-2.0]", json.at("/accessors/0/min").toString());
        assertEquals("[1.0,3.0,2.0]", json.at("/accessors/0/max").toString());
        assertEquals(8, json.at("/accessors/0/count").asInt());
        int view = json.at("/bufferViews/3/byteOffset").asInt();
        assertEquals(2, file.getInt(data + view + 4), "the second corner of the first triangle");
        assertEquals(1f, file.getFloat(data + 12), "x of the second vertex");
        assertEquals(-3f, file.getFloat(data + 16), "its height");
        assertEquals(2f, file.getFloat(data + 20), "its y, turned");
    }

    @Test
    void plyHasWhatItsHeaderSays() throws IOException {
        painted().write(temp.resolve("box.ply"));
        byte[] bytes = Files.readAllBytes(temp.resolve("box.ply"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int data = text.indexOf("end_header\n") + 11;
        assertTrue(text.contains("property float nz\nproperty uchar red"), text.substring(0, data));
        assertEquals(8 * 27 + 12 * 13, bytes.length - data);
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(2f, numbers.getFloat(data + 2 * 27 + 4), "y of the third vertex");
        assertEquals(3, bytes[data + 8 * 27]);
    }

    @Test
    void otherEndingsAreRefused() {
        UserError error = assertThrows(UserError.class, () -> painted().write(temp.resolve("box.fbx")));
        assertTrue(error.getMessage().contains(".ply, .obj, .glb"), error.getMessage());
    }
}
