package io.fieldwork.pde.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All architectures in space, and the U-Net on a line. */
class SpaceTest {
    private static final FnoOptions FNO = new FnoOptions(2, 4, 2, 2, 8);
    private static final UnetOptions UNET = new UnetOptions(1, 8, null);
    private static final MgnoOptions MGNO = MgnoOptionsBuilder.builder()
            .layers(1)
            .width(3)
            .smoothing(List.of(1, 2))
            .residual(true)
            .norm("layer")
            .affine("channel")
            .build();

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    private static NDArray values(NDManager manager, long... shape) {
        Shape extents = new Shape(shape);
        double[] draws = Hashed.draws("space", (int) extents.size());
        float[] values = new float[draws.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draws[i];
        }
        return manager.create(values, extents);
    }

    @ParameterizedTest
    @EnumSource(Boundary.class)
    void eachRunsOnOtherGridsThanItsOwn(Boundary boundary) {
        GridSize trained = new GridSize(4, 6, 8);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Tape off = Tape.forwardOnly()) {
            for (OperatorOptions options : List.of(FNO, UNET, MGNO)) {
                try (NeuralOperator operator = options.build(manager, 2, 3, trained, boundary, 1)) {
                    NDArray own = operator.apply(values(manager, 2, 2, 4, 6, 8));
                    assertEquals(new Shape(2, 3, 4, 6, 8), own.getShape());
                    NDArray odd = operator.apply(values(manager, 1, 2, 7, 5, 11));
                    assertEquals(new Shape(1, 3, 7, 5, 11), odd.getShape());
                    assertTrue(Float.isFinite(odd.abs().max().getFloat()));
                }
            }
        }
    }

    /** Where the mode (-1, -1, 0) is among the weights of 4 x 4 x 2 modes. */
    private static final int CONJUGATE = 2 * (3 * 4 + 3) * 2;

    /** A wave is turned and scaled by the weight of its own mode, on any grid: no axis is taken for another. */
    @Test
    void aFourierLayerTreatsTheAxesByTheirWavenumbers() {
        Fno layer = new Fno(new FnoOptions(1, 1, 2, 0, 4), 1, 1, new GridSize(8, 8, 8), 0);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator operator = new ScriptedOperator(
                        manager, (lines, x, size) -> layer.fourier(lines, "modes", x, size), new GridSize(8, 8, 8), 5);
                Tape off = Tape.forwardOnly()) {
            float[] r = operator.parameters().getFirst().value().toFloatArray();
            int[][] waves = {{1, 0, 1}, {0, 1, 1}, {1, 1, 0}};
            for (int[] k : waves) {
                for (int n : new int[] {8, 12}) {
                    float[] found = operator.apply(wave(manager, k, n)).toFloatArray();
                    int at = 2 * ((k[0] * 4 + k[1]) * 2 + k[2]);
                    for (int i = 0; i < found.length; i++) {
                        double phase = phase(k, n, i);
                        double expected = r[at] * Math.cos(phase) - r[at + 1] * Math.sin(phase);
                        if (k[2] == 0) {
                            double back = r[CONJUGATE] * Math.cos(phase) + r[CONJUGATE + 1] * Math.sin(phase);
                            expected = 0.5 * (expected + back);
                        }
                        assertEquals(expected, found[i], 2e-6, "at " + i);
                    }
                }
            }
        }
    }

    private static double phase(int[] k, int n, int i) {
        return 2 * Math.PI * (k[0] * (i / n / n) + k[1] * (i / n % n) + k[2] * (i % n)) / n;
    }

    private static NDArray wave(NDManager manager, int[] k, int n) {
        float[] u = new float[n * n * n];
        for (int i = 0; i < u.length; i++) {
            u[i] = (float) Math.cos(phase(k, n, i));
        }
        return manager.create(u, new Shape(1, 1, n, n, n));
    }

    /** The derivative along the gradient, by differences. */
    @Test
    void gradientsAreThoseOfDifferences() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            for (OperatorOptions options : List.of(FNO, UNET, MGNO)) {
                try (NeuralOperator operator =
                        options.build(manager, 1, 1, new GridSize(4, 6, 4), Boundary.PERIODIC, 1)) {
                    NDArray u = values(manager, 2, 1, 4, 6, 4);
                    try (Tape tape = Tape.open()) {
                        tape.backward(operator.apply(u).square().mean());
                    }
                    for (Parameter parameter : operator.parameters()) {
                        check(manager, operator, u, parameter);
                    }
                }
            }
        }
    }

    private static void check(NDManager manager, NeuralOperator operator, NDArray u, Parameter parameter) {
        NDArray gradient = Tape.gradient(parameter.value()).duplicate();
        float norm = gradient.square().sum().sqrt().getFloat();
        assertTrue(norm > 0, parameter.name());
        float step = 5e-3f;
        NDArray direction = gradient.div(norm).mul(step);
        NDArray start = parameter.value().duplicate();
        try (Tape off = Tape.forwardOnly()) {
            Storage.overwrite(parameter.value(), start.add(direction));
            double up = operator.apply(u).square().mean().getFloat();
            Storage.overwrite(parameter.value(), start.sub(direction));
            double down = operator.apply(u).square().mean().getFloat();
            Storage.overwrite(parameter.value(), start);
            assertEquals(norm, (up - down) / (2 * step), 0.03 * norm + 3e-4, parameter.name());
        }
    }

    @Test
    void theUnetRunsOnALine() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Tape off = Tape.forwardOnly()) {
            for (Boundary boundary : Boundary.values()) {
                try (NeuralOperator unet =
                        new UnetOptions(2, 8, null).build(manager, 1, 2, new GridSize(1, 32), boundary, 1)) {
                    assertEquals(
                            new Shape(8, 1, 1, 3),
                            unet.parameters().getFirst().value().getShape());
                    NDArray found = unet.apply(values(manager, 3, 1, 1, 37));
                    assertEquals(new Shape(3, 2, 1, 37), found.getShape());
                }
            }
            UserError depth = assertThrows(
                    UserError.class,
                    () -> new UnetOptions(5, 8, null).build(manager, 1, 1, new GridSize(1, 31), Boundary.PERIODIC, 1));
            assertTrue(
                    depth.getMessage()
                            .contains("expected at most field.depth: 3 for a grid of 1 x 31 points, or at least"),
                    depth.getMessage());
        }
    }

    @Test
    void aPlaneIsNoSpace() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator fno = FNO.build(manager, 1, 1, new GridSize(8, 8), Boundary.PERIODIC, 1);
                Tape off = Tape.forwardOnly()) {
            UserError space = assertThrows(UserError.class, () -> fno.apply(values(manager, 1, 1, 4, 8, 8)));
            assertTrue(space.getMessage().contains("grids of 2 axes"), space.getMessage());
        }
    }
}
