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
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for multigrid operators whatever their weights are. */
class MgnoTest {
    private static final int LEVELS = 3;

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    private static MgnoOptions options(String norm, String affine, boolean seam, boolean textbook) {
        return MgnoOptionsBuilder.builder()
                .layers(2)
                .width(6)
                .smoothing(List.of(1, 1, 2))
                .postSmoothing(textbook ? List.of(1, 1) : null)
                .seam(seam)
                .residual(textbook)
                .zeroStart(textbook)
                .norm(norm)
                .affine(affine)
                .build();
    }

    private static float[] apply(
            NDManager manager, NeuralOperator operator, float[] values, int channels, int height, int width) {
        try (Tape off = Tape.forwardOnly()) {
            NDArray x = manager.create(values, new Shape(1, channels, height, width));
            NDArray y = operator.apply(x);
            assertEquals(new Shape(1, 1, height, width), y.getShape());
            return y.toFloatArray();
        }
    }

    private static float[] random(String name, int count) {
        double[] draws = Hashed.draws(name, count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) draws[i];
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"16,16", "17,16", "33,18", "20,27", "64,63"})
    void itRunsOnGridsItWasNotMadeFor(int height, int width) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            for (Boundary boundary : Boundary.values()) {
                try (NeuralOperator operator = options("correction", "channel", true, false)
                        .build(manager, 2, 1, new GridSize(32, 32), boundary, 1)) {
                    int before = operator.parameters().size();
                    float[] y = apply(manager, operator, random("x", 2 * height * width), 2, height, width);
                    for (float value : y) {
                        assertTrue(Float.isFinite(value));
                    }
                    assertEquals(before, operator.parameters().size());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Boundary.class)
    void functionsOnALineHaveOneRow(Boundary boundary) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator operator =
                        options("none", "pixel", true, false).build(manager, 1, 1, new GridSize(1, 64), boundary, 1)) {
            assertEquals(64, apply(manager, operator, random("x", 64), 1, 1, 64).length);
        }
    }

    /** A shift by whole coarse cells shifts the result; the seam of the released code breaks that. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeriodicOperatorKnowsNoSeam(boolean seam) {
        int n = 32;
        int shift = 1 << (LEVELS - 1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator operator = options("none", "pixel", seam, false)
                        .build(manager, 1, 1, new GridSize(n, n), Boundary.PERIODIC, 1)) {
            float[] x = random("x", n * n);
            float[] shifted = apply(manager, operator, shifted(x, n, shift), 1, n, n);
            float[] expected = shifted(apply(manager, operator, x, 1, n, n), n, shift);
            if (seam) {
                assertArrayEquals(expected, shifted, 1e-6f);
            } else {
                assertTrue(distance(expected, shifted) > 1e-4);
            }
        }
    }

    private static float[] shifted(float[] x, int n, int by) {
        float[] y = new float[x.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                y[(i + by) % n * n + (j + 2 * by) % n] = x[i * n + j];
            }
        }
        return y;
    }

    private static double distance(float[] a, float[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    @ParameterizedTest
    @EnumSource(Boundary.class)
    void aCycleIsLinear(Boundary boundary) {
        int n = 16;
        for (boolean textbook : new boolean[] {false, true}) {
            MgnoOptions options = options("none", "pixel", true, textbook);
            Mgno sizes = new Mgno(options, boundary, 2, 6);
            Cycle cycle = new Cycle(options, Stencil.of(boundary, new GridSize(n, n)), "cycle", 2, 6);
            try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                    NeuralOperator operator = new ScriptedOperator(
                            manager,
                            (lines, x, grid) -> cycle.write(lines, x, sizes.grids(grid)),
                            new GridSize(n, n),
                            3);
                    Tape off = Tape.forwardOnly()) {
                NDArray f = manager.create(random("f", 2 * n * n), new Shape(1, 2, n, n));
                NDArray g = manager.create(random("g", 2 * n * n), new Shape(1, 2, n, n));
                NDArray together = operator.apply(f.mul(2).sub(g.mul(3)));
                NDArray apart = operator.apply(f).mul(2).sub(operator.apply(g).mul(3));
                assertTrue(operator.apply(f).abs().max().getFloat() > 1e-3f);
                assertArrayEquals(apart.toFloatArray(), together.toFloatArray(), 1e-5f);
            }
        }
    }

    /**
     * The textbook's smoother for -u'' = f on a line, damped Jacobi, written into the weights: one smoothing step on one level is
     * u = 2/3 D⁻¹ f, and a second one subtracts A u of the five-point stencil first.
     */
    @Test
    void twoStepsOfJacobi() {
        int n = 8;
        MgnoOptions options = MgnoOptionsBuilder.builder()
                .layers(1)
                .width(1)
                .smoothing(List.of(2))
                .pointwise(false)
                .build();
        Cycle cycle = new Cycle(options, Stencil.of(Boundary.DIRICHLET, new GridSize(n, n)), "c", 1, 1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator operator = new ScriptedOperator(
                        manager, (lines, x, grid) -> cycle.write(lines, x, List.of(grid)), new GridSize(n, n), 3);
                Tape off = Tape.forwardOnly()) {
            float omega = 2f / 3;
            float[] laplace = {0, -1, 0, -1, 4, -1, 0, -1, 0};
            float[] jacobi = {0, 0, 0, 0, omega / 4, 0, 0, 0, 0};
            operator.parameters().forEach(p -> {
                float[] stencil = p.name().endsWith("A") ? laplace : jacobi;
                Storage.overwrite(p.value(), manager.create(stencil, new Shape(1, 1, 3, 3)));
            });
            float[] f = random("f", n * n);
            float[] u = new float[n * n];
            for (int step = 0; step < 2; step++) {
                float[] before = u.clone();
                for (int i = 0; i < n * n; i++) {
                    float sum = 4 * before[i];
                    sum -= i >= n ? before[i - n] : 0;
                    sum -= i < n * n - n ? before[i + n] : 0;
                    sum -= i % n > 0 ? before[i - 1] : 0;
                    sum -= i % n < n - 1 ? before[i + 1] : 0;
                    u[i] = before[i] + omega / 4 * (f[i] - sum);
                }
            }
            float[] found =
                    operator.apply(manager.create(f, new Shape(1, 1, n, n))).toFloatArray();
            assertArrayEquals(u, found, 1e-6f);
        }
    }

    @Test
    void mistakesAreExplained() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            UserError small = assertThrows(
                    UserError.class,
                    () -> MgnoOptionsBuilder.builder()
                            .smoothing(List.of(1, 1, 1, 1, 1, 2))
                            .build()
                            .build(manager, 1, 1, new GridSize(16, 16), Boundary.DIRICHLET, 1));
            assertTrue(
                    small.getMessage()
                            .contains("expected at most 4 numbers for a grid of 16 x 16, whose coarsest has 2 x 2"),
                    small.getMessage());
            try (NeuralOperator tied = options("layer", "pixel", true, false)
                    .build(manager, 1, 1, new GridSize(16, 16), Boundary.DIRICHLET, 1)) {
                UserError other =
                        assertThrows(UserError.class, () -> apply(manager, tied, random("x", 32 * 32), 1, 32, 32));
                assertTrue(other.getMessage().contains("16 x 16 and does not run on 32 x 32"), other.getMessage());
            }
        }
        assertThrows(
                UserError.class,
                () -> MgnoOptionsBuilder.builder().smoothing(List.of()).build());
        assertThrows(UserError.class, () -> options("batch", "pixel", true, false));
        assertThrows(UserError.class, () -> options("layer", "row", true, false));
    }
}
