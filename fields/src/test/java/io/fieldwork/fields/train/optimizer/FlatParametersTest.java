package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On the configured device, so that the copies to and from a GPU are seen where there is one. */
class FlatParametersTest {
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void valuesAndGradientsPassThroughInOrder(DataType type) {
        try (NDManager manager = Compute.configured().newManager()) {
            NDArray counted = manager.arange(6).toType(type, false).reshape(new Shape(2, 3));
            Parameter matrix = new Parameter("matrix", counted, Parameter.Group.DENSE);
            Parameter scalar = new Parameter("scalar", manager.full(new Shape(1), 7, type), Parameter.Group.DENSE);
            List<Parameter> both = List.of(matrix, scalar);
            FlatParameters flat = new FlatParameters(both);
            assertEquals(7, flat.size());
            assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 7}, flat.values());
            assertArrayEquals(new double[7], flat.takeGradient());

            flat.set(new double[] {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, -2});
            try (Tape tape = Tape.open()) {
                tape.backward(matrix.value().square().sum().mul(scalar.value()).sum());
            }
            double sum = 0.25 + 2.25 + 6.25 + 12.25 + 20.25 + 30.25;
            assertArrayEquals(new double[] {-2, -6, -10, -14, -18, -22, sum}, flat.takeGradient());
            assertArrayEquals(new double[7], flat.takeGradient());
            assertTrue(flat.shows(List.copyOf(both)));
            assertFalse(flat.shows(List.of(scalar, matrix)));
        }
    }
}
