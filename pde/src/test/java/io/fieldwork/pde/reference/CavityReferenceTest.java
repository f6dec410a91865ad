package io.fieldwork.pde.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.GridSolution;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CavityReferenceTest {
    @Test
    void bandedEliminationSolves() {
        int size = 23;
        int band = 5;
        Draws draws = Draws.of(1, "banded", 0);
        BandedMatrix matrix = new BandedMatrix(size, band);
        double[] expected = new double[size];
        double[] right = new double[size];
        for (int i = 0; i < size; i++) {
            expected[i] = draws.normal(1000 + i);
        }
        for (int i = 0; i < size; i++) {
            for (int j = Math.max(0, i - band); j <= Math.min(size - 1, i + band); j++) {
                double entry = i == j ? 12 : draws.normal(i * size + j);
                matrix.add(i, j, entry);
                right[i] += entry * expected[j];
            }
        }
        matrix.eliminate().solve(right);
        assertArrayEquals(expected, right, 1e-13);
    }

    /**
     * Horizontal velocity on the vertical centre line at Reynolds number 100 from table I of Ghia, Ghia and Shin
     * ("High-Re solutions for incompressible flow using the Navier-Stokes equations and a multigrid method", J. Comput.
     * Phys. 48, 1982), at multiples of 1/128. Their differences of order two on 129 x 129 points have errors of about 1
     * % of the lid's speed.
     */
    @Test
    void agreesWithThePublishedProfile() {
        int[] rows = {7, 13, 22, 36, 58, 64, 79, 94, 109, 122};
        double[] published = {
            -0.03717, -0.06434, -0.10150, -0.15662, -0.21090, -0.20581, -0.13641, 0.00332, 0.23151, 0.68717
        };
        GridSolution flow = new CavityReference(100, 32).solve();
        for (int i = 0; i < rows.length; i++) {
            double y = rows[i] / 4.0;
            int low = (int) y;
            double u = (1 - (y - low)) * flow.value("u", 16, low) + (y - low) * flow.value("u", 16, low + 1);
            assertEquals(published[i], u, 0.01);
        }
    }

    /** Errors of the differences fall by 4, those of the extrapolated stream function faster. */
    @Test
    void convergesUnderRefinement() {
        double[] lowest = new double[3];
        for (int i = 0; i < 3; i++) {
            lowest[i] =
                    Arrays.stream(CavityFlow.solve(100, 16 << i).stream()).min().orElseThrow();
        }
        double first = lowest[1] - lowest[0];
        double second = lowest[2] - lowest[1];
        assertEquals(4, first / second, 1.2);
        GridSolution coarse = new CavityReference(100, 16).solve();
        GridSolution fine = new CavityReference(100, 32).solve();
        double extrapolated = 0;
        double plain = 0;
        double[] coarsest = CavityFlow.solve(100, 32).stream();
        for (int i = 0; i <= 16; i++) {
            for (int j = 0; j <= 16; j++) {
                double truth = fine.value("s", 2 * i, 2 * j);
                extrapolated = Math.max(extrapolated, Math.abs(coarse.value("s", i, j) - truth));
                plain = Math.max(plain, Math.abs(coarsest[2 * i * 33 + 2 * j] - truth));
            }
        }
        assertEquals(0, extrapolated, 0.25 * plain);
    }

    @Test
    void saysWhenAGridIsTooCoarse() {
        UserError error = assertThrows(UserError.class, () -> CavityFlow.solve(1e5, 10));
        assertTrue(error.getMessage().contains("on 10 intervals did not settle"), error.getMessage());
    }

    @Test
    void keepsTheWalls() {
        GridSolution flow = new CavityReference(400, 16).solve();
        for (int i = 0; i <= 16; i++) {
            assertEquals(i == 0 || i == 16 ? 0 : 1, flow.value("u", i, 16));
            assertEquals(0, flow.value("v", i, 16));
            assertEquals(0, flow.value("s", 0, i));
        }
    }
}
