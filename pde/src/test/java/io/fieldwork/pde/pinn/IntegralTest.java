package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import io.fieldwork.fields.train.optimizer.GaussNewtonOptionsBuilder;
import io.fieldwork.fields.train.optimizer.Linearisation;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Integral;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Quadrature;
import io.fieldwork.pde.equation.Unknown;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Integrals of unknowns in equations and conditions, against integrals that are known. */
class IntegralTest {
    private final NDManager manager = Compute.choose("cpu").newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static double sum(Integral integral, Domain domain, Formula f, double... point) {
        Quadrature rule = new Quadrature(integral, domain);
        double[][] nodes = rule.nodes(point);
        double[] weights = rule.weights(point);
        double sum = 0;
        for (int i = 0; i < rule.size(); i++) {
            sum += weights[i] * f.at(nodes[i]);
        }
        return sum;
    }

    @Test
    void rulesIntegrateKnownFunctions() {
        Domain bar = Domain.interval("x", -1, 2).time(0, 3);
        Integral space = Integral.over("a", Unknown::value, "x");
        assertEquals(2 * (Math.exp(2) - Math.exp(-1)), sum(space, bar, p -> p[0] * Math.exp(p[1]), 2, 7), 1e-12);
        assertEquals((Math.exp(2) - Math.exp(-1)) / 3, sum(space.mean(), bar, p -> Math.exp(p[1]), 2, 7), 1e-12);
        Integral all = Integral.over("a", Unknown::value, "x", "t");
        assertEquals(9 / 2.0 * 3 / 2.0, sum(all, bar, p -> p[0] * p[1], 0, 0), 1e-12);
        Integral past =
                Integral.between("a", "t", p -> 0, p -> p[0], Unknown::value).nodes(7);
        assertEquals(Math.pow(1.5, 4) / 8, sum(past, bar, p -> Math.pow(p[0], 3) * p[1], 1.5, 0.5), 1e-12);
        Domain ring = Domain.interval("x", 0, 2 * Math.PI).periodic("x");
        assertEquals(7.954926521012846, sum(space, ring, p -> Math.exp(Math.cos(p[0])), 1), 1e-12);
        Integral near = Integral.between("a", "x", p -> p[0] - 1, p -> p[0] + 1, Unknown::value);
        assertEquals(2 * Math.sin(1) * Math.cos(0.2), sum(near, ring, p -> Math.cos(p[0]), 0.2), 1e-12);
    }

    @Test
    void aShapeThatIsNoBoxIsFilledEvenly() {
        Domain ring = Domain.of(Shapes.disc(0, 0, 2).minus(Shapes.disc(0, 0, 1)), "x", "y")
                .time(0, 1);
        Integral area = Integral.over("a", Unknown::value, "x", "y");
        assertEquals(3 * Math.PI, sum(area, ring, p -> 1, 0.5, 0, 0), 5e-2);
        assertEquals(15 * Math.PI / 2, sum(area, ring, p -> p[1] * p[1] + p[2] * p[2], 0.5, 0, 0), 0.15);
        assertEquals(1, sum(area.mean(), ring, p -> 1, 0.5, 0, 0), 1e-12);
        Integral along = Integral.over("a", Unknown::value, "x");
        assertTrue(assertThrows(UserError.class, () -> new Quadrature(along, ring))
                .getMessage()
                .endsWith("expected all of x, y, or limits."));
    }

    /** u = t - int_0^t (t - s) u(s) ds, so that u = sin t. */
    private static Problem volterra() {
        Integral memory = Integral.between(
                "memory",
                "t",
                p -> 0,
                p -> p[0],
                s -> s.value().mul(s.outer().at("t").sub(s.at("t"))));
        return Problem.on(Domain.ofTime(0, 3))
                .named("volterra", "u = t - int (t - s) u(s) ds")
                .equation("volterra", u -> u.value().sub(u.at("t")).add(u.integral(memory)));
    }

    /** u = exp x - c x + int_0^1 x s u(s) ds with c = 1, so that u = exp x. */
    private static Problem fredholm() {
        Integral moment = Integral.over(
                        "moment", s -> s.value().mul(s.at("x")).mul(s.outer().coefficient("c")), "x")
                .nodes(8);
        return Problem.on(Domain.interval("x", 0, 1))
                .named("fredholm", "u = exp x - c x + x int s u(s) ds")
                .coefficient("c", 1)
                .equation(
                        "fredholm",
                        u -> u.value()
                                .sub(u.given(p -> Math.exp(p[0])))
                                .add(u.at("x").mul(u.coefficient("c")))
                                .sub(u.at("x").mul(u.integral(moment))));
    }

    /** u'' = -pi^2 cos(pi x) with u' = 0 at both ends and a given integral: u = cos(pi x) + 0.3. */
    private static Problem free() {
        Integral total = Integral.over("total", Unknown::value, "x");
        return Problem.on(Domain.interval("x", 0, 1))
                .named("free", "u'' = -pi^2 cos(pi x)")
                .equation("poisson", u -> u.xx().add(u.given(p -> Math.PI * Math.PI * Math.cos(Math.PI * p[0]))))
                .condition(Condition.neumann("u", p -> 0))
                .condition(Condition.integral(total, p -> 0.3));
    }

    static Stream<Arguments> problems() {
        Formula sine = p -> Math.sin(p[0]);
        Formula exponential = p -> Math.exp(p[0]);
        Formula cosine = p -> Math.cos(Math.PI * p[0]) + 0.3;
        return Stream.of(
                Arguments.of(volterra(), sine), Arguments.of(fredholm(), exponential), Arguments.of(free(), cosine));
    }

    private static PinnOptions options(long steps) {
        PinnOptions small = Trials.small(steps);
        return PinnOptionsBuilder.builder()
                .field(small.field())
                .collocation(Trials.points(60, 0, false))
                .train(small.train())
                .build();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void trainingFindsTheSolution(Problem problem, Formula truth) {
        double error = error(problem, options(200), truth);
        assertTrue(error < 1e-4, "error " + error);
    }

    private double error(Problem problem, PinnOptions options, Formula truth) {
        try (PinnSession session = PinnSession.open(manager, problem, options, null)) {
            session.trainer(null, List.of()).run();
            double[][] at = problem.domain().points(200, Sampling.UNIFORM, Draws.of(3, "test", 0));
            double[] found = session.solution().at("u", at);
            double worst = 0;
            for (int i = 0; i < at.length; i++) {
                worst = Math.max(worst, Math.abs(found[i] - truth.at(at[i])));
            }
            return worst;
        }
    }

    /** The mass of a network over space at each time, by the trapezoidal rule over many points. */
    @Test
    void aConditionHoldsAtEveryTime() {
        Integral mass = Integral.over("mass", s -> s.value().square(), "x");
        Problem problem = Problem.on(Domain.interval("x", -1, 2).time(0, 1))
                .equation("r", Unknown::t)
                .condition(Condition.integral(mass, p -> p[0]));
        try (PinnSession session = PinnSession.open(manager, problem.unscaled(), options(1), null);
                Tape off = Tape.forwardOnly()) {
            Group.Bound bound =
                    session.task().draw(new Progress(0, 1, 0, 1)).groups().getLast();
            double[] r = bound.residuals(off, Map.of()).getFirst().toDoubleArray();
            assertEquals(8, r.length);
            for (int i = 0; i < r.length; i++) {
                double t = bound.points().host()[i][0];
                double sum = 0;
                for (int k = 0; k < 600; k++) {
                    double u = session.solution().at("u", new double[] {t, -1 + (k + 0.5) / 200})[0];
                    sum += u * u / 200;
                }
                assertEquals(sum - t, r[i], 1e-5);
            }
        }
    }

    /** Rows of the Jacobian belong to outer points, also those of a learned coefficient. */
    @Test
    void gradientsGoThroughNodes() {
        Problem problem = fredholm().learned("c", 0.7);
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(1, 4))
                .collocation(Trials.points(9, 0, false))
                .train(Trials.train(2, GaussNewtonOptionsBuilder.builder().build()))
                .build();
        try (PinnSession session = PinnSession.open(manager, problem, options, null)) {
            PinnTask task = session.task();
            PinnTask.Batch batch = task.draw(new Progress(0, 1, 0, 1));
            Linearisation at = task.residuals(batch);
            double[] r = at.residuals().toDoubleArray();
            double[] jacobian = at.jacobian().toDoubleArray();
            double loss = task.loss(Tape.forwardOnly(), batch).value();
            assertEquals(loss, Arrays.stream(r).map(v -> v * v).sum(), 1e-12 * loss);
            FlatParameters flat = new FlatParameters(task.parameters());
            double[] x = flat.values();
            for (int p = 0; p < x.length; p++) {
                double[] ahead = Trials.moved(task, batch, flat, x, p, 1e-6);
                double[] behind = Trials.moved(task, batch, flat, x, p, -1e-6);
                for (int i = 0; i < r.length; i++) {
                    assertEquals((ahead[i] - behind[i]) / 2e-6, jacobian[i * x.length + p], 1e-7, i + " " + p);
                }
            }
        }
    }

    static Stream<Arguments> mistakes() {
        Integral sound = Integral.over("a", Unknown::value, "x");
        return Stream.of(
                Arguments.of(Integral.over("a", Unknown::value, "y"), "has no coordinate 'y'"),
                Arguments.of(
                        Integral.over("a", s -> s.of("v").value(), "x"), "In the integrand of 'a': The unknown 'v'"),
                Arguments.of(Integral.over("a", s -> s.integral(sound), "x"), "is read inside an integrand"),
                Arguments.of(
                        Integral.between("a", "x", p -> 0, p -> 2 * p[1], Unknown::value),
                        "outside the domain; expected"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreNamed(Integral integral, String expected) {
        Problem rod =
                Problem.on(Domain.interval("x", 0, 1).time(0, 1)).equation("r", u -> u.t().sub(u.integral(integral)));
        assertTrue(message(rod, options(1)).contains(expected), message(rod, options(1)));
    }

    private String message(Problem problem, PinnOptions options) {
        return assertThrows(
                        UserError.class,
                        () -> PinnSession.open(manager, problem, options, null)
                                .trainer(null, List.of())
                                .run())
                .getMessage();
    }

    @Test
    void moreMistakesAreNamed() {
        Problem anew = Problem.on(Domain.interval("x", 0, 1)).equation("r", u -> {
            double[] captured = {1};
            return u.value().sub(u.integral(Integral.over("a", s -> s.value().mul(captured[0]), "x")));
        });
        assertTrue(message(anew, options(1)).contains("is made anew in every evaluation"));
        Problem lost = Problem.on(Domain.interval("x", 0, 1))
                .equation("r", u -> u.outer().value());
        assertTrue(message(lost, options(1)).contains("'r': It reads an outer point, but is no integrand."));
        PinnOptions windows = PinnOptionsBuilder.builder()
                .windows(WindowOptionsBuilder.builder().count(2).build())
                .build();
        assertTrue(message(volterra(), windows).contains("has an integral over t, which reaches into other windows"));
        assertThrows(UserError.class, () -> Integral.over("a", Unknown::value));
        assertThrows(UserError.class, () -> Integral.over("a", Unknown::value, "x", "x"));
        assertThrows(
                UserError.class, () -> Integral.over("a", Unknown::value, "x").nodes(0));
    }
}
