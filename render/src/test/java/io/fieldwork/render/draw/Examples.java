package io.fieldwork.render.draw;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.Transfer;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.render.scene.VoxelGrid;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.joml.Vector3f;

/** Things that tests draw. */
public final class Examples {
    public static final int WIDTH = 128;
    public static final int HEIGHT = 96;

    private Examples() {}

    public interface Function {
        double at(double x, double y, double z);
    }

    /** From in front, the right and above, at the origin; z is up. */
    public static View oblique() {
        Lens lens = new Lens.Perspective((float) Math.toRadians(40), 0.1f, 100);
        return new View(
                Camera.lookAt(new Vector3f(2.6f, -3.9f, 2.1f), new Vector3f(), new Vector3f(0, 0, 1), lens),
                WIDTH,
                HEIGHT);
    }

    /** Straight down on the plane z = 0, y up in the image, parallel, from -1 to 1 in height. */
    public static View flat() {
        Lens lens = new Lens.Orthographic(2, 0.1f, 20);
        return new View(
                Camera.lookAt(new Vector3f(0, 0, 5), new Vector3f(), new Vector3f(0, 1, 0), lens), WIDTH, HEIGHT);
    }

    /** Values in the cube from -1 to 1. */
    public static VoxelGrid voxels(int n, Function function) {
        float[] values = new float[n * n * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.at(place(i % n, n), place(i / n % n, n), place(i / n / n, n));
        }
        return new VoxelGrid(n, n, n, values);
    }

    public static double place(int index, int n) {
        return (2 * index + 1.0) / n - 1;
    }

    /** Two soft balls, one larger than the other. */
    public static VoxelGrid balls(int n) {
        return voxels(
                n,
                (x, y, z) -> Math.exp(-4 * (sq(x + 0.35) + sq(y) + sq(z + 0.2)))
                        + 0.8 * Math.exp(-10 * (sq(x - 0.5) + sq(y + 0.3) + sq(z - 0.4))));
    }

    public static double sq(double x) {
        return x * x;
    }

    public static Transfer fog(Colormap colormap) {
        return new Transfer(Palette.of(colormap, 0, 1), new float[] {0, 0, 0.2f, 0.6f, 1}, 6);
    }

    /** An ellipsoid in the cube from -1 to 1, denser towards its middle, whose colour depends on the place and the view. */
    static RadianceGrid cloud(int bricks, int degree, float step) {
        int coefficients = (degree + 1) * (degree + 1);
        int[] index = new int[bricks * bricks * bricks];
        ByteArrayOutputStream opacities = new ByteArrayOutputStream();
        ByteArrayOutputStream colors = new ByteArrayOutputStream();
        for (int brick = 0; brick < index.length; brick++) {
            byte[] opacity = new byte[RadianceGrid.POINTS];
            byte[] color = new byte[3 * coefficients * RadianceGrid.POINTS];
            boolean empty = true;
            for (int i = 0; i < opacity.length; i++) {
                double x = (brick % bricks * 8 + i % 9) / (4.0 * bricks) - 1;
                double y = (brick / bricks % bricks * 8 + i / 9 % 9) / (4.0 * bricks) - 1;
                double z = (brick / bricks / bricks * 8 + i / 81) / (4.0 * bricks) - 1;
                double inside = Math.max(0, 1 - sq(x / 0.9) - sq(y / 0.45) - sq(z / 0.45));
                opacity[i] = (byte) Math.round(210 * inside);
                empty &= opacity[i] == 0;
                for (int c = 0; c < 3; c++) {
                    color[3 * i + c] = (byte) Math.round(128 + 70 * Math.sin(3 * x + 2 * y * c - z));
                    for (int k = 1; k < coefficients; k++) {
                        color[3 * (RadianceGrid.POINTS * k + i) + c] =
                                (byte) Math.round(128 + 40 * Math.cos(k + 2 * y - c * x));
                    }
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
                0.25f / bricks,
                bricks,
                bricks,
                bricks,
                index,
                degree,
                opacities.toByteArray(),
                colors.toByteArray(),
                step);
    }

    /** A ball of rings and segments. */
    public static Triangles ball(Vector3f middle, float radius, int rings) {
        int segments = 2 * rings;
        List<Float> positions = new ArrayList<>();
        List<Integer> corners = new ArrayList<>();
        for (int i = 0; i <= rings; i++) {
            for (int j = 0; j <= segments; j++) {
                double polar = Math.PI * i / rings;
                double turn = 2 * Math.PI * j / segments;
                positions.add((float) (middle.x + radius * Math.sin(polar) * Math.cos(turn)));
                positions.add((float) (middle.y + radius * Math.sin(polar) * Math.sin(turn)));
                positions.add((float) (middle.z + radius * Math.cos(polar)));
                if (i < rings && j < segments) {
                    int at = i * (segments + 1) + j;
                    corners.addAll(
                            List.of(at, at + segments + 1, at + 1, at + 1, at + segments + 1, at + segments + 2));
                }
            }
        }
        return new Triangles(array(positions), corners.stream().mapToInt(i -> i).toArray());
    }

    public static float[] array(List<Float> list) {
        float[] array = new float[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }
}
