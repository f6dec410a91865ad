package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.render.load.MeshFile;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.view.Offscreen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Distance fields of meshes from the command line. */
class DistanceCommandsTest {
    private static final String BOX = """
            v -1 -0.6 2
            v 1 -0.6 2
            v 1 0.6 2
            v -1 0.6 2
            v -1 -0.6 3
            v 1 -0.6 3
            v 1 0.6 3
            v -1 0.6 3
            f 4 3 2 1
            f 5 6 7 8
            f 1 2 6 5
            f 2 3 7 6
            f 3 4 8 7
            f 4 1 5 8
            """;
    private static final String[] SMALL = {
        "--set", "field={levels: 5, log2Table: 12, finestResolution: 64, hidden: 32}", "--set",
        "sampling={batch: 4096, pool: 40000}", "--set", "output={images: 1, previewSeconds: 0}",
        "--set", "evaluation={overlap: 48, cells: 64, samples: 20000}"
    };

    @TempDir
    private static Path temp;

    private static String trained = "";

    private final TestShell shell = new TestShell(temp);

    private int run(String... arguments) {
        return shell.run(Job::open, arguments);
    }

    @BeforeAll
    static void train() {
        TestShell shell = new TestShell(temp);
        shell.write("box.obj", BOX);
        String[] fixed = {
            "train", temp.resolve("box.obj").toString(), "--device", "cpu", "--steps", "400", "--out", "run"
        };
        String[] all = new String[fixed.length + SMALL.length];
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(SMALL, 0, all, fixed.length, SMALL.length);
        assertEquals(0, shell.run(Job::open, all), shell.err());
        trained = shell.out();
    }

    @Test
    void aMeshIsLearnedMeasuredAndWritten() throws IOException {
        assertTrue(trained.contains("fieldwork train distance --set scene.path="), trained);
        assertTrue(trained.contains("12 triangles, 8 vertices, 1 part, closed"), trained);
        RunFolder run = RunFolder.open(temp.resolve("run"));
        assertTrue(Files.isRegularFile(run.images().resolve("view_0_comparison.png")));
        assertEquals(0, run("eval", "run", "--json"), shell.err());
        Map<?, ?> numbers = new JsonMapper().readValue(shell.out(), Map.class);
        assertTrue((double) numbers.get("iou") > 0.97, numbers.toString());
        assertTrue((double) numbers.get("chamfer") < 0.01, numbers.toString());
        assertTrue((double) numbers.get("normalErrorDegrees") < 12, numbers.toString());
        for (String name : List.of("mesh.ply", "mesh.obj", "mesh.glb")) {
            assertEquals(0, run("export", "run", "--out", name, "--grid", "48", "--largest"), shell.err());
            assertTrue(shell.out().contains("1 part, closed"), shell.out());
            isTheBox(temp.resolve(name));
        }
        assertEquals(0, run("export", "run", "--out", "few.glb", "--grid", "48", "--triangles", "500"), shell.err());
        assertTrue(shell.out().contains("triangles"), shell.out());
        assertEquals(2, run("export", "run", "--out", "few.glb"), shell.out());
        assertEquals(2, run("export", "run", "--out", "u.npz"), shell.out());
    }

    /** Read back by the viewer's reader: in the input's frame, closed, each edge of two triangles that face the same side. */
    private static void isTheBox(Path file) throws IOException {
        Triangles mesh = MeshFile.read(file, Color.BLACK).items().stream()
                .map(item -> ((Mesh) item).triangles())
                .findFirst()
                .orElseThrow();
        float[] p = mesh.positions();
        Map<String, Integer> edges = new HashMap<>();
        double volume = 0;
        for (int i = 0; i < mesh.corners().length; i += 3) {
            int[] c = {mesh.corners()[i], mesh.corners()[i + 1], mesh.corners()[i + 2]};
            for (int k = 0; k < 3; k++) {
                String from = place(p, c[k]);
                String to = place(p, c[(k + 1) % 3]);
                boolean forwards = from.compareTo(to) < 0;
                edges.merge(forwards ? from + " " + to : to + " " + from, forwards ? 1 : 1000, Integer::sum);
                int a = 3 * c[0];
                int b = 3 * c[(k + 1) % 3];
                int d = 3 * c[(k + 2) % 3];
                if (k == 0) {
                    volume += p[a] * (p[b + 1] * p[d + 2] - p[b + 2] * p[d + 1])
                            + p[a + 1] * (p[b + 2] * p[d] - p[b] * p[d + 2])
                            + p[a + 2] * (p[b] * p[d + 1] - p[b + 1] * p[d]);
                }
            }
        }
        assertTrue(edges.values().stream().allMatch(uses -> uses == 1001), file.toString());
        assertEquals(2 * 1.2 * 1, volume / 6, 0.05, file.toString());
        float top = Float.NEGATIVE_INFINITY;
        for (int i = 2; i < p.length; i += 3) {
            top = Math.max(top, p[i]);
        }
        assertEquals(3, top, 0.05, file.toString());
    }

    private static String place(float[] p, int vertex) {
        return p[3 * vertex] + "," + p[3 * vertex + 1] + "," + p[3 * vertex + 2];
    }

    @Test
    void itIsSeen() throws IOException {
        assertEquals(0, run("render", "run", "--out", "n.png", "--mode", "normal", "--size", "60x60"), shell.err());
        Image image = Image.read(temp.resolve("n.png"));
        assertEquals(60, image.width());
        assertEquals(2, run("render", "run", "--out", "t.png", "--camera", "test:0"), shell.out());
        assertTrue(shell.err().contains("orbit"), shell.err());
        Offscreen.require();
        String[] view = {
            "view", "run", "--headless", "--frames", "1", "--out", "view", "--mode", "error", "--size", "320x240"
        };
        assertEquals(0, run(view), shell.err());
        assertTrue(Files.isRegularFile(temp.resolve("view/frame_0000.png")), shell.out());
    }

    @Test
    void mistakesAreOneSentence() {
        shell.write("flat.obj", "v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 3\n");
        assertEquals(2, run("train", temp.resolve("flat.obj").toString(), "--out", "a"), shell.out());
        assertTrue(shell.err().contains("a mesh with an area"), shell.err());
        assertEquals(2, run("train", "distance", "--set", "scene.path=generated:teapot", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("generated:still-life"), shell.err());
        assertEquals(2, run("train", "distance", "--set", "scene.path=generated:courtyard", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("leaves the box"), shell.err());
        assertEquals(2, run("train", "distance", "--set", "sampling.near=1.1", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("sampling.near"), shell.err());
    }
}
