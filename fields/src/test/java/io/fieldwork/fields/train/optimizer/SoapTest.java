package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoapTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 2;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** sum (A x - b)^2 over a matrix and a vector with noise that depends on the step. */
    private final class Subject implements Objective {
        private Parameter matrix;
        private final Parameter vector;
        private long step;

        Subject() {
            matrix = parameter("matrix", new Shape(ROWS, COLUMNS));
            vector = parameter("vector", new Shape(COLUMNS));
        }

        private Parameter parameter(String name, Shape shape) {
            return new Parameter(name, manager.create(draw(name, 0, (int) shape.size()), shape), Parameter.Group.DENSE);
        }

        List<Parameter> parameters() {
            return List.of(matrix, vector);
        }

        @Override
        public Loss evaluate() {
            try (Tape tape = Tape.open()) {
                Loss loss = value();
                tape.backward(loss.total());
                step++;
                return loss;
            }
        }

        @Override
        public Loss value() {
            NDArray target = manager.create(draw("target", step, ROWS * COLUMNS), new Shape(ROWS, COLUMNS));
            NDArray error = matrix.value().add(vector.value()).sub(target);
            return new Loss(error.square().sum().add(vector.value().pow(4).sum()), Map.of());
        }
    }

    private static double[] draw(String stream, long step, int size) {
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = Draws.of(4, stream, step).normal(i);
        }
        return x;
    }

    /** The method from its definition, in plain loops. Bases come from Jacobi rotations and Gram-Schmidt. */
    private static final class Reference {
        private final double[][] x;
        private final double[][] first;
        private double[][] second;
        private double[][] left;
        private double[][] right;
        private double[][] leftBasis;
        private double[][] rightBasis;

        Reference(double[] values, int rows, int columns) {
            x = new double[rows][columns];
            for (int i = 0; i < rows * columns; i++) {
                x[i / columns][i % columns] = values[i];
            }
            first = new double[rows][columns];
            second = new double[rows][columns];
            left = new double[rows][rows];
            right = new double[columns][columns];
        }

        void step(double[][] g, int t, double rate, SoapOptions o) {
            if (t > 0) {
                double[][] turned = product(product(transposed(leftBasis), g), rightBasis);
                mix(first, g, o.beta1());
                double[][] squares = each(turned, turned, (a, b) -> a * b);
                mix(second, squares, o.beta2());
                double[][] m = product(product(transposed(leftBasis), first), rightBasis);
                double[][] ratio = each(m, second, (a, b) -> a / (Math.sqrt(b) + o.epsilon()));
                double[][] change = product(product(leftBasis, ratio), transposed(rightBasis));
                double scale = rate * Math.sqrt(1 - Math.pow(o.beta2(), t)) / (1 - Math.pow(o.beta1(), t));
                for (int i = 0; i < x.length; i++) {
                    Vectors.add(x[i], -scale, change[i]);
                }
            }
            mix(left, product(g, transposed(g)), o.beta2());
            mix(right, product(transposed(g), g), o.beta2());
            if (t == 0) {
                leftBasis = eigenvectors(left);
                rightBasis = eigenvectors(right);
            } else if (t % o.refresh() == 0) {
                int[] rows = order(left, leftBasis);
                int[] columns = order(right, rightBasis);
                leftBasis = orthonormal(product(left, leftBasis), rows);
                rightBasis = orthonormal(product(right, rightBasis), columns);
                double[][] sorted = new double[x.length][x[0].length];
                for (int i = 0; i < x.length; i++) {
                    for (int j = 0; j < x[0].length; j++) {
                        sorted[i][j] = second[rows[i]][columns[j]];
                    }
                }
                second = sorted;
            }
        }

        private static void mix(double[][] mean, double[][] now, double decay) {
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j < mean[i].length; j++) {
                    mean[i][j] = decay * mean[i][j] + (1 - decay) * now[i][j];
                }
            }
        }

        private static int[] order(double[][] mean, double[][] basis) {
            double[][] turned = product(transposed(basis), product(mean, basis));
            return java.util.stream.IntStream.range(0, mean.length)
                    .boxed()
                    .sorted((a, b) -> Double.compare(turned[b][b], turned[a][a]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private static double[][] orthonormal(double[][] columns, int[] order) {
            double[][] rows = transposed(columns);
            double[][] basis = new double[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                double[] v = rows[order[i]].clone();
                for (int pass = 0; pass < 2; pass++) {
                    for (int k = 0; k < i; k++) {
                        Vectors.add(v, -Vectors.dot(v, basis[k]), basis[k]);
                    }
                }
                basis[i] = Vectors.scaled(v, 1 / Vectors.norm(v));
            }
            return transposed(basis);
        }

        /** By falling eigenvalues. */
        private static double[][] eigenvectors(double[][] symmetric) {
            int n = symmetric.length;
            double[][] a = new double[n][];
            double[][] v = new double[n][n];
            for (int i = 0; i < n; i++) {
                a[i] = symmetric[i].clone();
                v[i][i] = 1;
            }
            for (int sweep = 0; sweep < 30; sweep++) {
                for (int p = 0; p < n; p++) {
                    for (int q = p + 1; q < n; q++) {
                        double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
                        double[][] turn = new double[n][n];
                        for (int i = 0; i < n; i++) {
                            turn[i][i] = 1;
                        }
                        turn[p][p] = turn[q][q] = Math.cos(angle);
                        turn[p][q] = Math.sin(angle);
                        turn[q][p] = -Math.sin(angle);
                        a = product(transposed(turn), product(a, turn));
                        v = product(v, turn);
                    }
                }
            }
            double[][] diagonal = a;
            int[] order = java.util.stream.IntStream.range(0, n)
                    .boxed()
                    .sorted((i, j) -> Double.compare(diagonal[j][j], diagonal[i][i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[][] sorted = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sorted[i][j] = v[i][order[j]];
                }
            }
            return sorted;
        }

        private static double[][] each(double[][] a, double[][] b, java.util.function.DoubleBinaryOperator f) {
            double[][] c = new double[a.length][a[0].length];
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < a[0].length; j++) {
                    c[i][j] = f.applyAsDouble(a[i][j], b[i][j]);
                }
            }
            return c;
        }

        private static double[][] transposed(double[][] a) {
            double[][] t = new double[a[0].length][a.length];
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < a[0].length; j++) {
                    t[j][i] = a[i][j];
                }
            }
            return t;
        }

        private static double[][] product(double[][] a, double[][] b) {
            double[][] c = new double[a.length][b[0].length];
            for (int i = 0; i < a.length; i++) {
                for (int k = 0; k < b.length; k++) {
                    Vectors.add(c[i], a[i][k], b[k]);
                }
            }
            return c;
        }
    }

    /**
     * Bases may differ in the signs of columns, which no update sees. The first gradient leaves at most one eigenvalue of each
     * side at zero here, so that the bases are unique up to those signs.
     */
    @Test
    void everyStepIsTheDefinition() {
        SoapOptions options = SoapOptionsBuilder.builder()
                .beta1(0.9)
                .beta2(0.95)
                .epsilon(1e-8)
                .refresh(2)
                .build();
        Subject subject = new Subject();
        try (Optimizer soap = soap(subject, options)) {
            Reference matrix = new Reference(subject.matrix.value().toDoubleArray(), ROWS, COLUMNS);
            Reference vector = new Reference(subject.vector.value().toDoubleArray(), COLUMNS, 1);
            for (int t = 0; t < 25; t++) {
                double[][][] g = gradients(subject);
                soap.step(0.01, subject);
                matrix.step(g[0], t, 0.01, options);
                vector.step(g[1], t, 0.01, options);
                assertArrayEquals(flat(matrix.x), subject.matrix.value().toDoubleArray(), 1e-8, "matrix at " + t);
                assertArrayEquals(flat(vector.x), subject.vector.value().toDoubleArray(), 1e-8, "vector at " + t);
            }
        }
    }

    @Test
    void aMatrixThatReplacesAnotherOfItsNameStartsWithoutHistoryWhichIsFreed() {
        SoapOptions options = new SoapOptions(0.9, 0.95, 1e-8, 2, null);
        Subject subject = new Subject();
        try (Optimizer soap = soap(subject, options)) {
            Reference vector = new Reference(subject.vector.value().toDoubleArray(), COLUMNS, 1);
            for (int window = 0; window < 5; window++) {
                subject.matrix = subject.parameter("matrix", new Shape(ROWS, COLUMNS));
                Reference matrix = new Reference(subject.matrix.value().toDoubleArray(), ROWS, COLUMNS);
                for (int t = 0; t < 6; t++) {
                    double[][][] g = gradients(subject);
                    step(soap, subject);
                    matrix.step(g[0], t, 0.01, options);
                    vector.step(g[1], 6 * window + t, 0.01, options);
                    assertArrayEquals(
                            flat(matrix.x), subject.matrix.value().toDoubleArray(), 1e-8, window + ": matrix at " + t);
                    assertArrayEquals(
                            flat(vector.x), subject.vector.value().toDoubleArray(), 1e-8, window + ": vector at " + t);
                }
                Map<String, NDArray> state = soap.state();
                assertEquals(6, state.get("matrix/count").getLong());
                List<NDArray> managed = state.get("matrix/first").getManager().getManagedArrays();
                assertEquals(
                        2,
                        managed.stream().filter(array -> isSquare(array, ROWS)).count());
            }
        }
    }

    private static boolean isSquare(NDArray array, int side) {
        return array.getShape().equals(new Shape(side, side));
    }

    private Optimizer soap(Subject subject, SoapOptions options) {
        return options.build(manager, Kernels.of(manager), subject::parameters);
    }

    /** As in training: what a step allocates is freed. */
    private static void step(Optimizer soap, Subject subject) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            soap.step(0.01, subject);
        }
    }

    private static double[] flat(double[][] x) {
        return java.util.Arrays.stream(x)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }

    /** By hand: 2 (M + 1 v^T - T), and its column sums plus 4 v^3. */
    private static double[][][] gradients(Subject subject) {
        double[] m = subject.matrix.value().toDoubleArray();
        double[] v = subject.vector.value().toDoubleArray();
        double[] target = draw("target", subject.step, ROWS * COLUMNS);
        double[][] g = new double[ROWS][COLUMNS];
        double[][] h = new double[COLUMNS][1];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                g[i][j] = 2 * (m[i * COLUMNS + j] + v[j] - target[i * COLUMNS + j]);
                h[j][0] += g[i][j];
            }
        }
        for (int j = 0; j < COLUMNS; j++) {
            h[j][0] += 4 * v[j] * v[j] * v[j];
        }
        return new double[][][] {g, h};
    }

    @Test
    void aResumedRunIsTheUninterruptedOneToTheLastBit() {
        Subject whole = new Subject();
        Optimizer soap = soap(whole, SoapOptionsBuilder.builder().build());
        for (int t = 0; t < 7; t++) {
            soap.step(0.01, whole);
        }
        Map<String, NDArray> saved = new HashMap<>();
        soap.state().forEach((name, array) -> saved.put(name, array.duplicate()));
        Subject resumed = new Subject();
        resumed.step = whole.step;
        new FlatParameters(resumed.parameters()).set(new FlatParameters(whole.parameters()).values());
        Optimizer second = soap(resumed, SoapOptionsBuilder.builder().build());
        second.restore(saved);
        for (int t = 0; t < 9; t++) {
            assertEquals(
                    soap.step(0.01, whole).value(), second.step(0.01, resumed).value());
        }
        assertArrayEquals(
                new FlatParameters(whole.parameters()).values(), new FlatParameters(resumed.parameters()).values());
    }

    @Test
    void aSideBeyondTheLimitIsLeftAloneAndGradientsAreTaken() {
        Subject subject = new Subject();
        Optimizer soap = soap(subject, SoapOptionsBuilder.builder().largest(2).build());
        double before = subject.value().value();
        for (int t = 0; t < 60; t++) {
            soap.step(0.02, subject);
            assertEquals(0, Vectors.norm(new FlatParameters(subject.parameters()).takeGradient()));
        }
        assertTrue(soap.state().keySet().stream().noneMatch("matrix/left"::equals));
        assertTrue(soap.state().containsKey("matrix/right"));
        subject.step = 0;
        assertTrue(subject.value().value() < before);
    }
}
