package io.fieldwork.fields.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Textures of colours that are a linear function of the place, which interpolation keeps. */
final class TextureBakingTest {
    @TempDir
    Path temp;

    private static float[] color(double[] points) {
        float[] colors = new float[points.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = (float) (0.5 + 0.4 * points[i]);
        }
        return colors;
    }

    private static PaintedMesh baked(int size) {
        TriangleMesh ball = Meshes.of(Meshes.ball(0.7), 12);
        return TextureBaking.of(PaintedMesh.shaded(ball), size, TextureBakingTest::color);
    }

    private static BufferedImage picture(PaintedMesh mesh) throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(Objects.requireNonNull(mesh.texture()).png()));
    }

    /** The picture at a place, interpolated between the middles of texels as graphics cards do. */
    private static double sampled(BufferedImage picture, double u, double v, int channel) {
        double x = u * picture.getWidth() - 0.5;
        double y = v * picture.getHeight() - 0.5;
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            int column = (int) Math.floor(x) + i % 2;
            int row = (int) Math.floor(y) + i / 2;
            double weight = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
            if (weight > 1e-9) {
                sum += weight * (picture.getRGB(column, row) >> 16 - 8 * channel & 255) / 255;
            }
        }
        return sum;
    }

    @Test
    void everyPointOfTheMeshHasItsColour() throws IOException {
        PaintedMesh mesh = baked(512);
        BufferedImage picture = picture(mesh);
        float[] uv = Objects.requireNonNull(mesh.texture()).places();
        double[] v = mesh.shape().vertices();
        Random random = new Random(1);
        for (int t = 0; t < mesh.shape().triangleCount(); t++) {
            for (int q = 0; q < 6; q++) {
                double a = q < 3 ? (q == 0 ? 1 : 0) : random.nextDouble();
                double b = q < 3 ? (q == 1 ? 1 : 0) : (1 - a) * random.nextDouble();
                double[] share = {a, b, 1 - a - b};
                double[] place = new double[5];
                for (int i = 0; i < 15; i++) {
                    int corner = 3 * t + i / 5;
                    place[i % 5] += share[i / 5] * (i % 5 < 3 ? v[3 * corner + i % 5] : uv[2 * corner + i % 5 - 3]);
                }
                for (int k = 0; k < 3; k++) {
                    double expected = 0.5 + 0.4 * place[k];
                    assertEquals(expected, sampled(picture, place[3], place[4], k), 0.004, "triangle " + t);
                }
            }
        }
    }

    @Test
    void fewTrianglesFillTheirPicture() {
        double[] corners = {0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0};
        TextureAtlas atlas = new TextureAtlas(new TriangleMesh(corners, new int[] {0, 1, 2, 3, 2, 1}), 1024);
        int[] texels = new int[1];
        atlas.each((x, y, triangle, a, b, c) -> texels[0]++);
        assertEquals(1024 * 1024, texels[0]);
    }

    @Test
    void trianglesThatHaveNoRoomAreRefused() {
        UserError error = assertThrows(UserError.class, () -> baked(32));
        assertTrue(error.getMessage().contains("power of two from 256"), error.getMessage());
        assertThrows(UserError.class, () -> baked(500));
    }

    @Test
    void filesNameTheirPicture() throws IOException {
        PaintedMesh mesh = baked(512);
        mesh.write(temp.resolve("ball.obj"));
        List<String> lines = Files.readAllLines(temp.resolve("ball.obj"));
        assertEquals("mtllib ball.mtl", lines.getFirst());
        assertTrue(lines.contains("f 1/1/1 2/2/2 3/3/3"), lines.getLast());
        assertTrue(Files.readString(temp.resolve("ball.mtl")).contains("map_Kd ball.png"));
        assertEquals(512, ImageIO.read(temp.resolve("ball.png").toFile()).getWidth());
        mesh.write(temp.resolve("ball.glb"));
        String text = Files.readString(temp.resolve("ball.glb"), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("\"baseColorTexture\":{\"index\":0}"), text.substring(0, 1500));
        UserError error = assertThrows(UserError.class, () -> mesh.write(temp.resolve("ball.ply")));
        assertTrue(error.getMessage().contains(".glb or .obj"), error.getMessage());
    }
}
