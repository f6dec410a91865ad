package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Transfer;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.scene.VoxelGrid;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import java.util.Arrays;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Volumes beside closed formulas, and beside rays that are marched in Java with steps so fine that nothing can be skipped. */
final class VolumeOracleTest {
    private static final float SIGMA = 0.8f;
    private static final Vector3f LOW = new Vector3f(-1, -0.7f, -0.5f);
    private static final Vector3f HIGH = new Vector3f(0.9f, 0.8f, 0.6f);

    @RegisterExtension
    static final Studio STUDIO = new Studio();

    private static View view(Lens lens) {
        Vector3f eye = new Vector3f(2.6f, -3.9f, 2.1f);
        return new View(Camera.lookAt(eye, new Vector3f(), new Vector3f(0, 0, 1), lens), 64, 48);
    }

    private static final Lens EYE = new Lens.Perspective(0.7f, 0.1f, 100);
    private static final Lens PARALLEL = new Lens.Orthographic(3, 0.1f, 100);

    private static Volume constant(int n) {
        float[] values = new float[n * n * n];
        Arrays.fill(values, 0.5f);
        Transfer transfer = new Transfer(Palette.of(Colormap.VIRIDIS, 0, 1), new float[] {1, 1}, SIGMA);
        return Volume.of(new VoxelGrid(n, n, n, values), transfer).in(LOW, HIGH);
    }

    /** Depths at which the ray of a pixel enters and leaves a box; the second is less than the first if it does not. */
    private static double[] crossing(View view, int x, int y, Vector3f low, Vector3f high) {
        Vector3f origin = Rays.origin(view, x, y);
        Vector3f direction = Rays.direction(view, x, y);
        double enter = 0;
        double leave = Double.POSITIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            double a = (low.get(c) - origin.get(c)) / (double) direction.get(c);
            double b = (high.get(c) - origin.get(c)) / (double) direction.get(c);
            enter = Math.max(enter, Math.min(a, b));
            leave = Math.min(leave, Math.max(a, b));
        }
        return new double[] {enter, leave};
    }

    @Test
    void aConstantBoxDimsExponentially() {
        for (Lens lens : new Lens[] {EYE, PARALLEL}) {
            View view = view(lens);
            for (int n : new int[] {1, 7, 40}) {
                Frame frame = STUDIO.drawClear(view, constant(n));
                for (int pixel = 0; pixel < 64 * 48; pixel++) {
                    int x = pixel % 64;
                    int y = pixel / 64;
                    double[] span = crossing(view, x, y, LOW, HIGH);
                    double length = Math.max(0, span[1] - span[0])
                            * Rays.direction(view, x, y).length();
                    double alpha = 1 - Math.exp(-SIGMA * length);
                    float[] color = Colormap.VIRIDIS.at(0.5f);
                    assertEquals(255 * alpha, frame.component(x, y, 3), 1.2, "alpha at " + x + ", " + y);
                    assertEquals(255 * alpha * color[1], frame.component(x, y, 1), 1.6, "green at " + x + ", " + y);
                }
            }
        }
    }

    @Test
    void ofACroppedBoxOnlyThePartIsSeen() {
        Vector3f from = new Vector3f(0.25f, 0, 0.5f);
        Vector3f to = new Vector3f(1, 0.6f, 1);
        Vector3f extent = HIGH.sub(LOW, new Vector3f());
        Vector3f low = from.mul(extent, new Vector3f()).add(LOW);
        Vector3f high = to.mul(extent, new Vector3f()).add(LOW);
        Volume part = constant(9).cropped(new Volume.Crop(from, to));
        View view = view(EYE);
        Frame fog = STUDIO.drawClear(view, part);
        Frame plane = STUDIO.drawClear(view, part.as(new Volume.Slice(new Vector3f(0, 0, 1), 0.3f)));
        for (int pixel = 0; pixel < 64 * 48; pixel++) {
            int x = pixel % 64;
            int y = pixel / 64;
            double[] span = crossing(view, x, y, low, high);
            double length =
                    Math.max(0, span[1] - span[0]) * Rays.direction(view, x, y).length();
            assertEquals(255 * (1 - Math.exp(-SIGMA * length)), fog.component(x, y, 3), 1.2);
            double depth = (0.3 - Rays.origin(view, x, y).z) / Rays.direction(view, x, y).z;
            double inside = Math.min(depth - span[0], span[1] - depth);
            // Half a pixel of this view is seen as 0.05 at a slant.
            if (Math.abs(inside) > 0.2) {
                assertEquals(inside > 0 ? 255 : 0, plane.component(x, y, 3));
            }
        }
    }

    @Test
    void insideTheBoxTheWayBeginsAtTheNearPlane() {
        Lens lens = new Lens.Perspective(0.7f, 0.1f, 100);
        Camera camera = Camera.lookAt(new Vector3f(), new Vector3f(1, 0, 0), new Vector3f(0, 0, 1), lens);
        Frame frame = STUDIO.drawClear(new View(camera, 3, 3), constant(8));
        assertEquals(255 * (1 - Math.exp(-SIGMA * (0.9 - 0.1))), frame.component(1, 1, 3), 1.2);
    }

    @Test
    void aVolumeEndsAtWhatIsOpaque() {
        View view = view(EYE);
        // A wall across the box at y = 0.2, larger than the view.
        Triangles wall = new Triangles(
                new float[] {-9, 0.2f, -9, 9, 0.2f, -9, 9, 0.2f, 9, -9, 0.2f, 9}, new int[] {0, 1, 2, 0, 2, 3});
        Mesh mesh = Mesh.of(wall, Color.of(0x808080));
        Frame alone = STUDIO.drawClear(view, mesh);
        Frame both = STUDIO.drawClear(view, constant(20), mesh);
        Frame reversed = STUDIO.drawClear(view, mesh, constant(20));
        float[] color = Colormap.VIRIDIS.at(0.5f);
        for (int pixel = 0; pixel < 64 * 48; pixel++) {
            int x = pixel % 64;
            int y = pixel / 64;
            double[] span = crossing(view, x, y, LOW, HIGH);
            double wallDepth = (0.2 - Rays.origin(view, x, y).y) / Rays.direction(view, x, y).y;
            double length = Math.max(0, Math.min(span[1], wallDepth) - span[0])
                    * Rays.direction(view, x, y).length();
            double kept = Math.exp(-SIGMA * length);
            for (int c = 0; c < 3; c++) {
                double wanted = kept * alone.component(x, y, c) + (1 - kept) * 255 * color[c];
                assertEquals(wanted, both.component(x, y, c), 2, "at " + x + ", " + y);
            }
            assertEquals(wallDepth, both.depth(x, y), 1e-3 * wallDepth);
        }
        assertTrue(Arrays.equals(both.rgba(), reversed.rgba()), "the order of items does not matter");
    }

    @Test
    void compositesAreTheIntegralAlongTheRay() {
        VoxelGrid grid = Examples.balls(40);
        Transfer transfer = Examples.fog(Colormap.INFERNO);
        View view = view(EYE);
        Volume volume = Volume.of(grid, transfer);
        Frame frame =
                STUDIO.drawClear(view, new Volume(grid, volume.low(), volume.high(), transfer, volume.mode(), 0.25f));
        double worst = 0;
        for (int pixel = 0; pixel < 64 * 48; pixel += 5) {
            double[] light = march(view, pixel % 64, pixel / 64, grid, transfer);
            for (int c = 0; c < 4; c++) {
                worst = Math.max(worst, Math.abs(255 * light[c] - frame.component(pixel % 64, pixel / 64, c)));
            }
        }
        assertTrue(worst < 3, "off by " + worst + " of 255");
    }

    private static double[] march(View view, int x, int y, VoxelGrid grid, Transfer transfer) {
        double[] span = crossing(view, x, y, new Vector3f(-1), new Vector3f(1));
        int samples = 600;
        double step = (span[1] - span[0]) / samples;
        double length = step * Rays.direction(view, x, y).length();
        double[] light = new double[4];
        double passed = 1;
        for (int i = 0; i < samples && step > 0; i++) {
            double place = transfer.palette().position((float)
                    Trilinear.at(grid, Rays.point(view, x, y, span[0] + (i + 0.5) * step)));
            double kept = Math.exp(-transfer.opacityAt((float) place) * transfer.extinction() * length);
            float[] color = transfer.palette().color((float) place);
            for (int c = 0; c < 3; c++) {
                light[c] += passed * (1 - kept) * color[c];
            }
            passed *= kept;
        }
        light[3] = 1 - passed;
        return light;
    }

    @Test
    void skippingChangesNothing() {
        VoxelGrid grid = Examples.balls(70);
        Palette palette = Palette.of(Colormap.INFERNO, 0, 1);
        // An opacity too small to be seen keeps every block from being skipped.
        Transfer skipped = new Transfer(palette, new float[] {0, 0, 0, 0.5f, 1}, 5);
        Transfer marched = new Transfer(palette, new float[] {1e-7f, 1e-7f, 1e-7f, 0.5f, 1}, 5);
        Frame fast = STUDIO.drawClear(view(EYE), Volume.of(grid, skipped));
        Frame slow = STUDIO.drawClear(view(EYE), Volume.of(grid, marched));
        for (int i = 0; i < fast.rgba().length; i++) {
            assertEquals(slow.rgba()[i] & 0xff, fast.rgba()[i] & 0xff, 1, "component " + i);
        }
    }

    @Test
    void theMaximumIsTheMaximumAlongTheRay() {
        VoxelGrid grid = Examples.balls(40);
        Transfer transfer = new Transfer(Palette.of(Colormap.GRAY, 0, 1), new float[] {1, 1}, 1);
        View view = view(PARALLEL);
        Volume volume = Volume.of(grid, transfer);
        Frame frame = STUDIO.drawClear(
                view, new Volume(grid, volume.low(), volume.high(), transfer, new Volume.Maximum(), 0.25f));
        for (int pixel = 0; pixel < 64 * 48; pixel += 3) {
            int x = pixel % 64;
            int y = pixel / 64;
            double[] span = crossing(view, x, y, new Vector3f(-1), new Vector3f(1));
            double most = 0;
            for (int i = 0; i < 400 && span[1] > span[0]; i++) {
                double depth = span[0] + (span[1] - span[0]) * (i + 0.5) / 400;
                most = Math.max(most, Trilinear.at(grid, Rays.point(view, x, y, depth)));
            }
            assertEquals(255 * most, frame.component(x, y, 0), 3, "at " + x + ", " + y);
        }
    }

    @Test
    void anIsosurfaceOfDistanceIsASphere() {
        double radius = 0.6;
        VoxelGrid grid = Examples.voxels(64, (x, y, z) -> 1 - Math.sqrt(x * x + y * y + z * z));
        Transfer transfer = Transfer.ramp(Palette.of(Colormap.GRAY, 0, 1), 1);
        for (Lens lens : new Lens[] {EYE, PARALLEL}) {
            View view = view(lens);
            Frame frame =
                    STUDIO.drawClear(view, Volume.of(grid, transfer).as(new Volume.Isosurface((float) (1 - radius))));
            Rays.expectSphere(view, frame, new Vector3f(), radius, 0.02, 0.01);
        }
    }

    @Test
    void aSliceLiesInItsPlane() {
        VoxelGrid grid = Examples.voxels(32, (x, y, z) -> 0.5 + 0.4 * x);
        Transfer transfer = Transfer.ramp(Palette.of(Colormap.GRAY, 0, 1), 1);
        View view = view(EYE);
        Vector3f normal = new Vector3f(0.3f, 1, 0.2f);
        Frame frame = STUDIO.drawClear(view, Volume.of(grid, transfer).as(new Volume.Slice(normal, 0.1f)));
        int seen = 0;
        for (int pixel = 0; pixel < 64 * 48; pixel++) {
            int x = pixel % 64;
            int y = pixel / 64;
            double depth = (0.1 - normal.dot(Rays.origin(view, x, y))) / normal.dot(Rays.direction(view, x, y));
            Vector3f point = Rays.point(view, x, y, depth);
            double reach = Math.max(Math.abs(point.x), Math.max(Math.abs(point.y), Math.abs(point.z)));
            // Half a pixel of this view is seen as 0.05 at a slant.
            if (Math.abs(reach - 1) > 0.1) {
                assertEquals(reach < 1 ? 255 : 0, frame.component(x, y, 3), "at " + x + ", " + y);
            }
            if (reach < 0.9) {
                seen++;
                assertEquals(depth, frame.depth(x, y), 1e-3 * depth);
                assertEquals(255 * (0.5 + 0.4 * point.x), frame.component(x, y, 0), 1.5);
            }
        }
        assertTrue(seen > 200);
    }

    @Test
    void nearerVolumesLieInFront() {
        Palette palette = Palette.of(Colormap.VIRIDIS, 0, 1);
        VoxelGrid zero = new VoxelGrid(1, 1, 1, new float[1]);
        VoxelGrid one = new VoxelGrid(1, 1, 1, new float[] {1});
        Transfer dense = new Transfer(palette, new float[] {1, 1}, 50);
        Volume near = Volume.of(zero, dense).in(new Vector3f(-1, -1, 0.5f), new Vector3f(1, 1, 1));
        Volume far = Volume.of(one, dense).in(new Vector3f(-1, -1, -1), new Vector3f(1, 1, 0));
        float[] violet = Colormap.VIRIDIS.at(0);
        for (Volume[] order : new Volume[][] {{near, far}, {far, near}}) {
            Frame frame = STUDIO.drawClear(Examples.flat(), order[0], order[1]);
            for (int c = 0; c < 3; c++) {
                assertEquals(255 * violet[c], frame.component(64, 48, c), 2);
            }
        }
    }

    @Test
    void onlyThePlaceInTheRangeCounts() {
        VoxelGrid grid = Examples.balls(32);
        float[] tiny = grid.values().clone();
        float[] shifted = grid.values().clone();
        double[] pressure = new double[tiny.length];
        for (int i = 0; i < tiny.length; i++) {
            pressure[i] = 101_325 + 1e-6 * tiny[i];
            tiny[i] *= 1e-12f;
            shifted[i] = 300 + 0.5f * shifted[i];
        }
        Frame plain = STUDIO.drawClear(view(EYE), Volume.of(grid, Examples.fog(Colormap.INFERNO)));
        Palette[] palettes = {
            Palette.of(Colormap.INFERNO, 0, 1e-12f),
            Palette.of(Colormap.INFERNO, 300, 300.5f),
            Palette.of(Colormap.INFERNO, 0, 1e-6f)
        };
        VoxelGrid[] grids = {
            new VoxelGrid(32, 32, 32, tiny),
            new VoxelGrid(32, 32, 32, shifted),
            VoxelGrid.above(101_325, 32, 32, 32, pressure)
        };
        for (int k = 0; k < 3; k++) {
            Transfer fog = new Transfer(palettes[k], new float[] {0, 0, 0.2f, 0.6f, 1}, 6);
            Frame frame = STUDIO.drawClear(view(EYE), Volume.of(grids[k], fog));
            for (int i = 0; i < frame.rgba().length; i++) {
                assertEquals(plain.rgba()[i] & 0xff, frame.rgba()[i] & 0xff, 2, "component " + i + " of case " + k);
            }
        }
    }

    @Test
    void notANumberIsTheLeast() {
        VoxelGrid grid = Examples.voxels(8, (x, y, z) -> x < 0 ? Double.NaN : x < 0.5 ? 0.25 : 0.75);
        Transfer opaque = new Transfer(Palette.of(Colormap.GRAY, 0, 1), new float[] {1, 1}, 1);
        Frame frame = STUDIO.drawClear(Examples.flat(), Volume.of(grid, opaque).as(new Volume.Maximum()));
        assertEquals(64, frame.component(40, 48, 0), 1, "x = -0.5");
        assertEquals(64, frame.component(76, 48, 0), 1, "x = 0.26");
        assertEquals(191, frame.component(105, 48, 0), 1, "x = 0.86");
    }
}
