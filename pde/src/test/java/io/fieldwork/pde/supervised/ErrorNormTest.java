package io.fieldwork.pde.supervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.Grid;
import io.fieldwork.pde.data.GridSize;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ErrorNormTest {
    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    private static double relative(String norm, Grid grid, GridSize size, double[] prediction, double[] truth) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                ErrorNorm error = new ErrorNorm(manager, norm, grid, size);
                Tape off = Tape.forwardOnly()) {
            return error.relative(array(manager, prediction, size), array(manager, truth, size))
                    .toFloatArray()[0];
        }
    }

    private static NDArray array(NDManager manager, double[] values, GridSize size) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return manager.create(
                rounded,
                new Shape(1, 1)
                        .addAll(new Shape(
                                size.points().stream().mapToLong(n -> n).toArray())));
    }

    private static double[] function(Grid grid, GridSize size, DoubleBinaryOperator of) {
        double[] distance = grid.spacing(size.height(), size.width());
        double[] values = new double[size.height() * size.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = of.applyAsDouble(i / size.width() * distance[0], i % size.width() * distance[1]);
        }
        return values;
    }

    /** sin(2π (2x + y)) over sin(2π x): the same size, gradients 2π √5 and 2π, so H1 is √((1 + 20π²) / (1 + 4π²)). */
    @Test
    void wavesOnATorus() {
        Grid torus = new Grid(1, 1, Boundary.PERIODIC);
        GridSize size = new GridSize(256, 200);
        double[] truth = function(torus, size, (y, x) -> Math.sin(2 * Math.PI * x));
        double[] error = function(torus, size, (y, x) -> 0.1 * Math.sin(2 * Math.PI * (2 * x + y)));
        double[] prediction = sum(truth, error);
        double squared = Math.PI * Math.PI;
        assertEquals(0.1, relative("l2", torus, size, prediction, truth), 1e-6);
        double h1 = 0.1 * Math.sqrt((1 + 20 * squared) / (1 + 4 * squared));
        assertEquals(h1, relative("h1", torus, size, prediction, truth), 2e-4 * h1);
        double truncated = 0.1 * Math.sqrt(6.0 / 2);
        assertEquals(truncated, relative("h1-truncated", torus, size, prediction, truth), 1e-5);
    }

    /** sin(2π (2x + y + z)) over sin(2π x) in space. */
    @Test
    void wavesInSpace() {
        Grid torus = new Grid(1, 1, 1, Boundary.PERIODIC);
        GridSize size = new GridSize(96, 80, 90);
        double[] truth = new double[size.count()];
        double[] prediction = new double[size.count()];
        for (int i = 0; i < truth.length; i++) {
            double x = i % 90 / 90.0;
            double y = i / 90 % 80 / 80.0;
            double z = i / 90 / 80 / 96.0;
            truth[i] = Math.sin(2 * Math.PI * x);
            prediction[i] = truth[i] + 0.1 * Math.sin(2 * Math.PI * (2 * x + y + z));
        }
        double squared = Math.PI * Math.PI;
        assertEquals(0.1, relative("l2", torus, size, prediction, truth), 1e-6);
        double h1 = 0.1 * Math.sqrt((1 + 24 * squared) / (1 + 4 * squared));
        assertEquals(h1, relative("h1", torus, size, prediction, truth), 2e-3 * h1);
        assertEquals(0.1 * Math.sqrt(7.0 / 2), relative("h1-truncated", torus, size, prediction, truth), 1e-5);
    }

    /** An error of 0.2 where the truth is zero, when others have a root mean square of 4. */
    @Test
    void aTruthOfZeroIsMeasuredByOthers() {
        Grid torus = new Grid(1, 1, Boundary.PERIODIC);
        GridSize size = new GridSize(4, 6);
        for (String norm : ErrorNorm.NAMES) {
            try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                    ErrorNorm error = new ErrorNorm(manager, norm, torus, size, 4);
                    Tape off = Tape.forwardOnly()) {
                NDArray truth = manager.zeros(new Shape(1, 1, 4, 6)).concat(manager.ones(new Shape(1, 1, 4, 6)), 0);
                assertArrayEquals(
                        new float[] {0.05f, 0.2f},
                        error.relative(truth.add(0.2f), truth).toFloatArray(),
                        1e-6f);
            }
        }
    }

    /** exp(x) cos(y) with an error of xy / 100, whose integrals are known: lengths 2 and 3 count. */
    @Test
    void slopesOnARectangle() {
        Grid box = new Grid(2, 3, Boundary.NEUMANN);
        GridSize size = new GridSize(401, 601);
        double[] truth = function(box, size, (y, x) -> Math.exp(x) * Math.cos(y));
        double[] error = function(box, size, (y, x) -> 1e-2 * x * y);
        double own = integral(y -> Math.cos(y) * Math.cos(y), 2) * integral(x -> Math.exp(2 * x), 3);
        double slopes = own + integral(y -> Math.sin(y) * Math.sin(y), 2) * integral(x -> Math.exp(2 * x), 3);
        double wrong = 1e-4 * (8.0 / 3 * 9 + 2 * 9 + 8.0 / 3 * 3);
        assertEquals(
                Math.sqrt(wrong / (own + slopes)),
                relative("h1", box, size, sum(truth, error), truth),
                5e-3 * Math.sqrt(wrong / (own + slopes)));
    }

    private interface Function {
        double of(double x);
    }

    private static double integral(Function f, double length) {
        int n = 100_000;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += f.of((i + 0.5) * length / n) * length / n;
        }
        return sum;
    }

    /** Every mode by its own sum; wavenumbers from 20 on count as 0. */
    @Test
    void truncatedAgainstSumsOverAllModes() {
        GridSize size = new GridSize(45, 48);
        Grid grid = new Grid(1, 1, Boundary.DIRICHLET);
        Draws draws = Draws.of(7, "norm", 0);
        double[] truth = new double[45 * 48];
        double[] error = new double[45 * 48];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = draws.normal(2L * i);
            error[i] = 0.3 * draws.normal(2L * i + 1);
        }
        double expected = Math.sqrt(square(error, 45, 48) / square(truth, 45, 48));
        assertEquals(expected, relative("h1-truncated", grid, size, sum(truth, error), truth), 1e-5 * expected);
    }

    private static double square(double[] u, int h, int w) {
        double sum = 0;
        for (int row = 0; row < h; row++) {
            for (int column = 0; column < w; column++) {
                int k = row <= h / 2 ? row : row - h;
                int l = column <= w / 2 ? column : column - w;
                double re = 0;
                double im = 0;
                for (int p = 0; p < u.length; p++) {
                    double angle = 2 * Math.PI * (k * (p / w) / (double) h + l * (p % w) / (double) w);
                    re += u[p] * Math.cos(angle);
                    im += u[p] * Math.sin(angle);
                }
                int kept = Math.abs(k) < 20 ? k * k : 0;
                int left = Math.abs(l) < 20 ? l * l : 0;
                sum += (1 + kept + left) * (re * re + im * im);
            }
        }
        return sum;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }
}
