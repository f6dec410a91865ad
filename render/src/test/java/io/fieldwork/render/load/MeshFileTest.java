package io.fieldwork.render.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Triangles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshFileTest {
    @TempDir
    Path temp;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }

    /** By the divergence theorem; positive if the corners go around counter-clockwise seen from outside. */
    private static double volume(Triangles surface) {
        double sum = 0;
        for (int t = 0; t < surface.corners().length; t += 3) {
            Vector3f[] p = new Vector3f[3];
            for (int c = 0; c < 3; c++) {
                int at = 3 * surface.corners()[t + c];
                p[c] = new Vector3f(surface.positions()[at], surface.positions()[at + 1], surface.positions()[at + 2]);
            }
            sum += p[0].dot(p[1].cross(p[2], new Vector3f())) / 6;
        }
        return sum;
    }

    /** A box of 1 x 2 x 3 as six quadrangles. */
    @Test
    void quadranglesOfObjBecomeTriangles() throws IOException {
        Triangles box = MeshFile.read(file("box.obj", """
                v 0 0 0
                v 1 0 0
                v 1 2 0
                v 0 2 0
                v 0 0 3
                v 1 0 3
                v 1 2 3
                v 0 2 3
                f 1 4 3 2
                f 5 6 7 8
                f 1 2 6 5
                f 2 3 7 6
                f 3 4 8 7
                f 4 1 5 8
                """));
        assertEquals(12, box.corners().length / 3);
        assertEquals(8, box.positions().length / 3);
        assertEquals(6, volume(box), 1e-5);
    }

    @Test
    void plyKeepsItsColours() throws IOException {
        Triangles one = MeshFile.read(file("one.ply", """
                ply
                format ascii 1.0
                element vertex 3
                property float x
                property float y
                property float z
                property uchar red
                property uchar green
                property uchar blue
                element face 1
                property list uchar int vertex_indices
                end_header
                0 0 0 255 0 0
                1 0 0 0 255 0
                0 1 0 0 0 255
                3 0 1 2
                """));
        float[] colors = one.colors();
        assertTrue(colors != null);
        for (int v = 0; v < 3; v++) {
            int corner = one.positions()[3 * v] == 1 ? 1 : one.positions()[3 * v + 1] == 1 ? 2 : 0;
            assertEquals(1, colors[3 * v + corner], 1e-6);
        }
    }

    @Test
    void whatHoldsNoSurfaceIsNamed() throws IOException {
        Path broken = file("broken.ply", "ply\nformat ascii 1.0\nelement vertex 3\n");
        assertTrue(assertThrows(IOException.class, () -> MeshFile.read(broken))
                .getMessage()
                .contains("broken.ply"));
        assertTrue(assertThrows(IOException.class, () -> MeshFile.read(temp.resolve("none.obj")))
                .getMessage()
                .contains("none.obj"));
    }
}
