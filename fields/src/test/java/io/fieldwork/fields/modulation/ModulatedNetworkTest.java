package io.fieldwork.fields.modulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.modulation.NetworkLayout.Activation;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ModulatedNetworkTest {
    private static final int POINTS = 7;

    private final NDManager manager = Scopes.under(Compute.configured().newManager());

    @AfterEach
    void close() {
        manager.close();
    }

    private ModulatedNetwork network(boolean normalised, @Nullable ModulationGrid grid) {
        NetworkLayout layout =
                new NetworkLayout(List.of(2, 6, 5, 3), Activation.TANH, Activation.NONE, normalised, grid);
        return new ModulatedNetwork(manager, layout, 10, DataType.FLOAT64, 3);
    }

    private static ModulationGrid grid(Interpolation interpolation, Integer... coordinates) {
        return new ModulationGrid(List.of(coordinates), 6, interpolation);
    }

    private static double[] uniform(String stream, int count) {
        Draws draws = Draws.of(5, stream, 0);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = draws.uniform(i);
        }
        return values;
    }

    private NDArray points(double[] values) {
        return manager.create(values, new Shape(values.length / 2, 2));
    }

    private double[] values(ModulatedNetwork network, double[] points) {
        try (Tape off = Tape.forwardOnly()) {
            NDArray x = points(points);
            return network.evaluate(off, x, x).toDoubleArray();
        }
    }

    /** A table that is not the identity. */
    private double[] randomTable(ModulatedNetwork network) {
        NDArray table = network.parameters().getFirst().value();
        double[] random = uniform("table", (int) table.size());
        Storage.overwrite(table, manager.create(random, table.getShape()));
        return random;
    }

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void gridsStartAsTheIdentity(Interpolation interpolation) {
        double[] x = uniform("x", 2 * POINTS);
        for (boolean normalised : new boolean[] {false, true}) {
            double[] plain = values(network(normalised, null), x);
            assertArrayEquals(plain, values(network(normalised, grid(interpolation, 0, 1)), x), 1e-14);
        }
    }

    @Test
    void valuesDoNotDependOnOtherPoints() {
        ModulatedNetwork network = network(true, grid(Interpolation.CUBIC, 0, 1));
        randomTable(network);
        double[] x = uniform("x", 2 * POINTS);
        double[] all = values(network, x);
        double[] alone = values(network, new double[] {x[4], x[5]});
        assertArrayEquals(new double[] {all[6], all[7], all[8]}, alone, 1e-14);
    }

    /** Basis functions of a uniform spline, from their definition. */
    private static double basis(Interpolation interpolation, double away) {
        double d = Math.abs(away);
        return switch (interpolation) {
            case LINEAR -> Math.max(0, 1 - d);
            case CUBIC -> d < 1 ? 2.0 / 3 - d * d + d * d * d / 2 : d < 2 ? Math.pow(2 - d, 3) / 6 : 0;
        };
    }

    /** The network written out in loops. */
    private static double[] expected(ModulatedNetwork network, double[] x, double[] table) {
        NetworkLayout layout = network.layout();
        ModulationGrid grid = layout.grid();
        List<double[]> all = network.parameters().stream()
                .map(each -> each.value().stopGradient().toDoubleArray())
                .toList();
        double[] h = x;
        for (int l = 0; l <= layout.hidden(); l++) {
            double[] w = all.get(1 + 2 * l);
            double[] b = all.get(2 + 2 * l);
            double[] z = b.clone();
            double mean = 0;
            for (int i = 0; i < z.length; i++) {
                for (int k = 0; k < h.length; k++) {
                    z[i] += w[i * h.length + k] * h[k];
                }
                mean += z[i] / z.length;
            }
            if (l < layout.hidden()) {
                double variance = 0;
                for (double each : z) {
                    variance += (each - mean) * (each - mean) / z.length;
                }
                double gamma = 0;
                double beta = 0;
                for (int row = 0; row < grid.rows(); row++) {
                    double weight = 1;
                    int rest = row;
                    for (int axis : grid.coordinates()) {
                        double shift = grid.interpolation() == Interpolation.CUBIC ? 1 : 0;
                        double at =
                                Math.clamp(x[axis], 0, 1) * grid.interpolation().cells(grid.nodes()) + shift;
                        weight *= basis(grid.interpolation(), at - rest % grid.nodes());
                        rest /= grid.nodes();
                    }
                    gamma += weight * table[2 * layout.hidden() * row + 2 * l];
                    beta += weight * table[2 * layout.hidden() * row + 2 * l + 1];
                }
                for (int i = 0; i < z.length; i++) {
                    z[i] = Math.tanh(gamma * (z[i] - mean) / Math.sqrt(variance + 1e-5) + beta);
                }
            }
            h = z;
        }
        return h;
    }

    @ParameterizedTest
    @CsvSource({"LINEAR, 0", "LINEAR, 1", "LINEAR, 2", "CUBIC, 0", "CUBIC, 1", "CUBIC, 2"})
    void itIsTheNetworkWrittenOut(Interpolation interpolation, int axes) {
        ModulationGrid grid = axes == 2 ? grid(interpolation, 1, 0) : grid(interpolation, axes);
        ModulatedNetwork network = network(true, grid);
        double[] table = randomTable(network);
        double[] x = {0.31, 0.77, 0, 1, 1, 0, -0.2, 1.3, 0.5, 0.2, 0.999999, 0.4};
        double[] found = values(network, x);
        for (int i = 0; i < x.length / 2; i++) {
            double[] wanted = expected(network, new double[] {x[2 * i], x[2 * i + 1]}, table);
            assertArrayEquals(wanted, new double[] {found[3 * i], found[3 * i + 1], found[3 * i + 2]}, 1e-12);
        }
    }

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void gradientsAgreeWithDifferences(Interpolation interpolation) {
        ModulatedNetwork network = network(true, grid(interpolation, 0, 1));
        randomTable(network);
        double[] x = uniform("x", 2 * POINTS);
        NDArray places = points(x);
        places.setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            tape.backward(network.evaluate(tape, places, places).square().sum());
        }
        double[] slopes = Tape.gradient(places).toDoubleArray();
        for (int i = 0; i < x.length; i++) {
            assertEquals(difference(network, x, x, i, null), slopes[i], 1e-7, "coordinate " + i);
        }
        for (Parameter parameter : network.parameters()) {
            double[] found = Tape.gradient(parameter.value()).toDoubleArray();
            double[] own = parameter.value().stopGradient().toDoubleArray();
            for (int i = 0; i < own.length; i += Math.max(1, own.length / 9)) {
                assertEquals(difference(network, x, own, i, parameter), found[i], 1e-7, parameter.name() + " " + i);
            }
        }
    }

    /** Central difference of the sum of squares over one of some numbers: those of a parameter, or of the points. */
    private double difference(ModulatedNetwork network, double[] x, double[] numbers, int i, @Nullable Parameter of) {
        double step = 1e-6;
        double before = numbers[i];
        double[] sides = new double[2];
        for (int side = 0; side < 2; side++) {
            numbers[i] = before + (side == 0 ? -step : step);
            set(of, numbers);
            for (double value : values(network, x)) {
                sides[side] += value * value;
            }
        }
        numbers[i] = before;
        set(of, numbers);
        return (sides[1] - sides[0]) / (2 * step);
    }

    private void set(@Nullable Parameter of, double[] numbers) {
        if (of != null) {
            Storage.overwrite(of.value(), manager.create(numbers, of.value().getShape()));
        }
    }

    @Test
    void mistakesAreNamed() {
        assertThrows(IllegalArgumentException.class, () -> grid(Interpolation.LINEAR, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ModulationGrid(List.of(0), 3, Interpolation.CUBIC));
        UserError e = assertThrows(UserError.class, () -> Interpolation.of("field.interpolation", "cubik"));
        assertEquals("field.interpolation is 'cubik'; the nearest known one is cubic.", e.getMessage());
    }
}
