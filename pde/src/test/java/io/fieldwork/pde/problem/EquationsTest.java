package io.fieldwork.pde.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.pinn.Substitution;
import io.fieldwork.pde.pinn.Substitution.Formulas;
import io.fieldwork.pde.pinn.Substitution.Known;
import java.util.List;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;

/** Solutions known in closed form, put into the equations: some are the problem's own, others merely solve it. */
class EquationsTest {
    private static final Draws DRAWS = Draws.of(5, "equations", 0);
    private static final int POINTS = 64;

    /** Every equation vanishes at points of the domain. */
    private static void solves(Problem problem, double tolerance, Formulas formulas) {
        Known known = Substitution.formulas(problem.domain().coordinates(), formulas);
        double[][] points = problem.domain().points(POINTS, Sampling.SOBOL, DRAWS);
        for (double[] residual : Substitution.equations(problem, known, points)) {
            for (double r : residual) {
                assertEquals(0, r, tolerance);
            }
        }
    }

    /** Every condition vanishes too, and the problem's truth is this solution inside its domain. */
    private static void isTheSolution(Problem problem, double tolerance, Formulas formulas) {
        solves(problem, tolerance, formulas);
        Known known = Substitution.formulas(problem.domain().coordinates(), formulas);
        for (Condition condition : problem.conditions()) {
            for (double r : Substitution.condition(problem, condition, known, POINTS, DRAWS)) {
                assertEquals(0, r, 1e-12, condition.name());
            }
        }
        GridSolution truth = problem.truths().firstEntry().getValue().get();
        assertEquals(problem.domain().coordinates(), truth.coordinates());
        double[] values = truth.values("u");
        for (int i = 0; i < values.length; i += 97) {
            double[] p = truth.point(i);
            if (problem.domain().contains(p)) {
                assertEquals(known.at("u", "", p), values[i], 1e-12);
            }
        }
    }

    private static DerivativeStructure wave(DerivativeStructure x, double k) {
        return x.multiply(k * Math.PI).sin();
    }

    @Test
    void heat() {
        isTheSolution(Heat.problem(0.2), 1e-11, (u, x) -> {
            DerivativeStructure slow =
                    x[0].multiply(-0.2 * Math.PI * Math.PI).exp().multiply(wave(x[1], 1));
            DerivativeStructure fast =
                    x[0].multiply(-1.8 * Math.PI * Math.PI).exp().multiply(wave(x[1], 3));
            return slow.add(fast.multiply(0.5));
        });
    }

    @Test
    void wave() {
        isTheSolution(Wave.problem(), 1e-10, (u, x) -> {
            DerivativeStructure slow = x[0].multiply(2 * Math.PI).cos().multiply(wave(x[1], 1));
            return slow.add(
                    x[0].multiply(8 * Math.PI).cos().multiply(wave(x[1], 4)).multiply(0.5));
        });
    }

    @Test
    void advection() {
        isTheSolution(
                Advection.problem(),
                1e-11,
                (u, x) -> x[1].subtract(x[0].multiply(50)).sin());
        isTheSolution(
                Advection.problem(-3),
                1e-11,
                (u, x) -> x[1].add(x[0].multiply(3)).sin());
    }

    @Test
    void helmholtz() {
        isTheSolution(Helmholtz.problem(), 1e-10, (u, x) -> wave(x[0], 1).multiply(wave(x[1], 4)));
        isTheSolution(Helmholtz.problem(6, 6), 1e-10, (u, x) -> wave(x[0], 6).multiply(wave(x[1], 6)));
    }

    @Test
    void poisson() {
        isTheSolution(Poisson.problem(), 1e-11, (u, x) -> {
            DerivativeStructure square =
                    x[0].subtract(0.2).pow(2).add(x[1].add(0.1).pow(2));
            DerivativeStructure waves = x[0].multiply(Math.PI / 2)
                    .cos()
                    .multiply(x[1].multiply(Math.PI / 2).cos());
            return waves.multiply(square.divide(0.09).log()).multiply(0.5);
        });
    }

    /**
     * The sine of two thirds of the angle, by the complex power: r^(2/3) exp(2iθ/3) = z^(2/3), turned by -3π/4 first.
     */
    @Test
    void poissonCorner() {
        isTheSolution(PoissonCorner.problem(), 1e-6, (u, x) -> {
            double turn = -3 * Math.PI / 4;
            DerivativeStructure a = x[0].multiply(Math.cos(turn)).subtract(x[1].multiply(Math.sin(turn)));
            DerivativeStructure b = x[0].multiply(Math.sin(turn)).add(x[1].multiply(Math.cos(turn)));
            if (a.getValue() == 0 && b.getValue() == 0) {
                return a;
            }
            DerivativeStructure angle = DerivativeStructure.atan2(b, a).subtract(turn);
            DerivativeStructure square = a.multiply(a).add(b.multiply(b));
            return square.pow(1.0 / 3).multiply(angle.multiply(2.0 / 3).sin());
        });
    }

    /** Solitons of any speed. */
    @Test
    void kdv() {
        double speed = 0.4;
        solves(
                Kdv.problem(),
                1e-10,
                (u, x) -> x[1].subtract(x[0].multiply(speed))
                        .multiply(Math.sqrt(speed) / 0.044)
                        .cosh()
                        .pow(-2)
                        .multiply(3 * speed));
    }

    /** Shocks of any strength and speed. */
    @Test
    void burgers() {
        double nu = 0.05;
        solves(
                Burgers.problem(nu),
                1e-10,
                (u, x) -> x[1].subtract(x[0].multiply(0.3))
                        .multiply(0.7 / (2 * nu))
                        .tanh()
                        .multiply(-0.7)
                        .add(0.3));
    }

    /**
     * A front that moves because it decays from an unstable state: u = (1 + tanh(k (x + c t)))/2 with both ends at
     * rest.
     */
    @Test
    void allenCahn() {
        double d = 1e-4;
        double k = Math.sqrt(5 / (8 * d));
        double c = 3 * Math.sqrt(5 * d / 2);
        solves(
                AllenCahn.problem(),
                1e-10,
                (u, x) -> x[1].add(x[0].multiply(c)).multiply(k).tanh().add(1).multiply(0.5));
    }

    /** One soliton that moves: sech(x - ct) times a turning phase. */
    @Test
    void schroedinger() {
        double c = 0.6;
        solves(Schroedinger.problem(), 1e-11, (unknown, x) -> {
            DerivativeStructure shape = x[1].subtract(x[0].multiply(c)).cosh().reciprocal();
            DerivativeStructure phase = x[1].multiply(c).add(x[0].multiply(0.5 * (1 - c * c)));
            return shape.multiply(unknown.equals("u") ? phase.cos() : phase.sin());
        });
    }

    /** Vortices of Taylor and Green, which decay without changing shape. */
    @Test
    void navierStokes() {
        Problem problem = NavierStokes.problem();
        solves(problem, 1e-11, (unknown, x) -> {
            DerivativeStructure decay = x[0].multiply(-0.02).exp();
            return switch (unknown) {
                case "u" -> x[1].cos().multiply(x[2].sin()).multiply(decay);
                case "v" -> x[1].sin().multiply(x[2].cos()).multiply(decay).negate();
                default ->
                    x[1].multiply(2)
                            .cos()
                            .add(x[2].multiply(2).cos())
                            .multiply(decay.multiply(decay))
                            .multiply(-0.25);
            };
        });
    }

    /** The flow behind a grid (Kovasznay 1948). */
    @Test
    void cavity() {
        double re = 40;
        double rate = re / 2 - Math.sqrt(re * re / 4 + 4 * Math.PI * Math.PI);
        solves(Cavity.problem(re), 1e-11, (unknown, x) -> {
            DerivativeStructure decay = x[0].multiply(rate).exp();
            DerivativeStructure angle = x[1].multiply(2 * Math.PI);
            return switch (unknown) {
                case "u" -> decay.multiply(angle.cos()).subtract(1).negate();
                case "v" -> decay.multiply(angle.sin()).multiply(rate / (2 * Math.PI));
                default -> decay.multiply(decay).multiply(-0.5);
            };
        });
    }

    @Test
    void cavityWalls() {
        Problem problem = Cavity.problem();
        Known still = (unknown, index, p) -> unknown.equals("u") && p[1] == 1 ? 1 : 0;
        assertEquals(
                List.of("lid_u", "walls_u", "walls_v"),
                problem.conditions().stream().map(Condition::name).toList());
        for (Condition condition : problem.conditions()) {
            for (double r : Substitution.condition(problem, condition, still, POINTS, DRAWS)) {
                assertEquals(0, r, 0, condition.name());
            }
        }
    }
}
