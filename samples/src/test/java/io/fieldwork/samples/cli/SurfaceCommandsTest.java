package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.samples.kind.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Surfaces of photographs from the command line: what begins as a ball, alone and with a background. */
class SurfaceCommandsTest {
    private static final String[] BACKGROUND = {"--set", "field.background=true"};

    @TempDir
    private static Path temp;

    private final TestShell shell = new TestShell(temp);

    private static String[] train(String name, String... more) {
        Stream<String> fixed =
                Stream.of("train", temp.resolve("ball.yaml").toString(), "--device", "cpu", "--quiet", "--out", name);
        return Stream.concat(fixed, Stream.of(more)).toArray(String[]::new);
    }

    @BeforeAll
    static void train() {
        System.setProperty("fieldwork.cache", temp.resolve("cache").toString());
        TestShell shell = new TestShell(temp);
        shell.write("ball.yaml", """
                kind: surface
                scene: {path: 'generated:room', box: 2}
                generate: {train: 4, validation: 0, test: 1, width: 16, height: 16, samples: 1, points: 0, mesh: 0}
                field: {type: surface, depth: 1, width: 16, octaves: 2, features: 4, colorDepth: 1, colorWidth: 16}
                sampling: {type: errorBound, samples: 512, places: 16, fine: 8, extra: 4, outside: 8}
                train: {steps: 3}
                output: {images: 0}
                """);
        assertEquals(0, shell.run(Job::open, train("plain")), shell.err());
        assertEquals(0, shell.run(Job::open, train("around", BACKGROUND)), shell.err());
    }

    @AfterAll
    static void close() {
        System.clearProperty("fieldwork.cache");
    }

    private int run(String... arguments) {
        return shell.run(Job::open, arguments);
    }

    private byte[] picture(String run, String... more) {
        Stream<String> fixed = Stream.of("render", run, "--camera", "test:0", "--out", "seen.png");
        assertEquals(0, run(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new)), shell.err());
        return Image.read(temp.resolve("seen.png")).pixels();
    }

    @Test
    void inItsOwnColoursASurfaceLooksAsItIs() {
        assertArrayEquals(picture("plain"), picture("plain", "--radiance", "plain"));
        assertArrayEquals(picture("around"), picture("around", "--radiance", "around"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "render plain --radiance around --out x.png                | field.background of around is true; expected false",
                "render plain --radiance around --mode normal --out x.png  | --mode is normal, which shows no colours",
                "render plain --radiance around --baked g.safetensors --out x.png | expected a run folder without --baked",
                "bake around --resolution 32 --out x.safetensors            | field.background",
                "export plain --texture 100 --out x.obj                     | a power of two from 8 to 16384",
                "export plain --texture 4 --out x.obj                       | a power of two from 8 to 16384",
                "export plain --texture 64 --out x.ply                      | a name that ends in .glb or .obj",
                "export plain --texture 64 --out x.npz                      | a name that ends in .glb or .obj",
            })
    void mistakesAreOneSentence(String command, String expected) throws IOException {
        assertEquals(2, run(command.split(" +")), shell.out());
        assertTrue(shell.err().contains(expected), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
        try (Stream<Path> files = Files.list(temp)) {
            assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("x.")));
        }
    }

    @Test
    void aPictureBesideAMeshIsKept() throws IOException {
        String[] export = {"export", "plain", "--out", "mesh.obj", "--grid", "12", "--texture", "512"};
        for (String name : new String[] {"mesh.png", "mesh.mtl"}) {
            shell.write(name, "mine");
            assertEquals(2, run(export), shell.out());
            assertTrue(shell.err().contains(name + " is there already"), shell.err());
            assertEquals("mine", Files.readString(temp.resolve(name)));
            Files.delete(temp.resolve(name));
        }
        assertEquals(0, run(export), shell.err());
        assertEquals(512, Image.read(temp.resolve("mesh.png")).width());
        Files.delete(temp.resolve("mesh.obj"));
        assertEquals(2, run(export), shell.out());
        assertEquals(
                0, run(Stream.concat(Stream.of(export), Stream.of("--force")).toArray(String[]::new)), shell.err());
    }

    @Test
    void aBackgroundNeedsRaysAndPhotographsThatShowIt() {
        String[] cells = {"--set", "field.background=true", "--set", "sampling={type: occupancy}"};
        assertEquals(2, run(train("cells", cells)), shell.out());
        assertTrue(
                shell.err()
                        .contains("field.background is true, but sampling.type is occupancy; expected errorBound or"
                                + " surface."),
                shell.err());
        String[] alone = {"--set", "field.background=true", "--set", "scene.path=generated:still-life"};
        assertEquals(2, run(train("alone", alone)), shell.out());
        assertTrue(shell.err().contains("are transparent, with nothing behind"), shell.err());
    }
}
