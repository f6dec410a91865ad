package io.fieldwork.fields.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Script;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Splines against the polynomials that they reproduce: the coefficients of cubic B-splines for 1, x and x^2 are known (their blossoms). */
class GridTapsTest {
    private static final int NODES = 9;
    private static final Inputs PLANE = Inputs.of(Inputs.Axis.bounded("x", -1, 3), Inputs.Axis.bounded("y", 0, 6));

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The jet [slots, n] of the spline with a table [nodes] of numbers. */
    private double[] jet(Inputs inputs, Slots slots, double[] table, double[][] points) {
        GridTaps taps = new GridTaps(inputs, NODES, null);
        assertEquals(taps.rows(), table.length);
        Script script = Script.compile(manager, taps.script(slots) + taps.nodes());
        NDArray found = script.call("taps", manager.create(points))[0];
        NDArray first = found.get("0, :, {}", taps.count());
        NDArray nodes = script.call("nodes", first, manager.create(table, new Shape(table.length, 1)))[0];
        return found.get("..., :{}", taps.count())
                .mul(nodes.squeeze(2))
                .sum(new int[] {2})
                .toDoubleArray();
    }

    /** x^2 y: the node k stands at low + (k - 1) h, and its coefficient for x^2 is that place squared less h^2 / 3. */
    @Test
    void polynomialsAreReproducedWithTheirDerivatives() {
        double[] table = new double[NODES * NODES];
        double h = 4.0 / 6;
        for (int i = 0; i < NODES; i++) {
            double x = -1 + (i - 1) * h;
            for (int j = 0; j < NODES; j++) {
                table[NODES * i + j] = (x * x - h * h / 3) * (j - 1);
            }
        }
        double x = 1.3;
        double y = 4.9;
        Slots slots = Slots.covering(PLANE.coordinates(), "xx", "xy", "yy");
        double[] expected = {x * x * y, 2 * x * y, x * x, 2 * y, 2 * x, 0};
        assertArrayEquals(expected, jet(PLANE, slots, table, new double[][] {{x, y}}), 1e-12);
    }

    @Test
    void aFunctionIsConstantBeyondItsGrid() {
        double[] table = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            table[i] = -1 + (i - 1) * 4.0 / 6;
        }
        Inputs line = Inputs.of(Inputs.Axis.bounded("x", -1, 3));
        double[] found = jet(line, Slots.covering(List.of("x"), "x"), table, new double[][] {{-7}, {-1}, {3}, {3.5}});
        assertArrayEquals(new double[] {-1, -1, 3, 3, 0, 1, 1, 0}, found, 1e-4);
    }

    /** Where rounding puts the end of a domain beyond its last cell, too. */
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 53})
    void theEndsBelongToTheGrid(int nodes) {
        Inputs line = Inputs.of(Inputs.Axis.bounded("x", 0, Math.PI));
        for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
            GridTaps taps = new GridTaps(line, nodes, null);
            Script script = Script.compile(manager, taps.script(Slots.covering(List.of("x"), "x")) + taps.nodes());
            NDArray x = manager.create(new double[][] {{0}, {Math.PI}}).toType(type, false);
            NDArray found = script.call("taps", x)[0];
            NDArray ramp = manager.arange(nodes).toType(type, false).reshape(nodes, 1);
            NDArray value = script.call("nodes", found.get("0, :, {}", taps.count()), ramp)[0];
            NDArray slopes =
                    found.get("1, :, :{}", taps.count()).mul(value.squeeze(2)).sum(new int[] {1});
            for (double slope : slopes.toType(DataType.FLOAT64, false).toDoubleArray()) {
                assertEquals((nodes - 3) / Math.PI, slope, 1e-3);
            }
        }
    }

    /** Where the table is a wave sampled at the nodes, the spline is that wave damped by (2 + cos(w h)) / 3, to the order of the spline, all around. */
    @Test
    void aPeriodGoesAround() {
        Inputs circle = Inputs.of(Inputs.Axis.periodic("x", 2, 5));
        double w = 2 * Math.PI / 3;
        double h = 3.0 / NODES;
        double[] table = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            table[i] = Math.cos(w * (i - 1) * h);
        }
        double damping = (2 + Math.cos(w * h)) / 3;
        double[][] nodes = new double[NODES + 2][1];
        double[] expected = new double[NODES + 2];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i][0] = 2 + (i - 1) * h;
            expected[i] = damping * Math.cos(w * (i - 1) * h);
        }
        assertArrayEquals(expected, jet(circle, Slots.covering(List.of("x")), table, nodes), 1e-12);
    }
}
