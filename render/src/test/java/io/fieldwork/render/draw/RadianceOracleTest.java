package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import java.util.Arrays;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Radiance grids beside closed formulas, and beside rays that are marched through the same bytes in Java. */
final class RadianceOracleTest {
    @RegisterExtension
    static final Studio STUDIO = new Studio();

    private static final Lens EYE = new Lens.Perspective(0.7f, 0.1f, 100);
    private static final Lens PARALLEL = new Lens.Orthographic(3, 0.1f, 100);

    private static View view(Lens lens) {
        Vector3f eye = new Vector3f(2.6f, -3.9f, 2.1f);
        return new View(Camera.lookAt(eye, new Vector3f(), new Vector3f(0, 0, 1), lens), 64, 48);
    }

    /** Depths at which the ray of a pixel is inside a grid. */
    private static double[] crossing(View view, int x, int y, RadianceGrid grid) {
        Vector3f origin = Rays.origin(view, x, y);
        Vector3f direction = Rays.direction(view, x, y);
        double enter = 0.1;
        double leave = Double.POSITIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            double a = (grid.low().get(c) - origin.get(c)) / (double) direction.get(c);
            double b = (grid.high().get(c) - origin.get(c)) / (double) direction.get(c);
            enter = Math.max(enter, Math.min(a, b));
            leave = Math.min(leave, Math.max(a, b));
        }
        return new double[] {enter, Math.max(enter, leave)};
    }

    private static RadianceGrid constant(int opacity, int red) {
        int[] index = new int[12];
        byte[] opacities = new byte[RadianceGrid.POINTS];
        byte[] colors = new byte[3 * RadianceGrid.POINTS];
        Arrays.fill(opacities, (byte) opacity);
        for (int i = 0; i < colors.length; i += 3) {
            colors[i] = (byte) red;
        }
        return new RadianceGrid(new Vector3f(-1, -0.7f, -0.5f), 0.08f, 3, 2, 2, index, 0, opacities, colors, 0.5f);
    }

    @Test
    void aConstantGridDimsExponentially() {
        RadianceGrid grid = constant(10, 204);
        for (Lens lens : new Lens[] {EYE, PARALLEL}) {
            View view = view(lens);
            Frame frame = STUDIO.drawClear(view, grid);
            for (int pixel = 0; pixel < 64 * 48; pixel++) {
                int x = pixel % 64;
                int y = pixel / 64;
                double[] span = crossing(view, x, y, grid);
                double cells = (span[1] - span[0]) * Rays.direction(view, x, y).length() / grid.cell();
                double alpha = 1 - Math.pow(1 - 10 / 255.0, cells);
                assertEquals(255 * alpha, frame.component(x, y, 3), 3.5, "alpha at " + x + ", " + y);
                assertEquals(204 * alpha, frame.component(x, y, 0), 3, "red at " + x + ", " + y);
                assertEquals(0, frame.component(x, y, 1));
            }
        }
    }

    @Test
    void insideTheGridTheWayBeginsAtTheNearPlane() {
        Camera camera = Camera.lookAt(new Vector3f(), new Vector3f(1, 0, 0), new Vector3f(0, 0, 1), EYE);
        RadianceGrid grid = constant(10, 204);
        Frame frame = STUDIO.drawClear(new View(camera, 3, 3), grid);
        double cells = (grid.high().x - 0.1) / grid.cell();
        assertEquals(255 * (1 - Math.pow(1 - 10 / 255.0, cells)), frame.component(1, 1, 3), 3.5);
    }

    @Test
    void aGridEndsAtWhatIsOpaque() {
        View view = view(EYE);
        Triangles wall = new Triangles(
                new float[] {-9, 0.2f, -9, 9, 0.2f, -9, 9, 0.2f, 9, -9, 0.2f, 9}, new int[] {0, 1, 2, 0, 2, 3});
        Mesh mesh = Mesh.of(wall, Color.of(0x808080));
        RadianceGrid grid = constant(20, 204);
        Frame alone = STUDIO.drawClear(view, mesh);
        Frame both = STUDIO.drawClear(view, grid, mesh);
        for (int pixel = 0; pixel < 64 * 48; pixel++) {
            int x = pixel % 64;
            int y = pixel / 64;
            double[] span = crossing(view, x, y, grid);
            double wallDepth = (0.2 - Rays.origin(view, x, y).y) / Rays.direction(view, x, y).y;
            double way = Math.max(0, Math.min(span[1], wallDepth) - span[0])
                    * Rays.direction(view, x, y).length();
            double kept = Math.pow(1 - 20 / 255.0, way / grid.cell());
            double wanted = kept * alone.component(x, y, 0) + (1 - kept) * 204;
            assertEquals(wanted, both.component(x, y, 0), 6, "at " + x + ", " + y);
            assertEquals(wallDepth, both.depth(x, y), 1e-3 * wallDepth);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void pixelsAreTheSumAlongTheRay(int degree) {
        RadianceGrid grid = Examples.cloud(3, degree, 0.25f);
        assertTrue(grid.bricks() < 27, "some bricks are empty");
        View view = view(EYE);
        Frame frame = STUDIO.drawClear(view, grid);
        int opaque = 0;
        int other = 0;
        double sum = 0;
        for (int pixel = 0; pixel < 64 * 48; pixel++) {
            int x = pixel % 64;
            int y = pixel / 64;
            double[] light = march(view, x, y, grid);
            opaque += light[3] > 0.9 ? 1 : 0;
            for (int c = 0; c < 4; c++) {
                double difference = Math.abs(255 * light[c] - frame.component(x, y, c));
                sum += difference;
                other += difference > 2.5 ? 1 : 0;
                assertTrue(difference < (degree == 0 ? 2.5 : 15), difference + " of " + c + " at " + x + ", " + y);
            }
        }
        // Of two samples that stop equally much either may be the chief one.
        assertTrue(other < 0.01 * 4 * 64 * 48, other + " components are of other samples");
        assertTrue(sum / (4 * 64 * 48) < 0.4, "off by " + sum / (4 * 64 * 48) + " in the mean");
        assertTrue(opaque > 50, opaque + " rays are stopped");
    }

    /** The model of the grid, sample by sample. */
    private static double[] march(View view, int x, int y, RadianceGrid grid) {
        double[] span = crossing(view, x, y, grid);
        Vector3f direction = Rays.direction(view, x, y);
        double way = (span[1] - span[0]) * direction.length() / grid.cell();
        int samples = (int) Math.ceil(way / grid.step());
        double cells = way / Math.max(samples, 1);
        double[] light = new double[4];
        double passed = 1;
        double most = 0;
        Vector3f chief = new Vector3f();
        for (int i = 0; i < samples; i++) {
            double depth = span[0] + (span[1] - span[0]) * (i + 0.5) / samples;
            Vector3f point = Rays.point(view, x, y, depth);
            double opacity = value(grid, point, -1, 0);
            double left = passed * Math.pow(Math.max(1 - opacity, 0.001), cells);
            for (int c = 0; c < 3; c++) {
                light[c] += (passed - left) * value(grid, point, 0, c);
            }
            if (passed - left > most) {
                most = passed - left;
                chief = point;
            }
            passed = left;
        }
        double[] y2 = harmonics(direction.normalize());
        for (int c = 0; c < 3 && most > 0; c++) {
            for (int k = 1; k < grid.coefficients(); k++) {
                light[c] += (1 - passed) * y2[k] * (255 * value(grid, chief, k, c) - 128) / 127;
            }
            light[c] = Math.clamp(light[c], 0, 1);
        }
        light[3] = 1 - passed;
        return light;
    }

    /** Opacity (k = -1) or a share of a coefficient's bytes between the points of a lattice. */
    private static double value(RadianceGrid grid, Vector3f point, int k, int component) {
        int[] size = {grid.nx(), grid.ny(), grid.nz()};
        int[] brick = new int[3];
        double[] inside = new double[3];
        for (int c = 0; c < 3; c++) {
            double place = (point.get(c) - grid.low().get(c)) / grid.cell();
            brick[c] = Math.clamp((int) Math.floor(place / 8), 0, size[c] - 1);
            inside[c] = Math.clamp(place - 8 * brick[c], 0, 8);
        }
        int stored = grid.index()[brick[0] + grid.nx() * (brick[1] + grid.ny() * brick[2])];
        double sum = 0;
        for (int corner = 0; corner < 8 && stored >= 0; corner++) {
            double weight = 1;
            int at = 0;
            for (int c = 2; c >= 0; c--) {
                int first = Math.min((int) inside[c], 7);
                int upper = corner >> c & 1;
                weight *= upper == 1 ? inside[c] - first : 1 - (inside[c] - first);
                at = 9 * at + first + upper;
            }
            int value = k < 0
                    ? grid.opacity()[729 * stored + at]
                    : grid.color()[3 * (729 * (grid.coefficients() * stored + k) + at) + component];
            sum += weight * (value & 0xff) / 255;
        }
        return sum;
    }

    /** From the normalised products of coordinates. */
    private static double[] harmonics(Vector3f d) {
        double one = Math.sqrt(3 / (4 * Math.PI));
        double two = Math.sqrt(15 / (4 * Math.PI));
        return new double[] {
            1,
            -one * d.y,
            one * d.z,
            -one * d.x,
            two * d.x * d.y,
            -two * d.y * d.z,
            two / Math.sqrt(12) * (2 * d.z * d.z - d.x * d.x - d.y * d.y),
            -two * d.x * d.z,
            two / 2 * (d.x * d.x - d.y * d.y)
        };
    }

    @Test
    void stridingOverWhatIsEmptyChangesNothing() {
        RadianceGrid cloud = Examples.cloud(1, 1, 0.5f);
        int n = 9;
        int[] sparse = new int[n * n * n];
        Arrays.fill(sparse, -1);
        sparse[2 + n * (5 + n * 3)] = 0;
        sparse[7 + n * (1 + n * 8)] = 0;
        int[] full = sparse.clone();
        for (int i = 0; i < full.length; i++) {
            full[i] = sparse[i] < 0 ? 1 : 0;
        }
        Vector3f low = new Vector3f(-0.9f);
        float cell = 0.025f;
        byte[] opacity = Arrays.copyOf(cloud.opacity(), 2 * RadianceGrid.POINTS);
        byte[] color = Arrays.copyOf(cloud.color(), 2 * cloud.color().length);
        Frame strided = STUDIO.drawClear(
                view(EYE), new RadianceGrid(low, cell, n, n, n, sparse, 1, cloud.opacity(), cloud.color(), 0.5f));
        Frame marched =
                STUDIO.drawClear(view(EYE), new RadianceGrid(low, cell, n, n, n, full, 1, opacity, color, 0.5f));
        int seen = 0;
        for (int i = 0; i < strided.rgba().length; i++) {
            assertEquals(marched.rgba()[i] & 0xff, strided.rgba()[i] & 0xff, 1, "component " + i);
            seen += strided.rgba()[i] != 0 ? 1 : 0;
        }
        assertTrue(seen > 20, seen + " components are seen");
    }
}
