package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.MarchRegion;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Draws;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ball of constant density, whose image is known: opacity 1 - exp(-density chord). */
class FieldRendererTest {
    private static final float RADIUS = 0.8f;
    private static final Box BOX = Box.cube(1);
    private static final float[] WHITE = {1, 1, 1};
    private static final float[] COLOR = {0.9f, 0.5f, 0.1f};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Ball ball(double strength) {
        return new Ball(strength, COLOR);
    }

    private RenderedView render(Medium medium, SamplingOptions options, int updates) {
        Kernels kernels = Kernels.of(manager);
        try (RaySampler sampler = options.build(manager, kernels, BOX, 1)) {
            for (int k = 1; k <= updates; k++) {
                sampler.update(16L * k, 1, medium);
            }
            Camera camera = Camera.lookAt(
                    Intrinsics.ofFieldOfView(32, 32, 0.7), new float[] {0, -3, 0}, new float[3], new float[] {0, 0, 1});
            return new FieldRenderer(manager, kernels, medium, sampler, WHITE).render(camera);
        }
    }

    private static double chord(int x, int y) {
        double f = 16 / Math.tan(0.35);
        double a = (x + 0.5 - 16) / f;
        double b = (y + 0.5 - 16) / f;
        double sine = Math.sqrt((a * a + b * b) / (1 + a * a + b * b));
        double distance = 3 * sine;
        return distance < RADIUS ? 2 * Math.sqrt(RADIUS * RADIUS - distance * distance) : 0;
    }

    @Test
    void aBallShowsItsChords() {
        SamplingOptions options = SamplingOptionsBuilder.builder()
                .stepsAcross(2048)
                .occupancyResolution(32)
                .build();
        RenderedView frame = render(ball(2), options, 0);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                double opacity = 1 - Math.exp(-2 * chord(x, y));
                assertEquals(opacity, frame.opacity()[32 * y + x], 5e-3, x + " " + y);
                assertEquals(COLOR[2] * opacity + 1 - opacity, frame.rgb()[3 * (32 * y + x) + 2], 5e-3, x + " " + y);
            }
        }
    }

    @Test
    void emptyCellsAndDarkSamplesMayBeSkipped() {
        SamplingOptions options = SamplingOptionsBuilder.builder()
                .stepsAcross(512)
                .occupancyResolution(32)
                .build();
        RenderedView all = render(ball(30), options, 0);
        RenderedView few = render(ball(30), options, 40);
        assertArrayEquals(all.rgb(), few.rgb(), 2e-3f);
        double middle = frameDepth(few);
        assertEquals(3 - RADIUS + 1 / 30.0, middle, 0.02);
    }

    private static double frameDepth(RenderedView frame) {
        return frame.depth()[32 * 16 + 16];
    }

    @Test
    void theGridFindsTheBall() {
        SamplingOptions options = SamplingOptionsBuilder.builder()
                .stepsAcross(512)
                .occupancyResolution(32)
                .build();
        try (OccupancyGrid grid = new OccupancyGrid(manager, BOX, options)) {
            assertEquals(1, share(grid));
            for (int k = 1; k <= 20; k++) {
                grid.update(16L * k, 1, ball(30));
            }
            byte[] occupied = grid.occupied().toByteArray();
            double cell = 2 / 32.0;
            double reach = RADIUS + 1.5 * Math.sqrt(3) * cell;
            for (int i = 0; i < occupied.length; i++) {
                double distance = Math.hypot(Math.hypot(center(i % 32), center(i / 32 % 32)), center(i / 1024));
                if (distance < RADIUS + cell / 2 || distance > reach) {
                    assertEquals(distance < RADIUS + cell, occupied[i] != 0, "cell at " + distance);
                }
                if (distance < RADIUS - cell) {
                    assertEquals(1, occupied[i], "not thin at " + distance);
                }
            }
        }
    }

    @Test
    void occupancyIsThatOfTheCells() {
        SamplingOptions options = SamplingOptionsBuilder.builder()
                .stepsAcross(512)
                .occupancyResolution(16)
                .build();
        try (OccupancyGrid grid = new OccupancyGrid(manager, BOX, options)) {
            Occupancy before = grid.occupancy();
            grid.update(16, 1, ball(30));
            Occupancy after = grid.occupancy();
            byte[] cells = grid.occupied().toByteArray();
            for (int i = 0; i < cells.length; i++) {
                float[] x = {i % 16 / 8f - 0.99f, i / 16 % 16 / 8f - 0.95f, i / 256 / 8f - 0.9f};
                assertEquals(cells[i] != 0, after.at(x[0], x[1], x[2]), "cell " + i);
                assertTrue(before.at(x[0], x[1], x[2]), "a copy stays as it is");
            }
            assertFalse(before.at(0, 0, 1.01f) || before.at(-1.01f, 0, 0), "nothing outside the box");
        }
    }

    private static double share(OccupancyGrid grid) {
        byte[] cells = grid.occupied().toByteArray();
        return (double) IntStream.range(0, cells.length)
                        .filter(i -> cells[i] != 0)
                        .count()
                / cells.length;
    }

    private static double center(int index) {
        return -1 + (index + 0.5) * 2 / 32;
    }

    @Test
    void aResumedGridIsTheSame() {
        SamplingOptions options = SamplingOptionsBuilder.builder()
                .stepsAcross(512)
                .occupancyResolution(16)
                .build();
        try (OccupancyGrid first = new OccupancyGrid(manager, BOX, options);
                OccupancyGrid second = new OccupancyGrid(manager, BOX, options)) {
            first.update(16, 1, ball(30));
            second.restore(first.state());
            assertEquals(share(first), share(second));
            first.update(512, 1, ball(10));
            second.update(512, 1, ball(10));
            assertArrayEquals(first.occupied().toByteArray(), second.occupied().toByteArray());
        }
    }

    /** The two implementations of the same cut, on random bundles with empty and opaque rays. */
    @Test
    void hostAndDeviceCutTheSameSamples() {
        int rays = 200;
        float[] origins = new float[3 * rays];
        float[] directions = new float[3 * rays];
        Draws draws = Draws.of(4, "rays", 0);
        for (int r = 0; r < rays; r++) {
            double[] d = {draws.normal(3L * r), draws.normal(3L * r + 1), draws.normal(3L * r + 2)};
            double length = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
            for (int k = 0; k < 3; k++) {
                directions[3 * r + k] = (float) (d[k] / length);
                origins[3 * r + k] = (float) (-2.5 * d[k] / length + 0.6 * draws.normal(1000L + 3L * r + k));
            }
        }
        Shape shape = new Shape(rays, 3);
        NDArray occupied = manager.ones(new Shape(8, 8, 8), DataType.UINT8);
        Samples marched = Kernels.of(manager)
                .march(
                        manager.create(origins, shape),
                        manager.create(directions, shape),
                        manager.zeros(new Shape(rays)),
                        occupied,
                        new MarchRegion(BOX.min(), BOX.size(), 0, 0.01f));
        for (double strength : new double[] {0, 20, 100}) {
            Visible hostSeen = new HostVisibility().cut(marched, ball(strength), null);
            Visible deviceSeen = new DeviceVisibility(manager).cut(marched, ball(strength), null);
            Samples host = hostSeen.samples();
            Samples device = deviceSeen.samples();
            Medium.Geometry known = hostSeen.positions().take().orElseThrow();
            assertArrayEquals(
                    deviceSeen.positions().take().orElseThrow().density().toFloatArray(),
                    known.density().toFloatArray());
            assertArrayEquals(host.positions().toFloatArray(), known.features().toFloatArray());
            assertTrue(hostSeen.positions().take().isEmpty(), "known once");
            assertArrayEquals(device.offsets().toIntArray(), host.offsets().toIntArray());
            assertArrayEquals(device.rays().toIntArray(), host.rays().toIntArray());
            assertArrayEquals(device.t().toFloatArray(), host.t().toFloatArray());
            assertArrayEquals(device.delta().toFloatArray(), host.delta().toFloatArray());
            assertArrayEquals(
                    device.positions().toFloatArray(), host.positions().toFloatArray());
            assertTrue(host.size() < marched.size(), "nothing outside the ball, nothing behind the light");
            assertEquals(strength == 0, host.size() == 0);
        }
    }
}
