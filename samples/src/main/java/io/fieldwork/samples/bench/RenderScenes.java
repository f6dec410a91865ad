package io.fieldwork.samples.bench;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Transfer;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.scene.VoxelGrid;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import java.io.ByteArrayOutputStream;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/** The scenes of the benchmark of frames, in the cube from -1 to 1. */
final class RenderScenes {
    private RenderScenes() {}

    /** A square view of a point from a circle around it, half way up, at an angle in radians. */
    static View view(Vector3fc middle, float distance, double angle, int size) {
        Vector3f eye = new Vector3f((float) (0.87 * Math.cos(angle)), (float) (0.87 * Math.sin(angle)), 0.5f)
                .mul(distance)
                .add(middle);
        Lens lens = new Lens.Perspective(0.7f, 0.02f * distance, 100 * distance);
        return new View(Camera.lookAt(eye, middle, new Vector3f(0, 0, 1), lens), size, size);
    }

    /** Two soft balls of which the outer half of the range is clear. */
    static Volume volume(int n) {
        float[] values = new float[n * n * n];
        for (int i = 0; i < values.length; i++) {
            double x = (2 * (i % n) + 1.0) / n - 1;
            double y = (2 * (i / n % n) + 1.0) / n - 1;
            double z = (2 * (i / n / n) + 1.0) / n - 1;
            double first = sq(x + 0.35) + sq(y) + sq(z + 0.2);
            double second = sq(x - 0.5) + sq(y + 0.3) + sq(z - 0.4);
            values[i] = (float) (Math.exp(-4 * first) + 0.8 * Math.exp(-10 * second));
        }
        Transfer transfer = new Transfer(Palette.of(Colormap.INFERNO, 0, 1), new float[] {0, 0, 0.2f, 0.6f, 1}, 6);
        return Volume.of(new VoxelGrid(n, n, n, values), transfer);
    }

    /** The same values with a little opacity everywhere, so that nothing can be skipped. */
    static Volume fog(int n) {
        Transfer transfer = new Transfer(Palette.of(Colormap.INFERNO, 0, 1), new float[] {0.05f, 0.3f}, 1);
        Volume volume = volume(n);
        return new Volume(volume.grid(), volume.low(), volume.high(), transfer, volume.mode(), volume.step());
    }

    private static double sq(double x) {
        return x * x;
    }

    /** A ball of 2 n^2 triangles. */
    static Mesh mesh(int n) {
        float[] positions = new float[3 * (n + 1) * (n + 1)];
        int[] corners = new int[6 * n * n];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= n; j++) {
                double polar = Math.PI * i / n;
                double turn = 2 * Math.PI * j / n;
                int at = i * (n + 1) + j;
                positions[3 * at] = (float) (Math.sin(polar) * Math.cos(turn));
                positions[3 * at + 1] = (float) (Math.sin(polar) * Math.sin(turn));
                positions[3 * at + 2] = (float) Math.cos(polar);
                if (i < n && j < n) {
                    int[] two = {at, at + n + 1, at + 1, at + 1, at + n + 1, at + n + 2};
                    System.arraycopy(two, 0, corners, 6 * (i * n + j), 6);
                }
            }
        }
        return Mesh.of(new Triangles(positions, corners), Color.of(0x4080c0));
    }

    static Heatmap heatmap(int n) {
        float[] values = new float[n * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(12.0 * (i % n) / n) * Math.cos(9.0 * (i / n) / n));
        }
        return Heatmap.of(new ScalarGrid(n, n, values), Plane.xy(-1, -1, 1, 1), Palette.of(Colormap.VIRIDIS, -1, 1))
                .withContours(8);
    }

    /** A shell three cells thick with a pattern on it, as a baked surface is one. */
    static RadianceGrid shell(int bricks) {
        int[] index = new int[bricks * bricks * bricks];
        ByteArrayOutputStream opacities = new ByteArrayOutputStream();
        ByteArrayOutputStream colors = new ByteArrayOutputStream();
        float cell = 0.25f / bricks;
        for (int brick = 0; brick < index.length; brick++) {
            byte[] opacity = new byte[RadianceGrid.POINTS];
            byte[] color = new byte[3 * RadianceGrid.POINTS];
            boolean empty = true;
            for (int i = 0; i < opacity.length; i++) {
                double x = cell * (8 * (brick % bricks) + i % 9) - 1;
                double y = cell * (8 * (brick / bricks % bricks) + i / 9 % 9) - 1;
                double z = cell * (8 * (brick / bricks / bricks) + i / 81) - 1;
                double away = Math.abs(Math.sqrt(x * x + y * y + z * z) - 0.7) / cell;
                opacity[i] = (byte) Math.round(255 * Math.clamp(2 - away, 0, 0.95));
                empty &= opacity[i] == 0;
                for (int c = 0; c < 3; c++) {
                    color[3 * i + c] = (byte) Math.round(127 + 100 * Math.sin(20 * x + 15 * y + 10 * z * c));
                }
            }
            index[brick] = empty ? -1 : opacities.size() / RadianceGrid.POINTS;
            if (!empty) {
                opacities.writeBytes(opacity);
                colors.writeBytes(color);
            }
        }
        return new RadianceGrid(
                new Vector3f(-1),
                cell,
                bricks,
                bricks,
                bricks,
                index,
                0,
                opacities.toByteArray(),
                colors.toByteArray(),
                1);
    }
}
