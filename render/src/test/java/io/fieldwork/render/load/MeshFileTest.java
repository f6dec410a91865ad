package io.fieldwork.render.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.Triangles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshFileTest {
    @TempDir
    Path temp;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }

    private static Triangles surface(Path file) throws IOException {
        return ((Mesh) MeshFile.read(file, Color.BLACK).items().getFirst()).triangles();
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
        Triangles box = surface(file("box.obj", """
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

    /** The header of an ASCII file up to the coordinates of its vertices. */
    private static String vertices(int count) {
        return "ply\nformat ascii 1.0\nelement vertex " + count
                + "\nproperty float x\nproperty float y\nproperty float z\n";
    }

    /** A triangle with colours of a type, which are left open. */
    private static String triangle(String type) {
        return vertices(3) + """
                property TYPE red
                property TYPE green
                property TYPE blue
                element face 1
                property list uchar int vertex_indices
                end_header
                0 0 0 %s
                1 0 0 %s
                0 1 0 %s
                3 0 1 2
                """.replace("TYPE", type);
    }

    @Test
    void plyKeepsItsColours() throws IOException {
        Triangles one = surface(file("one.ply", triangle("uchar").formatted("255 0 0", "0 255 0", "0 0 255")));
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
        assertTrue(assertThrows(IOException.class, () -> MeshFile.read(broken, Color.BLACK))
                .getMessage()
                .contains("broken.ply"));
        assertTrue(assertThrows(IOException.class, () -> MeshFile.read(temp.resolve("none.obj"), Color.BLACK))
                .getMessage()
                .contains("none.obj"));
    }

    private static final String L_SHAPE = """
            ply
            format %s 1.0
            obj_info an L of area 3 with every property in another order
            element facet_marks 2
            property list uchar short marks
            element face 1
            property uchar red
            property uchar green
            property uchar blue
            property list ushort uint vertex_index
            element vertex 6
            property uchar quality
            property double z
            property float y
            property short x
            end_header
            """;

    private Path binary(ByteOrder order) throws IOException {
        String format = order == ByteOrder.LITTLE_ENDIAN ? "binary_little_endian" : "binary_big_endian";
        byte[] header = L_SHAPE.formatted(format).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(header.length + 6 + 29 + 6 * 15).order(order);
        file.put(header)
                .put((byte) 0)
                .put((byte) 2)
                .putShort((short) 7)
                .putShort((short) 8)
                .position(header.length + 6);
        file.put((byte) -1).put((byte) 0).put((byte) 51).putShort((short) 6);
        for (int i = 0; i < 6; i++) {
            file.putInt(i);
        }
        for (int[] p : new int[][] {{0, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 2}, {0, 2}}) {
            file.put((byte) 3).putDouble(0.5).putFloat(p[1]).putShort((short) p[0]);
        }
        return Files.write(temp.resolve(format + ".ply"), file.array());
    }

    private static double area(Triangles surface) {
        double sum = 0;
        for (int t = 0; t < surface.corners().length; t += 3) {
            sum += corner(surface, t + 1)
                            .sub(corner(surface, t))
                            .cross(corner(surface, t + 2).sub(corner(surface, t)))
                            .length()
                    / 2;
        }
        return sum;
    }

    private static Vector3f corner(Triangles surface, int corner) {
        return new Vector3f()
                .set(Arrays.copyOfRange(
                        surface.positions(), 3 * surface.corners()[corner], 3 * surface.corners()[corner] + 3));
    }

    /** A fan from its first corner would reach beyond the notch and have another area. */
    @Test
    void binaryPlyOfBothByteOrdersHoldsItsElementsInAnyOrder() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            Triangles shape = surface(binary(order));
            assertEquals(4, shape.corners().length / 3);
            assertEquals(3, area(shape), 1e-6);
            assertArrayEquals(new float[] {1, 0, 0.2f}, Arrays.copyOf(shape.colors(), 3), 1e-6f);
        }
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(binary(ByteOrder.BIG_ENDIAN));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(temp.resolve("cut.ply"), Arrays.copyOf(whole, length));
            IOException e = assertThrows(IOException.class, () -> MeshFile.read(cut, Color.BLACK), "length " + length);
            assertTrue(e.getMessage().contains("cut.ply"), e.getMessage());
        }
    }

    @Test
    void numbersOfVerticesThatDoNotExistAreRefused() throws IOException {
        for (String face : List.of("4", "-1", "2147483647")) {
            Path obj = file("a.off", "OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 " + face + "\n");
            assertThrows(IOException.class, () -> MeshFile.read(obj, Color.BLACK));
        }
        for (String face : List.of("f 1 2 5", "f 1 2 0", "f -1 -2 -5", "f 1//1 2//1 3//1", "l 1 9")) {
            Path obj = file("a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\n" + face + "\n");
            assertThrows(IOException.class, () -> MeshFile.read(obj, Color.BLACK), face);
        }
    }

    @Test
    void largeCoordinatesAreMovedToTheirMiddleInDoublePrecision() throws IOException {
        StringBuilder text = new StringBuilder();
        for (double[] p : new double[][] {{0, 0, 0}, {0.125, 0, 0}, {0, 0.25, 0}, {0.0625, 0.0625, 0.5}}) {
            text.append("v %s %s %s%n".formatted(700_000.5 + p[0], 6_000_000 + p[1], -40 + p[2]));
        }
        Model model = MeshFile.read(file("far.obj", text + "f 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n"), Color.BLACK);
        assertArrayEquals(new double[] {700_000.5625, 6_000_000.125, -39.75}, model.origin());
        assertEquals(0.125 * 0.25 * 0.5 / 6, volume(((Mesh) model.items().getFirst()).triangles()), 1e-8);
        assertEquals(1, model.remarks().size());
    }

    @Test
    void verticesThatAreNotFiniteAreLeftOutWithASentence() throws IOException {
        Model model = MeshFile.read(
                file("n.off", "OFF\n5 3 0\n0 0 0\n1 0 0\n0 1 0\nnan 0 0\n-inf 1 1e300\n3 0 1 2\n3 0 1 3\n3 4 1 2\n"),
                Color.BLACK);
        assertEquals(1, ((Mesh) model.items().getFirst()).triangles().corners().length / 3);
        assertTrue(
                model.remarks().getFirst().contains("2 of 5"), model.remarks().toString());
        Path none = file("n.ply", vertices(1) + "end_header\n-nan(ind) 0 0\n");
        assertThrows(IOException.class, () -> MeshFile.read(none, Color.BLACK));
    }

    @Test
    void materialsGiveTheirColourAndWhatIsNotShownIsNamed() throws IOException {
        file("m.mtl", "newmtl blue sky\nKd 0 0 1\nmap_Kd -s 1 1 wood.png\nnewmtl half\nKd 0.4\n");
        Model model = MeshFile.read(
                file(
                        "m.obj",
                        "mtllib m.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nv 1 1 0\nusemtl blue sky\nf 1 2 3\nusemtl half\nf 2 4 3\nusemtl lost\nf 3 4 1\n"),
                Color.BLACK);
        Triangles shape = ((Mesh) model.items().getFirst()).triangles();
        float[][] expected = {{0, 0, 1}, {0.4f, 0.4f, 0.4f}, {0, 0, 0}};
        for (int t = 0; t < 3; t++) {
            for (int c = 3 * t; c < 3 * t + 3; c++) {
                int at = 3 * shape.corners()[c];
                assertArrayEquals(expected[t], Arrays.copyOfRange(shape.colors(), at, at + 3), 1e-6f);
            }
        }
        assertEquals(2, model.remarks().size(), model.remarks().toString());
    }

    @Test
    void aLineNamesSeveralFilesOfMaterials() throws IOException {
        file("dark red.mtl", "newmtl a\r\nKd 0.5 0 0\r\n");
        file("b.mtl", "newmtl b\nKd 0 0.5 0\nnewmtl c\nKd spectral c.rfl 1\n");
        Model model = MeshFile.read(
                file(
                        "several.obj",
                        "mtllib \"dark red.mtl\" b.mtl none.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl a\nf 1 2 3\nusemtl b\nf 1 3 2\n"),
                Color.BLACK);
        Triangles shape = ((Mesh) model.items().getFirst()).triangles();
        int second = 3 * shape.corners()[3];
        assertArrayEquals(new float[] {0, 0.5f, 0}, Arrays.copyOfRange(shape.colors(), second, second + 3), 1e-2f);
        assertEquals(2, model.remarks().size(), model.remarks().toString());
    }

    private float[] firstColor(String name, String text) throws IOException {
        return Arrays.copyOf(surface(file(name, text)).colors(), 3);
    }

    /** Full light is 1 or 255 as the whole file has it, whether numbers are written as whole ones or not. */
    @Test
    void coloursReachUpToOneOr255() throws IOException {
        String ply = triangle("double");
        assertArrayEquals(
                new float[] {1, 0, 0.2f}, firstColor("a.ply", ply.formatted("1 0 .2", "0 0 1", "0 0 0")), 3e-3f);
        assertArrayEquals(
                new float[] {1 / 255f, 0, 0.2f},
                firstColor("b.ply", ply.formatted("1 0 51", "255 0 0", "0 0 0")),
                3e-3f);
        String obj = "v 0 0 0 %s\nv 1 0 0 %s\nv 0 1 0 0 0 0\nf 1 2 3\n";
        assertArrayEquals(new float[] {0, 0.6f, 1}, firstColor("a.obj", obj.formatted("0 153 255", "0 0 0")), 3e-3f);
        assertArrayEquals(new float[] {0, 0.6f, 1}, firstColor("b.obj", obj.formatted("0 0.6 1", "0 0 0")), 3e-3f);
        String off = "COFF\n3 1 0\n0 0 0 %s 1\n1 0 0 %s 1\n0 1 0 0 0 0 1\n3 0 1 2\n";
        assertArrayEquals(new float[] {0, 1, 0}, firstColor("a.off", off.formatted("0 1 0", "1 1.0 0")), 3e-3f);
        assertArrayEquals(new float[] {0, 1 / 255f, 0}, firstColor("b.off", off.formatted("0 1 0", "1 200 0")), 3e-3f);
    }

    /** In nanometres or light years, lit as in metres. */
    @Test
    void sizesBeyondSinglePrecisionAreShownInOtherUnits() throws IOException {
        for (double unit : new double[] {1e-9, 1, 1e16}) {
            StringBuilder text = new StringBuilder();
            for (int[] p : new int[][] {{0, 0, 0}, {3, 0, 0}, {0, 3, 0}, {0, 0, 3}}) {
                text.append("v %s %s %s%n".formatted(unit * p[0], unit * p[1], unit * p[2]));
            }
            Model model = MeshFile.read(file("u.obj", text + "f 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n"), Color.BLACK);
            Triangles body = ((Mesh) model.items().getFirst()).triangles();
            assertEquals(4.5, volume(body), 1e-4, "" + unit);
            assertEquals(unit, model.unit(), 1e-6 * unit);
            assertEquals(
                    unit == 1 ? 0 : 1, model.remarks().size(), model.remarks().toString());
            float[] normals = body.shaded().normals();
            assertTrue(normals[0] * normals[0] + normals[1] * normals[1] + normals[2] * normals[2] > 0.1);
        }
    }

    @Test
    void facesWithoutAnAreaAreTold() throws IOException {
        String needle = "v 1 1 1\nv 2 2 2\nv 4 4 4\n%sf 1 2 3\n";
        assertTrue(MeshFile.read(file("needle.obj", needle.formatted("")), Color.BLACK)
                .remarks()
                .getFirst()
                .contains("no area"));
        assertEquals(
                List.of(),
                MeshFile.read(file("one.obj", needle.formatted("v 1 1 2\nf 1 2 4\n")), Color.BLACK)
                        .remarks());
    }

    @Test
    void dialectsOfTextAreRead() throws IOException {
        byte[] latin = "mtllib m.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl gr\u00fcn\nf 1 2 3\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        file("m.mtl", "newmtl gr\u00fcn\nKd 0 1 0\n");
        Triangles green = surface(Files.write(temp.resolve("latin.obj"), latin));
        assertArrayEquals(new float[] {0, 1, 0}, Arrays.copyOf(green.colors(), 3));
        assertEquals(0.5, area(surface(file("bom.off", "\uFEFFOFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n"))), 1e-6);
        String facet = "facet normal nan 0 0 outer loop vertex 0 0 0 vertex 1 0 0 vertex 0 1 0 endloop endfacet\n";
        assertEquals(
                1, area(surface(file("lines.stl", "\n\n  Solid part\n" + facet + facet + "endsolid part\n"))), 1e-6);
    }

    /** Of a scan, a Gaussian splat or a table that nobody knows. */
    @Test
    void numbersOfPlyThatAreNotShownAreNamed() throws IOException {
        Model model = MeshFile.read(
                file(
                        "scan.ply",
                        vertices(1)
                                + "property float intensity\nelement camera 1\nproperty int id\nend_header\n0 0 0 4\n5\n"),
                Color.BLACK);
        assertEquals(
                List.of("what it states of its vertices as intensity is not shown", "its table 'camera' is not shown"),
                model.remarks());
    }

    @Test
    void pointsAndLinesAloneAreShown() throws IOException {
        assertInstanceOf(
                Points.class,
                MeshFile.read(file("p.obj", "v 1 2 3\nv 2 2 3\n"), Color.BLACK)
                        .items()
                        .getFirst());
        Curves lines = (Curves) MeshFile.read(file("l.obj", "v 1 2 3\nv 2 2 3\nv 2 4 3\nl 1 2 -1\n"), Color.BLACK)
                .items()
                .getFirst();
        assertEquals(2, lines.lines().size());
        assertArrayEquals(new float[] {2, 2, 3, 2, 4, 3}, lines.lines().get(1));
    }

    /** A cube has its six normals, each at four vertices; a finely divided ball keeps its vertices. */
    @Test
    void sharpEdgesStaySharp() throws IOException {
        StringBuilder cube = new StringBuilder("OFF 8 6 12\n");
        for (int i = 0; i < 8; i++) {
            cube.append(i & 1)
                    .append(' ')
                    .append(i >> 1 & 1)
                    .append(' ')
                    .append(i >> 2)
                    .append('\n');
        }
        Triangles shaded = surface(
                        file("c.off", cube + "4 0 2 3 1\n4 4 5 7 6\n4 0 1 5 4\n4 2 6 7 3\n4 0 4 6 2\n4 1 3 7 5\n"))
                .shaded();
        assertEquals(24, shaded.positions().length / 3);
        for (int i = 0; i < 24; i++) {
            Vector3f normal = new Vector3f()
                    .set(Arrays.copyOfRange(shaded.normals(), 3 * i, 3 * i + 3))
                    .normalize()
                    .absolute();
            assertEquals(1, normal.get(normal.maxComponent()), 1e-6f);
        }
        StringBuilder prism = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            double angle = Math.PI * (i / 2) / 8;
            prism.append("v %s %s %d%n".formatted(Math.cos(angle), Math.sin(angle), i % 2));
        }
        for (int i = 0; i < 16; i++) {
            prism.append("f %d %d %d %d%n".formatted(2 * i + 1, (2 * i + 2) % 32 + 1, (2 * i + 3) % 32 + 1, 2 * i + 2));
        }
        assertEquals(32, surface(file("p.obj", prism.toString())).shaded().positions().length / 3);
    }

    @Test
    void binaryStlHasColoursAndTextStlPolygons() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(84 + 50).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(80, 1).putFloat(84 + 24, 2).putFloat(84 + 40, 3).putShort(132, (short) (0x8000 | 31 << 10));
        Triangles one = surface(Files.write(temp.resolve("b.stl"), file.array()));
        assertEquals(3, area(one), 1e-6);
        assertArrayEquals(new float[] {1, 0, 0}, Arrays.copyOf(one.colors(), 3));
        file.putInt(80, 2);
        Path cut = Files.write(temp.resolve("cut.stl"), file.array());
        assertThrows(IOException.class, () -> MeshFile.read(cut, Color.BLACK));
        Triangles square = surface(
                file(
                        "t.stl",
                        "solid vertex facet\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 1 1 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid\n"));
        assertEquals(1, area(square), 1e-6);
    }

    /** One triangle, twice as large and turned upright by its node. */
    @Test
    void gltfIsPlacedAndColoured() throws IOException {
        ByteBuffer points = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        points.putFloat(12, 1).putFloat(28, 1);
        String json = """
                {"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0,"scale":[2,2,2],"translation":[0,5,0]}],
                "meshes":[{"primitives":[{"attributes":{"POSITION":0},"material":0}]}],
                "materials":[{"pbrMetallicRoughness":{"baseColorFactor":[1,0.2140411,0,1]}}],
                "accessors":[{"bufferView":0,"componentType":5126,"count":COUNT,"type":"VEC3"}],
                "bufferViews":[{"buffer":0,"byteLength":36}],
                "buffers":[{"byteLength":36,"uri":"data:;base64,DATA"}]}
                """.replace("DATA", Base64.getEncoder().encodeToString(points.array()));
        Triangles one = surface(file("a.gltf", json.replace("COUNT", "3")));
        assertArrayEquals(new float[] {0, 0, 5, 2, 0, 5, 0, 0, 7}, one.positions(), 1e-6f);
        assertArrayEquals(new float[] {1, 0.5f, 0}, Arrays.copyOf(one.colors(), 3), 3e-3f);
        String bare = json.replace("{\"scenes\":[{\"nodes\":[0]}],", "{").replace("COUNT", "3");
        assertEquals(2, area(surface(file("bare.gltf", bare))), 1e-6, "without scenes everything is shown");
        Path beyond = file("b.gltf", json.replace("COUNT", "4"));
        assertThrows(IOException.class, () -> MeshFile.read(beyond, Color.BLACK));
    }
}
