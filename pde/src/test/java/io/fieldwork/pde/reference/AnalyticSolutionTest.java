package io.fieldwork.pde.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Formulas as tables. */
class AnalyticSolutionTest {
    private static final GridAxis T = GridAxis.interval("t", 0, 1, 3);
    private static final GridAxis X = GridAxis.periodic("x", -1, 2, 4);

    @Test
    void everyPointHasItsValue() {
        GridSolution table = AnalyticSolution.of(Map.of("u", p -> p[0] + 10 * p[1], "v", p -> p[0] * p[1]), T, X);
        assertEquals(List.of("t", "x"), table.coordinates());
        for (int i = 0; i < table.size(); i++) {
            double[] p = table.point(i);
            assertEquals(T.at(i / X.size()), p[0]);
            assertEquals(X.at(i % X.size()), p[1]);
            assertEquals(p[0] + 10 * p[1], table.values("u")[i]);
            assertEquals(p[0] * p[1], table.values("v")[i]);
        }
        assertArrayEquals(
                new double[] {0.5 - 10, 0.5 - 5, 0.5, 0.5 + 5}, table.at(0.5).values("u"));
    }

    @Test
    void aFormulaMustBeFinite() {
        UserError error = assertThrows(UserError.class, () -> AnalyticSolution.of("u", p -> 1 / p[0], T, X));
        assertTrue(error.getMessage().contains("for u at t = 0.0, x = -1.0"));
    }
}
