package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Factorised grids, plain, on the host and on the device, against their definition in double precision. */
class FactorGridTest {
    private static final int POINTS = 400;
    private static final List<FactorLayout> LAYOUTS = List.of(
            new FactorLayout(FactorLayout.Form.VM, 5, 6, 7, 4, true),
            new FactorLayout(FactorLayout.Form.VM, 9, 3, 40, 16, true),
            new FactorLayout(FactorLayout.Form.VM, 12, 11, 2, 20, false),
            new FactorLayout(FactorLayout.Form.CP, 7, 33, 70, 12, true),
            new FactorLayout(FactorLayout.Form.CP, 6, 5, 4, 48, false),
            new FactorLayout(FactorLayout.Form.PLANES, 6, 9, 5, 8, false));

    /** An implementation; the plain one in double precision. */
    private record Subject(String name, NDManager manager, Kernels kernels, DataType type) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> cases() {
        NDManager cpu = NDManager.newBaseManager(Device.cpu());
        Stream<Subject> own = Stream.of(
                new Subject("plain", cpu, new PlainKernels(cpu), DataType.FLOAT64),
                new Subject("host", cpu, new HostKernels(cpu), DataType.FLOAT32));
        Stream<Subject> cuda =
                CudaSubject.all().map(s -> new Subject(s.name(), s.manager(), s.kernels(), DataType.FLOAT32));
        return Stream.concat(own, cuda).flatMap(s -> LAYOUTS.stream().map(layout -> Arguments.of(s, layout)));
    }

    /** Results, and gradients of the points and the table for a weighting of the results. */
    private record Answer(double[] y, double[] dx, double[] dTable) {}

    private static Answer answer(Subject subject, FactorLayout layout, double[] x, double[] table, double[] weight) {
        int n = x.length / 3;
        try (NDManager manager = subject.manager.newSubManager();
                Tape tape = Tape.open()) {
            NDArray at = manager.create(x, new Shape(n, 3)).toType(subject.type, false);
            NDArray rows = manager.create(table, new Shape(layout.rows(), layout.rank()))
                    .toType(subject.type, false);
            at.setRequiresGradient(true);
            rows.setRequiresGradient(true);
            Operation grid = subject.kernels.factorGrid(layout);
            NDArray y = grid.apply(tape, at, rows)[0];
            assertEquals(new Shape(n, layout.width()), y.getShape());
            NDArray given = manager.create(weight, y.getShape()).toType(subject.type, false);
            tape.backward(y.mul(given).sum());
            return new Answer(doubles(y), doubles(Tape.gradient(at)), doubles(Tape.gradient(rows)));
        }
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAndGradientsAreThoseOfTheDefinition(Subject subject, FactorLayout layout) {
        double[] x = points();
        double[] table = uniform(layout.rows() * layout.rank(), 1);
        double[] weight = uniform(POINTS * layout.width(), 2);
        Answer answer = answer(subject, layout, x, table, weight);
        double tolerance = subject.type == DataType.FLOAT64 ? 1e-9 : 2e-5;
        double[] y = Reference.values(layout, x, table);
        assertArrayEquals(y, answer.y, tolerance * layout.rank());
        assertTableSlopes(layout, x, table, weight, answer.dTable, 50 * tolerance);
        assertPointSlopes(layout, x, table, weight, answer.dx, 2000 * tolerance);
    }

    private static void assertTableSlopes(
            FactorLayout layout, double[] x, double[] table, double[] weight, double[] actual, double tolerance) {
        for (int i = 0; i < table.length; i += 1 + table.length / 40) {
            double[] up = table.clone();
            double[] down = table.clone();
            up[i] += 0.5;
            down[i] -= 0.5;
            double slope =
                    inner(weight, Reference.values(layout, x, up)) - inner(weight, Reference.values(layout, x, down));
            assertEquals(slope, actual[i], tolerance * Math.max(1, Math.abs(slope)), "entry " + i);
        }
    }

    /** Central differences away from vertices, where the slope jumps, and in double precision. */
    private static void assertPointSlopes(
            FactorLayout layout, double[] x, double[] table, double[] weight, double[] actual, double tolerance) {
        double h = 1e-6;
        int width = layout.width();
        for (int i = 0; i < x.length; i++) {
            double position = Math.clamp(x[i], 0, 1) * (layout.vertices()[i % 3] - 1);
            boolean border = Math.min(Math.abs(x[i]), Math.abs(x[i] - 1)) < 2 * h;
            if (border || Math.abs(position - Math.rint(position)) < 1e-3 && position > 0) {
                continue;
            }
            int p = i / 3;
            double[] here = Arrays.copyOfRange(weight, p * width, (p + 1) * width);
            double[] at = Arrays.copyOfRange(x, 3 * p, 3 * p + 3);
            at[i % 3] = x[i] + h;
            double above = inner(here, Reference.values(layout, at, table));
            at[i % 3] = x[i] - h;
            double slope = (above - inner(here, Reference.values(layout, at, table))) / (2 * h);
            assertEquals(slope, actual[i], tolerance * Math.max(1, Math.abs(slope)), "coordinate " + i);
        }
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Random points inside, on vertices, on the faces, and outside of the cube. Every number is a float. */
    private static double[] points() {
        double[] x = uniform(3 * POINTS, 3);
        for (int i = 0; i < x.length; i++) {
            double inside = 0.5 + 0.5 * x[i];
            x[i] = (float) (i < x.length / 2 ? inside : i < x.length * 3 / 4 ? 0.5 + x[i] : Math.rint(4 * inside) / 4);
        }
        return x;
    }

    private static double[] uniform(int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** The definition, vertex by vertex: every vertex counts by its hat functions. */
    private static final class Reference {
        static double[] values(FactorLayout layout, double[] x, double[] table) {
            int rank = layout.rank();
            int n = x.length / 3;
            double[] y = new double[n * layout.width()];
            for (int p = 0; p < n; p++) {
                for (int product = 0; product < layout.form().products(); product++) {
                    for (int r = 0; r < rank; r++) {
                        double value = 1;
                        for (FactorLayout.Factor factor : layout.products().get(product)) {
                            value *= value(factor, layout, x, p, table, r);
                        }
                        y[layout.summed() ? p : p * layout.width() + product * rank + r] += value;
                    }
                }
            }
            return y;
        }

        private static double value(
                FactorLayout.Factor factor, FactorLayout layout, double[] x, int p, double[] table, int r) {
            double sum = 0;
            for (int j = 0; j < factor.height(); j++) {
                double across = factor.isPlane() ? hat(x[3 * p + factor.second()], j, factor.height()) : 1;
                for (int i = 0; i < factor.width() && across > 0; i++) {
                    double along = hat(x[3 * p + factor.first()], i, factor.width());
                    sum += along * across * table[(factor.offset() + i + j * factor.width()) * layout.rank() + r];
                }
            }
            return sum;
        }

        private static double hat(double x, int vertex, int vertices) {
            return Math.max(0, 1 - Math.abs(Math.clamp(x, 0, 1) * (vertices - 1) - vertex));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noPointsGiveNothing(Subject subject, FactorLayout layout) {
        double[] table = uniform(layout.rows() * layout.rank(), 1);
        Answer answer = answer(subject, layout, new double[0], table, new double[0]);
        assertEquals(0, answer.y.length);
        assertEquals(0, Arrays.stream(answer.dTable).map(Math::abs).sum());
    }

    @Test
    void gradientsDoNotDependOnTheNumberOfThreads() {
        NDManager cpu = NDManager.newBaseManager(Device.cpu());
        Subject host = new Subject("host", cpu, new HostKernels(cpu), DataType.FLOAT32);
        FactorLayout layout = new FactorLayout(FactorLayout.Form.VM, 50, 60, 70, 16, false);
        double[] x = Arrays.stream(uniform(60_000, 5)).map(v -> 0.5 + 0.5 * v).toArray();
        double[] table = uniform(layout.rows() * layout.rank(), 1);
        double[] weight = uniform(20_000 * layout.width(), 2);
        try (cpu) {
            Parallel.limit(1);
            Answer alone = answer(host, layout, x, table, weight);
            Parallel.limit(Integer.MAX_VALUE);
            Answer together = answer(host, layout, x, table, weight);
            assertArrayEquals(alone.y, together.y);
            assertArrayEquals(alone.dx, together.dx);
            assertArrayEquals(alone.dTable, together.dTable);
        } finally {
            Parallel.limit(Integer.MAX_VALUE);
        }
    }

    /** TensoRF VM-192 at 300^3: planes of 3 x 300^2 and lines of 3 x 300 of rank 16 and 48. */
    @Test
    void theLayoutHasThePublishedNumberOfParameters() {
        int rows = new FactorLayout(FactorLayout.Form.VM, 300, 300, 300, 16, true).rows();
        assertEquals(3 * (300 * 300 + 300), rows);
        assertEquals(3 * 500, new FactorLayout(FactorLayout.Form.CP, 500, 500, 500, 96, true).rows());
    }

    @Test
    void layoutsThatNoTableHoldsAreRejected() {
        assertThrows(IllegalArgumentException.class, () -> new FactorLayout(FactorLayout.Form.VM, 1, 4, 4, 4, true));
        assertThrows(IllegalArgumentException.class, () -> new FactorLayout(FactorLayout.Form.VM, 4, 4, 4, 6, true));
    }
}
