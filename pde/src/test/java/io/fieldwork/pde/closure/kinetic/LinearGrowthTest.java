package io.fieldwork.pde.closure.kinetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.Bingham;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How small disturbances grow, against linear theory. */
final class LinearGrowthTest {
    @ParameterizedTest
    @CsvSource({
        "-1, 0.8, 1, 1, 0, 1.098443, 1e-5",
        "-1, 0.8, 1, 1, 1, 1.078703, 1e-5",
        "-1, 0.8, 1, 2, 1, 1.019486, 1e-5",
        "-5, 0.8, 3, 1, 0, 4.189352, 1e-4",
        "-1, 0, 0, 1, 0, 0.030261, 1e-5"
    })
    void shearGrowsFromIsotropy(double a, double b, double zeta, int kx, int ky, double rate, double within) {
        ActiveFluid fluid = Fluids.fluid(a, b, zeta);
        double theory =
                zeta - 0.2 - 0.05 * Math.pow(Fluids.UNIT, 2) * (kx * kx + ky * ky) + (zeta * b - 2 * a) / (8 + b);
        assertEquals(theory, rate, 1e-6);
        for (int modes : new int[] {0, 4}) {
            assertEquals(rate, isotropicRate(fluid, modes, kx, ky, 1), within);
        }
    }

    @Test
    void normalStressesDoNotStir() {
        for (int modes : new int[] {0, 4}) {
            assertEquals(0.780261, isotropicRate(Fluids.fluid(-1, 0.8, 1), modes, 1, 0, 0), 1e-5);
        }
    }

    /** The rate of 1e-6 e^{2iφ_k} cos k·x, times i where it shears. */
    private static double isotropicRate(ActiveFluid fluid, int modes, int kx, int ky, int shear) {
        double angle = 2 * Math.atan2(ky, kx) + shear * Math.PI / 2;
        InitialState start = InitialState.bingham((x, y) -> new Complex(Math.cos(angle), Math.sin(angle))
                .multiply(1e-6 * Math.cos(Fluids.UNIT * (kx * x + ky * y))));
        MomentSolver solver = Fluids.solver(fluid, 12, modes, 1e-3, start);
        solver.advance(0.2);
        double before = Fluids.meanSquare(solver.snapshot().second());
        solver.advance(0.8);
        return Math.log(Fluids.meanSquare(solver.snapshot().second()) / before) / 1.6;
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0.8, 1, 1, 20, 0.953768, 0.957313",
        "-1, 0.8, 1, 2, 20, 0.894551, 0.898095",
        "-1, 0, 1, 1, 20, 0.900548, 0.903032",
        "-1, 0.8, 5, 1, 40, 1.039590, 1.039739"
    })
    void bendSeparatesKineticFromBingham(
            double a, double b, double zeta, int k, int modes, double kinetic, double bingham) {
        ActiveFluid fluid = Fluids.fluid(a, b, zeta);
        assertEquals(bingham, bendRate(fluid, k, 0), 2e-5);
        assertEquals(kinetic, bendRate(fluid, k, modes), 2e-5);
    }

    @Test
    void bendOfAStronglyAlignedFluid() {
        assertEquals(5.031873, bendRate(Fluids.fluid(-5, 0.8, 17), 1, 0), 1e-4);
    }

    private static double bendRate(ActiveFluid fluid, int k, int modes) {
        double r = equilibrium(fluid);
        InitialState start = InitialState.bingham((x, y) -> {
            double angle = 1e-7 * Math.cos(k * Fluids.UNIT * x);
            return new Complex(r * Math.cos(angle), r * Math.sin(angle));
        });
        MomentSolver solver = Fluids.solver(fluid, 8, modes, fluid.alpha() < -1 ? 1e-3 : 4e-3, start);
        double wait = fluid.alpha() < -1 ? 0.5 : 3;
        solver.advance(wait);
        double before = solver.report().speed();
        solver.advance(1);
        return Math.log(solver.report().speed() / before);
    }

    private static double equilibrium(ActiveFluid fluid) {
        double r = 1;
        for (int i = 0; i < 2000; i++) {
            r = Bingham.order(fluid.zeta() * r / (2 * fluid.rotation()));
        }
        return r;
    }

    @ParameterizedTest
    @CsvSource({
        "0.21, 0.30368934",
        "0.25, 0.58970799",
        "0.3, 0.72415872",
        "0.4, 0.83146202",
        "0.5, 0.87682342",
        "1, 0.94554219",
        "2, 0.97398439",
        "3, 0.98289436",
        "5, 0.98984532",
        "9, 0.99439736",
        "17, 0.99704573"
    })
    void uniformFluidsAlign(double zeta, double r) {
        ActiveFluid fluid = Fluids.fluid(-1, 0.8, zeta);
        assertEquals(r, equilibrium(fluid), 1e-8);
        assertEquals(1 - 0.2 / zeta, Bingham.fourth(r), 2e-8 / zeta + 4e-8);
        MomentSolver solver = Fluids.solver(fluid, 8, 0, 1e-2, InitialState.bingham((x, y) -> new Complex(r, 0)));
        solver.advance(0.1);
        assertEquals(r, solver.report().order(), 1e-8);
    }
}
