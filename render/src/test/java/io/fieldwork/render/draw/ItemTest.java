package io.fieldwork.render.draw;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Frustums;
import io.fieldwork.render.scene.Glyphs;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Streaks;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.render.scene.VectorGrid;
import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every item beside an image that was looked at. */
final class ItemTest {
    private static final Curves BOX = Curves.box(new float[] {-1, -1, -1}, new float[] {1, 1, 1}, Color.of(0x808080));
    private static final Plane PLANE = Plane.xy(-1.2f, -0.9f, 1.2f, 0.9f);

    @RegisterExtension
    static final Studio STUDIO = new Studio();

    private static void golden(String name, View view, Item... items) throws IOException {
        Golden.check(name, STUDIO.draw(view, items));
    }

    @Test
    void volumes() throws IOException {
        Volume volume = Volume.of(Examples.balls(48), Examples.fog(Colormap.INFERNO));
        View view = Examples.oblique();
        golden("volume-composite", view, volume, BOX);
        golden("volume-maximum", view, volume.as(new Volume.Maximum()), BOX);
        golden("volume-isosurface", view, volume.as(new Volume.Isosurface(0.4f)), BOX);
        golden("volume-slice", view, volume.as(new Volume.Slice(new Vector3f(0, 1, 0), 0)), BOX);
    }

    @Test
    void radianceGrids() throws IOException {
        View view = Examples.oblique();
        golden("radiance", view, Examples.cloud(4, 2, 0.5f), BOX);
        Mesh mesh = Mesh.of(Examples.ball(new Vector3f(0.5f, -0.4f, 0), 0.4f, 24), Color.of(0xd04030));
        golden("radiance-and-mesh", view, Examples.cloud(4, 0, 0.5f), mesh, BOX);
    }

    @Test
    void meshes() throws IOException {
        Triangles ball = Examples.ball(new Vector3f(), 0.9f, 8);
        float[] colors = ball.positions().clone();
        for (int i = 0; i < colors.length; i++) {
            colors[i] = 0.5f + 0.5f * colors[i];
        }
        View view = Examples.oblique();
        Color color = Color.of(0x4080c0);
        golden("mesh-surface", view, Mesh.of(ball, color), BOX);
        golden("mesh-colors", view, Mesh.of(new Triangles(ball.positions(), ball.corners(), null, colors), color), BOX);
        golden("mesh-wireframe", view, new Mesh(ball, Mesh.Style.WIREFRAME, color));
        golden("mesh-both", view, new Mesh(ball, Mesh.Style.BOTH, color));
    }

    @Test
    void points() throws IOException {
        Random random = new Random(3);
        float[] positions = new float[3 * 60];
        float[] colors = new float[positions.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = 2 * random.nextFloat() - 1;
            colors[i] = 0.5f + 0.5f * positions[i];
        }
        golden("points", Examples.oblique(), new Points(positions, colors, Color.BLACK, 0.12f), BOX);
    }

    @Test
    void images() throws IOException {
        byte[] rgba = new byte[4 * 8 * 6];
        for (int i = 0; i < 48; i++) {
            rgba[4 * i] = (byte) (36 * (i % 8));
            rgba[4 * i + 1] = (byte) (51 * (i / 8));
            rgba[4 * i + 2] = (byte) (i == 0 ? 255 : 64);
            rgba[4 * i + 3] = (byte) 255;
        }
        Frame image = new Frame(8, 6, rgba, new float[48]);
        golden("picture", Examples.flat(), new Picture(image, PLANE, false));
        golden("picture-smooth", Examples.oblique(), new Picture(image, PLANE, true), BOX);
    }

    private static ScalarGrid waves() {
        int nx = 48;
        int ny = 36;
        float[] values = new float[nx * ny];
        for (int i = 0; i < values.length; i++) {
            double x = Examples.place(i % nx, nx);
            double y = Examples.place(i / nx, ny);
            values[i] = (float) (Math.sin(3 * x) * Math.cos(2 * y) + 0.3 * x);
        }
        return new ScalarGrid(nx, ny, values);
    }

    @Test
    void heatmaps() throws IOException {
        ScalarGrid grid = waves();
        float[] ordered = grid.values().clone();
        Arrays.sort(ordered);
        Palette palette = Palette.of(Colormap.COOLWARM, ordered[0], ordered[ordered.length - 1]);
        Heatmap map = Heatmap.of(grid, PLANE, palette);
        golden("heatmap", Examples.flat(), map, new Legend(palette, "u(x, y)", Color.BLACK));
        golden("heatmap-contours", Examples.flat(), map.withContours(7));
        golden("heatmap-oblique", Examples.oblique(), map.withContours(5), BOX);
        float[] powers = grid.values().clone();
        for (int i = 0; i < powers.length; i++) {
            powers[i] = i / 48 > 30 && i % 48 > 40 ? Float.NaN : (float) Math.pow(10, 2 * powers[i]);
        }
        Palette log = Palette.of(Colormap.VIRIDIS, 0.01f, 100).byLogarithm().invert();
        Heatmap coarse = new Heatmap(new ScalarGrid(48, 36, powers), PLANE, log, false, new float[] {1}, Color.WHITE);
        golden("heatmap-log", Examples.flat(), coarse, new Legend(log, "", Color.BLACK));
    }

    /** A source on the left, a whirl on the right. */
    private static VectorGrid whirl(boolean directors) {
        int nx = 32;
        int ny = 24;
        float[] vectors = new float[2 * nx * ny];
        for (int i = 0; i < nx * ny; i++) {
            double x = 1.2 * Examples.place(i % nx, nx);
            double y = 0.9 * Examples.place(i / nx, ny);
            vectors[2 * i] = (float) (-y + 0.3);
            vectors[2 * i + 1] = (float) (x - 0.2);
            if (directors) {
                double angle = 0.5 * Math.atan2(y, x - 0.5) - 0.5 * Math.atan2(y, x + 0.5);
                double sign = i % 3 == 0 ? -1 : 1;
                vectors[2 * i] = (float) (sign * Math.cos(angle));
                vectors[2 * i + 1] = (float) (sign * Math.sin(angle));
            }
        }
        return new VectorGrid(nx, ny, vectors, directors);
    }

    @Test
    void vectors() throws IOException {
        VectorGrid flow = whirl(false);
        VectorGrid nematic = whirl(true);
        Palette palette = Palette.of(Colormap.PLASMA, 0, 1.6f);
        Palette plain = Palette.of(Colormap.VIRIDIS, 0, 2);
        golden("glyphs-arrows", Examples.flat(), Glyphs.on(flow, PLANE, 4, palette));
        golden("glyphs-rods", Examples.flat(), Glyphs.on(nematic, PLANE, 4, plain));
        golden("streaks-vectors", Examples.flat(), new Streaks(flow, PLANE, palette, 120, 10));
        golden("streaks-directors", Examples.flat(), new Streaks(nematic, PLANE, plain, 120, 10));
        float[] positions = Examples.array(IntStream.range(0, 27)
                .boxed()
                .flatMap(i -> List.of(i % 3 - 1f, i / 3 % 3 - 1f, i / 9 - 1f).stream())
                .toList());
        float[] turned = positions.clone();
        for (int i = 0; i < turned.length; i += 3) {
            turned[i] = -positions[i + 1] + 0.1f;
            turned[i + 1] = positions[i];
            turned[i + 2] = 0.5f;
        }
        golden("glyphs-space", Examples.oblique(), new Glyphs(positions, turned, true, 0.6f, 0.1f, palette));
    }

    @Test
    void linesAndCameras() throws IOException {
        float[] helix = new float[3 * 200];
        for (int i = 0; i < 200; i++) {
            helix[3 * i] = (float) (0.8 * Math.cos(0.15 * i));
            helix[3 * i + 1] = (float) (0.8 * Math.sin(0.15 * i));
            helix[3 * i + 2] = i / 100f - 1;
        }
        golden("curves", Examples.oblique(), new Curves(List.of(helix), Color.of(0xc03060), 2.5f), BOX);
        List<Camera> cameras = new ArrayList<>();
        Lens lens = new Lens.Perspective(0.7f, 0.1f, 10);
        for (int i = 0; i < 5; i++) {
            double turn = 2 * Math.PI * (i + 0.5) / 5;
            Vector3f eye = new Vector3f((float) (2 * Math.cos(turn)), (float) (2 * Math.sin(turn)), 0.6f);
            cameras.add(Camera.lookAt(eye, new Vector3f(), new Vector3f(0, 0, 1), lens));
        }
        golden(
                "frustums",
                Examples.oblique(),
                Mesh.of(Examples.ball(new Vector3f(), 0.3f, 16), Color.of(0xe0a030)),
                new Frustums(cameras, 1.33f, 0.9f, Color.of(0x204080), 1.5f));
    }

    @Test
    void labels() throws IOException {
        Vector3f corner = new Vector3f(-0.6f, -0.4f, 0);
        golden(
                "labels",
                Examples.flat(),
                Curves.box(new float[] {-0.6f, -0.4f, 0}, new float[] {0.6f, 0.4f, 0}, Color.of(0x808080)),
                new Label("0.25", corner, 1, 1, Color.BLACK),
                new Label("x", new Vector3f(0, -0.4f, 0), 0.5f, 1, Color.BLACK),
                new Label("u(x, t = 0.5)", new Vector3f(0, 0.4f, 0), 0.5f, 0, Color.BLACK),
                new Label("high", new Vector3f(0.6f, 0.4f, 0), 0, 0.5f, Color.of(0xc02020)));
    }

    @Test
    void thingsHideEachOther() throws IOException {
        Volume volume = Volume.of(Examples.balls(48), Examples.fog(Colormap.VIRIDIS));
        Mesh mesh = Mesh.of(Examples.ball(new Vector3f(0, -0.2f, 0), 0.4f, 24), Color.of(0xd04030));
        golden("volume-and-mesh", Examples.oblique(), volume, mesh, BOX);
        Heatmap floor = Heatmap.of(
                waves(),
                new Plane(new Vector3f(-1, -1, -0.3f), new Vector3f(2, 0, 0), new Vector3f(0, 2, 0)),
                Palette.of(Colormap.TURBO, -1, 1));
        golden("everything", Examples.oblique(), volume.as(new Volume.Isosurface(0.4f)), floor, mesh, volume, BOX);
    }

    @Test
    void aFinishedFrameIsALayer() throws IOException {
        View view = Examples.oblique();
        Mesh left = Mesh.of(Examples.ball(new Vector3f(-0.3f, 0, 0), 0.6f, 24), Color.of(0x40a060));
        Mesh right = Mesh.of(Examples.ball(new Vector3f(0.3f, 0, 0), 0.6f, 24), Color.of(0xa04060));
        Frame frame = STUDIO.drawClear(view, left);
        golden("layer", view, new Layer(frame), right, BOX);
    }

    @Test
    void colormaps() throws IOException {
        List<Item> bars = new ArrayList<>();
        Colormap[] maps = Colormap.values();
        for (int i = 0; i < maps.length; i++) {
            float top = 1 - 0.25f * i;
            float[] ramp = new float[256];
            for (int j = 0; j < ramp.length; j++) {
                ramp[j] = j / 255f;
            }
            bars.add(Heatmap.of(
                    new ScalarGrid(256, 1, ramp), Plane.xy(-1.3f, top - 0.2f, 1.3f, top), Palette.of(maps[i], 0, 1)));
        }
        golden("colormaps", Examples.flat(), bars.toArray(Item[]::new));
    }
}
