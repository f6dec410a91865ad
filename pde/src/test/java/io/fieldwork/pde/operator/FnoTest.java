package io.fieldwork.pde.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Fourier operator and the U-Net. */
class FnoTest {
    private static final int WIDTH = 2;
    private static final int MODES = 3;

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    @Test
    void theDefaultsAreThePublishedSize() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator operator = FnoOptionsBuilder.builder()
                        .build()
                        .build(manager, 1, 1, new GridSize(64, 64), Boundary.DIRICHLET, 1)) {
            long count = operator.parameters().stream()
                    .mapToLong(p -> p.value().size())
                    .sum();
            assertEquals(2_368_001, count);
        }
    }

    private static final Fno LAYER =
            new Fno(new FnoOptions(1, WIDTH, MODES, 0, 4), WIDTH, WIDTH, new GridSize(8, 10), 0);

    private static NeuralOperator layer(NDManager manager, GridSize grid) {
        return new ScriptedOperator(manager, (lines, x, size) -> LAYER.fourier(lines, "modes", x, size), grid, 5);
    }

    /** Sums over all points instead of a fast transform. */
    @Test
    void aFourierLayerIsASumOverModes() {
        int h = 8;
        int w = 10;
        float[] u = values("u", WIDTH * h * w);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator operator = layer(manager, new GridSize(h, w));
                Tape off = Tape.forwardOnly()) {
            float[] r = operator.parameters().getFirst().value().toFloatArray();
            double[] expected = new double[WIDTH * h * w];
            for (int row = 0; row < 2 * MODES; row++) {
                int k = row < MODES ? row : row - 2 * MODES;
                for (int l = 0; l < MODES; l++) {
                    for (int in = 0; in < WIDTH; in++) {
                        double re = 0;
                        double im = 0;
                        for (int p = 0; p < h * w; p++) {
                            double angle = 2 * Math.PI * (k * (p / w) / (double) h + l * (p % w) / (double) w);
                            re += u[in * h * w + p] * Math.cos(angle) / (h * w);
                            im -= u[in * h * w + p] * Math.sin(angle) / (h * w);
                        }
                        for (int out = 0; out < WIDTH; out++) {
                            int at = 2 * (((row * MODES + l) * WIDTH + in) * WIDTH + out);
                            double a = re * r[at] - im * r[at + 1];
                            double b = re * r[at + 1] + im * r[at];
                            add(expected, out * h * w, h, w, k, l, a, b);
                        }
                    }
                }
            }
            NDArray found = operator.apply(manager.create(u, new Shape(1, WIDTH, h, w)));
            float[] rounded = new float[expected.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = (float) expected[i];
            }
            assertArrayEquals(rounded, found.toFloatArray(), 1e-6f);
        }
    }

    /** The real function whose half spectrum is a + ib at (k, l): column 0 is its own conjugate, of which only that part counts. */
    private static void add(double[] sum, int offset, int h, int w, int k, int l, double a, double b) {
        double times = l == 0 ? 1 : 2;
        for (int p = 0; p < h * w; p++) {
            double angle = 2 * Math.PI * (k * (p / w) / (double) h + l * (p % w) / (double) w);
            sum[offset + p] += times * (a * Math.cos(angle) - b * Math.sin(angle));
        }
    }

    /** Waves that both grids resolve give the same function on both. */
    @Test
    void aFourierLayerDoesNotDependOnTheGrid() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator operator = layer(manager, new GridSize(8, 8));
                Tape off = Tape.forwardOnly()) {
            float[] coarse = operator.apply(wave(manager, 8)).toFloatArray();
            float[] fine = operator.apply(wave(manager, 16)).toFloatArray();
            for (int i = 0; i < coarse.length; i++) {
                int channel = i / 64;
                int row = i / 8 % 8;
                int column = i % 8;
                assertEquals(coarse[i], fine[channel * 256 + 2 * row * 16 + 2 * column], 1e-6f);
            }
        }
    }

    private static NDArray wave(NDManager manager, int n) {
        float[] u = new float[WIDTH * n * n];
        for (int i = 0; i < u.length; i++) {
            double y = 2 * Math.PI * (i / n % n) / n;
            double x = 2 * Math.PI * (i % n) / n;
            u[i] = (float) (i < n * n ? Math.cos(x - 2 * y) + 0.3 : Math.sin(2 * x + y));
        }
        return manager.create(u, new Shape(1, WIDTH, n, n));
    }

    @Test
    void bothRunOnOddGridsAndOnLines() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator fno = new FnoOptions(2, 4, 3, 2, 8)
                        .build(manager, 1, 2, new GridSize(16, 16), Boundary.DIRICHLET, 1);
                NeuralOperator line =
                        new FnoOptions(2, 4, 3, 2, 8).build(manager, 1, 1, new GridSize(1, 16), Boundary.PERIODIC, 1);
                NeuralOperator unet =
                        new UnetOptions(2, 8, null).build(manager, 1, 2, new GridSize(16, 16), Boundary.NEUMANN, 1);
                Tape off = Tape.forwardOnly()) {
            NDArray odd = manager.create(values("u", 3 * 19 * 21), new Shape(3, 1, 19, 21));
            assertEquals(new Shape(3, 2, 19, 21), fno.apply(odd).getShape());
            assertEquals(new Shape(3, 2, 19, 21), unet.apply(odd).getShape());
            NDArray row = manager.create(values("u", 2 * 32), new Shape(2, 1, 1, 32));
            assertEquals(new Shape(2, 1, 1, 32), line.apply(row).getShape());
        }
    }

    /** Every parameter matters: a change along its gradient changes the output. */
    @Test
    void gradientsReachEveryParameter() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            for (OperatorOptions options :
                    new OperatorOptions[] {new FnoOptions(2, 4, 3, 2, 8), new UnetOptions(2, 8, null)}) {
                try (NeuralOperator operator =
                        options.build(manager, 1, 1, new GridSize(16, 16), Boundary.DIRICHLET, 1)) {
                    try (Tape tape = Tape.open()) {
                        NDArray u = manager.create(values("u", 256), new Shape(1, 1, 16, 16));
                        tape.backward(operator.apply(u).square().mean());
                    }
                    for (Parameter parameter : operator.parameters()) {
                        float most =
                                Tape.gradient(parameter.value()).abs().max().getFloat();
                        assertTrue(most > 0, parameter.name());
                    }
                }
            }
        }
    }

    /** Group norm makes everything of the same size; without it a function three times as large has another image. */
    @Test
    void aUnetWithoutNormKnowsHowLargeAFunctionIs() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Tape off = Tape.forwardOnly()) {
            NDArray u = manager.create(values("u", 16 * 24), new Shape(1, 1, 16, 24));
            for (String norm : List.of("group", "none")) {
                try (NeuralOperator unet =
                        new UnetOptions(2, 8, norm).build(manager, 1, 1, new GridSize(16, 24), Boundary.PERIODIC, 3)) {
                    NDArray once = unet.apply(u);
                    float change = unet.apply(u.mul(3)).sub(once).abs().max().getFloat()
                            / once.abs().max().getFloat();
                    assertEquals(norm.equals("none"), change > 0.01, norm + " " + change);
                }
            }
            assertThrows(UserError.class, () -> new UnetOptions(2, 8, "batch"));
        }
    }

    @Test
    void tooManyModesOrLevelsAreExplained() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            UserError modes = assertThrows(
                    UserError.class,
                    () -> new FnoOptions(1, 4, 12, 0, 8)
                            .build(manager, 1, 1, new GridSize(16, 16), Boundary.PERIODIC, 1));
            assertTrue(modes.getMessage().contains("field.modes is 12"), modes.getMessage());
            UserError depth = assertThrows(
                    UserError.class,
                    () -> new UnetOptions(4, 8, null).build(manager, 1, 1, new GridSize(16, 16), Boundary.PERIODIC, 1));
            assertTrue(depth.getMessage().contains("field.depth is 4"), depth.getMessage());
        }
    }

    private static float[] values(String name, int count) {
        double[] draws = Hashed.draws(name, count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) draws[i];
        }
        return values;
    }
}
