package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussNewtonTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Residuals r_i = sin(a_i . x) + (a_i . x) - c_i with c such that all vanish at a known point. */
    private final class Waves implements Objective {
        private final Parameter parameter;
        private final double[][] a;
        private final double[] c;
        private boolean changed;
        private int values;

        Waves(int rows, int columns, double offset) {
            a = new double[rows][columns];
            c = new double[rows];
            double[] x = new double[columns];
            for (int j = 0; j < columns; j++) {
                x[j] = solution(j) + offset * Draws.of(8, "offset", 0).normal(j);
            }
            for (int i = 0; i < rows; i++) {
                double z = 0;
                for (int j = 0; j < columns; j++) {
                    a[i][j] = Draws.of(8, "a", i).normal(j) / Math.sqrt(columns);
                    z += a[i][j] * solution(j);
                }
                c[i] = Math.sin(z) + z;
            }
            parameter = new Parameter("x", manager.create(x), Parameter.Group.DENSE);
        }

        static double solution(int j) {
            return 0.3 * j - 1;
        }

        double[] x() {
            return parameter.value().toDoubleArray();
        }

        double[] residuals() {
            double[] r = new double[c.length];
            for (int i = 0; i < c.length; i++) {
                double z = Vectors.dot(a[i], x());
                r[i] = Math.sin(z) + z - c[i];
            }
            return r;
        }

        double[][] jacobian() {
            double[][] j = new double[c.length][];
            for (int i = 0; i < c.length; i++) {
                j[i] = Vectors.scaled(a[i], Math.cos(Vectors.dot(a[i], x())) + 1);
            }
            return j;
        }

        double loss() {
            return Vectors.dot(residuals(), residuals());
        }

        @Override
        public Loss evaluate() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Loss value() {
            values++;
            return new Loss(manager.create(loss()), Map.of());
        }

        @Override
        public boolean changed() {
            return changed;
        }

        @Override
        public Linearisation linearise() {
            double[] flat =
                    Arrays.stream(jacobian()).flatMapToDouble(Arrays::stream).toArray();
            NDArray j = manager.create(flat, new Shape(c.length, a[0].length));
            return new Linearisation(manager.create(residuals()), j, Map.of());
        }
    }

    private Optimizer optimizer(Waves waves, GaussNewtonOptions options) {
        return options.build(manager, Kernels.of(manager), () -> List.of(waves.parameter));
    }

    /** One full step against the normal equations by LU, for more and for fewer residuals than parameters. */
    @ParameterizedTest
    @CsvSource({"12, 5", "5, 12", "7, 7"})
    void aStepSolvesTheDampedNormalEquations(int rows, int columns) {
        Waves waves = new Waves(rows, columns, 0.05);
        double[] x = waves.x();
        double mu = 0.02 * waves.loss();
        RealMatrix j = new Array2DRowRealMatrix(waves.jacobian());
        RealMatrix square = j.transpose().multiply(j);
        double[] diagonal = IntStream.range(0, columns)
                .mapToDouble(i -> square.getEntry(i, i))
                .toArray();
        double largest = Arrays.stream(diagonal).max().orElseThrow();
        RealMatrix normal =
                square.add(MatrixUtils.createRealDiagonalMatrix(diagonal).scalarMultiply(mu / largest));
        double[] right = j.transpose().operate(waves.residuals());
        double[] d = new LUDecomposition(normal)
                .getSolver()
                .solve(new ArrayRealVector(right))
                .toArray();
        optimizer(waves, GaussNewtonOptionsBuilder.builder().damping(0.02).build())
                .step(1, waves);
        assertArrayEquals(Vectors.along(x, -1, d), waves.x(), 1e-10);
        assertEquals(1, waves.values, "a full step costs one evaluation without gradient");
    }

    /** Marquardt's damping knows no units: the path in other units of the parameters is the same path. */
    @Test
    void unitsOfParametersDoNotMatter() {
        double[] units = {1, 1e3, 1e-2, 40, 1};
        Waves plain = new Waves(9, 5, 0.5);
        Waves scaled = new Waves(9, 5, 0.5);
        for (double[] row : scaled.a) {
            Arrays.setAll(row, j -> row[j] / units[j]);
        }
        double[] start = plain.x();
        Arrays.setAll(start, j -> start[j] * units[j]);
        new FlatParameters(List.of(scaled.parameter)).set(start);
        double unit = Math.pow(longest(scaled) / longest(plain), 2);
        Optimizer one = optimizer(
                plain, GaussNewtonOptionsBuilder.builder().damping(0.1).build());
        Optimizer other = optimizer(
                scaled,
                GaussNewtonOptionsBuilder.builder()
                        .damping(0.1 * unit)
                        .least(1e-10 * unit)
                        .build());
        one.step(1, plain);
        other.step(1, scaled);
        double[] there = scaled.x();
        Arrays.setAll(there, j -> there[j] / units[j]);
        assertArrayEquals(plain.x(), there, 1e-9);
        assertTrue(plain.loss() < 0.5 * new Waves(9, 5, 0.5).loss());
    }

    private static double longest(Waves waves) {
        double[][] j = waves.jacobian();
        return IntStream.range(0, j[0].length)
                .mapToDouble(c -> Math.sqrt(
                        Arrays.stream(j).mapToDouble(row -> row[c] * row[c]).sum()))
                .max()
                .orElseThrow();
    }

    @Test
    void aJacobianThatIsNoNumberIsALossThatIsNone() {
        Waves waves = new Waves(4, 3, 0.1);
        double[] x = waves.x();
        Optimizer optimizer =
                optimizer(waves, GaussNewtonOptionsBuilder.builder().build());
        waves.a[1][2] = 0;
        double before = waves.loss();
        waves.a[1][2] = Double.NaN;
        assertTrue(
                Double.isFinite(before) && Double.isNaN(optimizer.step(1, waves).value()));
        assertArrayEquals(x, waves.x());
        waves.a[1][2] = 0;
        assertEquals(before, optimizer.step(1, waves).value(), 1e-12, "nothing of it stays behind");
        assertTrue(waves.loss() < before);
    }

    @Test
    void convergenceIsQuadraticWhereTheLossReachesZero() {
        Waves waves = new Waves(20, 6, 0.4);
        Optimizer optimizer =
                optimizer(waves, GaussNewtonOptionsBuilder.builder().build());
        double error = Double.POSITIVE_INFINITY;
        int steps = 0;
        while (waves.loss() > 1e-26) {
            double before = Math.sqrt(waves.loss());
            optimizer.step(1, waves);
            error = Math.sqrt(waves.loss());
            if (before < 0.1) {
                assertTrue(error < 5 * before * before + 1e-13, before + " to " + error);
            }
            assertTrue(++steps <= 12);
        }
        for (int j = 0; j < 6; j++) {
            assertEquals(Waves.solution(j), waves.x()[j], 1e-11);
        }
    }

    @Test
    void fromFarAwayTheLossNeverRises() {
        Waves waves = new Waves(15, 15, 6);
        Optimizer optimizer = optimizer(
                waves,
                GaussNewtonOptionsBuilder.builder().damping(1e-6).momentum(0.5).build());
        double loss = waves.loss();
        for (int step = 0; step < 200 && !optimizer.stalled(); step++) {
            assertEquals(loss, optimizer.step(1, waves).value(), 1e-12 * loss + 1e-300);
            assertTrue(waves.loss() <= loss);
            loss = waves.loss();
        }
        assertTrue(loss < 1e-10, "left " + loss);
    }

    @Test
    void aResumedRunIsTheUninterruptedOneToTheLastBit() {
        GaussNewtonOptions options =
                GaussNewtonOptionsBuilder.builder().damping(0.1).momentum(0.6).build();
        Waves whole = new Waves(6, 14, 2);
        Optimizer optimizer = optimizer(whole, options);
        for (int step = 0; step < 3; step++) {
            optimizer.step(1, whole);
        }
        Map<String, NDArray> saved = new HashMap<>();
        optimizer.state().forEach((name, array) -> saved.put(name, array.duplicate()));
        Waves resumed = new Waves(6, 14, 2);
        new FlatParameters(List.of(resumed.parameter)).set(whole.x());
        Optimizer second = optimizer(resumed, options);
        second.restore(saved);
        for (int step = 0; step < 4; step++) {
            optimizer.step(1, whole);
            second.step(1, resumed);
        }
        assertArrayEquals(whole.x(), resumed.x());
    }

    @Test
    void aTaskWithoutResidualsSaysSo() {
        Objective plain = new Objective() {
            @Override
            public Loss evaluate() {
                return value();
            }

            @Override
            public Loss value() {
                return new Loss(manager.create(1.0), Map.of());
            }
        };
        Waves waves = new Waves(2, 2, 1);
        Optimizer optimizer =
                optimizer(waves, GaussNewtonOptionsBuilder.builder().build());
        String message =
                assertThrows(UserError.class, () -> optimizer.step(1, plain)).getMessage();
        assertTrue(message.contains("no residuals"), message);
    }
}
