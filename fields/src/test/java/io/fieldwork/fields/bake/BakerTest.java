package io.fieldwork.fields.bake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.fields.volume.Ball;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ball whose grid is known: constant density inside, a colour that grows with the height of the view. */
class BakerTest {
    private static final float RADIUS = 0.7f;
    private static final float DENSITY = 30;
    private static final float SLOPE = 0.3f;
    private static final double ONE = Math.sqrt(3 / (4 * Math.PI));
    private static final Box BOX = new Box(-1, -1, -1, 1, 1, 0.9f);

    @TempDir
    Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** 0.5 + 0.3 d_z in the red, 0.25 else. */
    private static NDArray paint(NDArray x, Medium.Views views) {
        NDArray d = views.directions().get(views.rays().toType(DataType.INT64, false));
        NDArray color = x.mul(0).add(0.25f);
        color.set(new NDIndex(":, 0"), d.get(":, 2").mul(SLOPE).add(0.5f));
        return color;
    }

    private static List<float[]> eyes() {
        List<float[]> eyes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            eyes.add(new float[] {(float) (3 * Math.cos(2 * i)), (float) (3 * Math.sin(2 * i)), (i % 5) - 2.1f});
        }
        return eyes;
    }

    private BakedGrid bake(int resolution, int degree) {
        SamplingOptions sampling = SamplingOptionsBuilder.builder()
                .stepsAcross(256)
                .occupancyResolution(16)
                .build();
        try (RaySampler sampler = sampling.build(manager, Kernels.of(manager), BOX, 1)) {
            Ball ball = new Ball(BOX, RADIUS, DENSITY, BakerTest::paint);
            List<Camera> cameras = new ArrayList<>();
            for (float[] eye : eyes()) {
                cameras.add(
                        Camera.lookAt(Intrinsics.ofFieldOfView(96, 96, 0.6), eye, new float[3], new float[] {0, 0, 1}));
            }
            return new Baker(manager, ball, sampler, new float[] {1, 1, 1})
                    .bake(
                            cameras,
                            BakeOptionsBuilder.builder()
                                    .resolution(resolution)
                                    .degree(degree)
                                    .build(),
                            share -> {});
        }
    }

    /** The point of a brick. */
    private static float[] place(BakedGrid grid, int brick, int point) {
        float[] place = new float[3];
        int[] at = {
            brick % grid.size()[0], brick / grid.size()[0] % grid.size()[1], brick / grid.size()[0] / grid.size()[1]
        };
        int[] inside = {point % 9, point / 9 % 9, point / 81};
        for (int k = 0; k < 3; k++) {
            place[k] = grid.low()[k] + grid.cell() * (8 * at[k] + inside[k]);
        }
        return place;
    }

    @Test
    void opacitiesAndColoursAreTheField() {
        BakedGrid grid = bake(32, 1);
        assertArrayEquals(new int[] {4, 4, 4}, grid.size());
        assertEquals(1 / 16f, grid.cell());
        int full = (int) Math.round(255 * -Math.expm1(-DENSITY / 16.0));
        int seen = 0;
        double sum = 0;
        for (int brick = 0; brick < 64; brick++) {
            for (int i = 0; i < 729 && grid.index()[brick] >= 0; i++) {
                float[] x = place(grid, brick, i);
                double distance = Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
                int stored = grid.index()[brick];
                if (Math.abs(distance - RADIUS) > 1e-4) {
                    assertEquals(distance < RADIUS ? full : 0, grid.opacity()[729 * stored + i] & 0xff);
                }
                if (Math.abs(distance - RADIUS) < 0.03) {
                    for (float[] eye : eyesBefore(x)) {
                        double error = colorError(grid, stored, i, x, eye);
                        assertTrue(error < 0.15, "off by " + error);
                        sum += error;
                        seen++;
                    }
                }
            }
        }
        assertTrue(sum / seen < 0.012, "off by " + sum / seen + " in the mean");
        assertTrue(seen > 300, seen + " points at the surface");
    }

    /** The eyes that see a point of the surface from in front of it. */
    private static List<float[]> eyesBefore(float[] x) {
        return eyes().stream()
                .filter(eye -> {
                    double[] d = direction(eye, x);
                    return d[0] * x[0] + d[1] * x[1] + d[2] * x[2] < -0.5 * RADIUS;
                })
                .toList();
    }

    private static double[] direction(float[] eye, float[] x) {
        double[] d = {x[0] - eye[0], x[1] - eye[1], x[2] - eye[2]};
        double length = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        return new double[] {d[0] / length, d[1] / length, d[2] / length};
    }

    /** How far the colour of a point as seen by an eye is from the field's. */
    private static double colorError(BakedGrid grid, int brick, int point, float[] x, float[] eye) {
        double[] d = direction(eye, x);
        double[] y = {1, -ONE * d[1], ONE * d[2], -ONE * d[0]};
        double worst = 0;
        for (int c = 0; c < 3; c++) {
            double color = 0;
            for (int k = 0; k < 4; k++) {
                int value = grid.color()[3 * (729 * (4 * brick + k) + point) + c] & 0xff;
                color += y[k] * (k == 0 ? value / 255.0 : (value - 128) / 127.0);
            }
            worst = Math.max(worst, Math.abs(color - (c == 0 ? 0.5 + SLOPE * d[2] : 0.25)));
        }
        return worst;
    }

    @Test
    void whatNobodySeesIsLeftOut() {
        BakedGrid grid = bake(64, 0);
        int size = grid.size()[0];
        int middle = size / 2 * (1 + size + size * size);
        assertEquals(-1, grid.index()[middle], "inside the ball");
        assertEquals(-1, grid.index()[0], "in the corner");
        int[] top = {size / 2, size / 2, (int) ((1 + RADIUS - 0.01) * 32 / 8)};
        assertTrue(grid.index()[top[0] + size * (top[1] + size * top[2])] >= 0, "at the surface");
    }

    @Test
    void gridsAreReadAsTheyWereWritten() {
        BakedGrid grid = bake(32, 2);
        Path file = folder.resolve("grid.safetensors");
        grid.write(file);
        BakedGrid read = BakedGrid.read(file);
        assertArrayEquals(grid.low(), read.low());
        assertEquals(grid.cell(), read.cell());
        assertArrayEquals(grid.size(), read.size());
        assertArrayEquals(grid.index(), read.index());
        assertEquals(2, read.degree());
        assertArrayEquals(grid.background(), read.background());
        assertArrayEquals(grid.opacity(), read.opacity());
        assertArrayEquals(grid.color(), read.color());
    }

    @Test
    void otherFilesAreNoGrids() throws Exception {
        Path checkpoint = folder.resolve("state.safetensors");
        Checkpoint.write(checkpoint, Map.of("a", manager.ones(new Shape(2))));
        assertThrows(UserError.class, () -> BakedGrid.read(checkpoint));
        Path text = Files.writeString(folder.resolve("text.safetensors"), "no tensors");
        assertThrows(UserError.class, () -> BakedGrid.read(text));
        assertThrows(UserError.class, () -> BakedGrid.read(folder.resolve("missing.safetensors")));
    }

    @Test
    void harmonicsAreThoseOfTheKernels() {
        int n = 50;
        float[] d = new float[3 * n];
        Draws draws = Draws.of(1, "directions", 0);
        for (int i = 0; i < n; i++) {
            double[] v = {draws.normal(3L * i), draws.normal(3L * i + 1), draws.normal(3L * i + 2)};
            double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
            for (int k = 0; k < 3; k++) {
                d[3 * i + k] = (float) (v[k] / length);
            }
        }
        float[] kernels = Kernels.of(manager)
                .harmonics(3)
                .apply(Tape.forwardOnly(), manager.create(d, new Shape(n, 3)))[0]
                .toFloatArray();
        for (int i = 0; i < n; i++) {
            double[] ours = Harmonics.at(d[3 * i], d[3 * i + 1], d[3 * i + 2], 9);
            assertEquals(1, ours[0]);
            for (int k = 1; k < 9; k++) {
                assertEquals(kernels[9 * i + k], ours[k], 1e-5, "harmonic " + k);
            }
        }
    }
}
