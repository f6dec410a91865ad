package io.fieldwork.pde.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.pinn.CollocationOptionsBuilder;
import io.fieldwork.pde.pinn.PinnOptions;
import io.fieldwork.pde.pinn.PinnOptionsBuilder;
import io.fieldwork.pde.pinn.PinnSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A problem as formulas trains exactly as the same problem in Java. */
class FormulaTrainingTest {
    private static final int STEPS = 6;

    private static Arguments of(String name, Texts texts, Problem java) {
        return Arguments.of(name, texts.build(), java);
    }

    private static Condition on(String name, UnaryOperator<NDArray> residual, String... parts) {
        return new Condition(
                name,
                new Place.Boundary(List.of(parts)),
                u -> residual.apply(u.of("T").value()).add(u.of("T").normal().mul(40)),
                1);
    }

    private static NDArray diffusion(Unknown u) {
        return u.of("T").t().sub(u.of("T").xx().mul(u.coefficient("a")));
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                of(
                        "burgers",
                        Texts.of("t: 0, 1; x: -1, 1", "u_t + u*u_x = nu*u_xx")
                                .with(Map.of("nu", 0.01 / Math.PI))
                                .on("initial", "u = -sin(pi*x)")
                                .on("boundary", "u = 0"),
                        Problem.on(Domain.interval("x", -1, 1).time(0, 1))
                                .equation(
                                        "burgers",
                                        u -> u.t().add(u.value().mul(u.x())).sub(u.xx().mul(u.coefficient("nu"))))
                                .coefficient("nu", 0.01 / Math.PI)
                                .condition(Condition.initial("u", p -> -Math.sin(Math.PI * p[1])))
                                .condition(Condition.dirichlet("u", p -> 0))),
                of(
                        "a bar in kelvin and metres with a heater and a wind",
                        Texts.of("t: 0, 3; x: 0, 0.02", "T_t = a*T_xx")
                                .unknowns("T")
                                .with(Map.of("a", 5e-5))
                                .on("initial", "T = 300 + 200*exp(-(x/0.01)^2)")
                                .on("left", "40*T_n = 2e4")
                                .on("right", "40*T_n = -500*(T - 290)"),
                        Problem.on(Domain.interval("x", 0, 0.02).time(0, 3))
                                .unknowns("T")
                                .coefficient("a", 5e-5)
                                .equation("heat", FormulaTrainingTest::diffusion)
                                .condition(Condition.initial("T", p -> 300 + 200 * Math.exp(-Math.pow(p[1] / 0.01, 2))))
                                .condition(on("heater", t -> t.mul(0).sub(2e4), "left"))
                                .condition(on("wind", t -> t.sub(290).mul(500), "right"))),
                of(
                        "a shock whose exponentials exceed single precision",
                        Texts.of("t: 0, 1; x: 0, 1", "u_t + u*u_x = nu*u_xx")
                                .with(Map.of("nu", 0.01))
                                .on("initial", "u = exp(x/nu)/(5 + exp(x/nu))")
                                .on("left", "u = 1/6"),
                        Problem.on(Domain.interval("x", 0, 1).time(0, 1))
                                .equation(
                                        "burgers",
                                        u -> u.t().add(u.value().mul(u.x())).sub(u.xx().mul(u.coefficient("nu"))))
                                .coefficient("nu", 0.01)
                                .condition(Condition.initial(
                                        "u", p -> Math.exp(p[1] / 0.01) / (5 + Math.exp(p[1] / 0.01))))
                                .condition(Condition.dirichlet("u", p -> 1.0 / 6, "left"))),
                of(
                        "foxes and rabbits",
                        Texts.of("t: 0, 4", "r_t = r*(1.1 - 0.4*f)", "f_t = -0.4*f + 0.1*r*f")
                                .unknowns("r", "f")
                                .on("initial", "r = 10", "f = 10"),
                        Problem.on(Domain.ofTime(0, 4))
                                .unknowns("r", "f")
                                .equation(
                                        "r",
                                        u -> u.of("r")
                                                .t()
                                                .sub(u.of("r")
                                                        .value()
                                                        .mul(u.of("f")
                                                                .value()
                                                                .mul(0.4)
                                                                .neg()
                                                                .add(1.1))))
                                .equation(
                                        "f",
                                        u -> u.of("f")
                                                .t()
                                                .add(u.of("f").value().mul(0.4))
                                                .sub(u.of("r")
                                                        .value()
                                                        .mul(0.1)
                                                        .mul(u.of("f").value())))
                                .condition(Condition.initial("r", p -> 10))
                                .condition(Condition.initial("f", p -> 10))),
                of(
                        "poisson on a disc with a hole",
                        Texts.of("x y: disc(0, 0, 1) - named(disc(0.3, 0, 0.2), hole)", "-lap(u) = 4*cos(x*y)")
                                .on("circle", "u = x^2 - y")
                                .on("hole", "u_n = 0"),
                        Problem.on(Domain.of(
                                        Shapes.disc(0, 0, 1)
                                                .minus(Shapes.disc(0.3, 0, 0.2).named("hole")),
                                        "x",
                                        "y"))
                                .equation(
                                        "poisson",
                                        u -> u.laplacian().neg().sub(u.given(p -> 4 * Math.cos(p[0] * p[1]))))
                                .condition(Condition.dirichlet("u", p -> p[0] * p[0] - p[1], "circle"))
                                .condition(Condition.neumann("u", p -> 0, "hole"))),
                of(
                        "allen-cahn on a ring",
                        Texts.of("t: 0, 1; x: -1, 1", "u_t = 1e-4*u_xx + 5*(u - u^3)")
                                .periodic("x")
                                .on("initial", "u = x^2*cos(pi*x)"),
                        Problem.on(Domain.interval("x", -1, 1).time(0, 1).periodic("x"))
                                .equation(
                                        "allen-cahn",
                                        u -> u.t().sub(u.xx().mul(1e-4))
                                                .sub(u.value()
                                                        .sub(u.value().pow(3))
                                                        .mul(5)))
                                .condition(Condition.initial("u", p -> p[1] * p[1] * Math.cos(Math.PI * p[1])))));
    }

    static List<Double> losses(Problem problem) {
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(NetworkOptionsBuilder.builder().layers(2).width(12).build())
                .collocation(CollocationOptionsBuilder.builder()
                        .points(128)
                        .initial(32)
                        .boundary(32)
                        .build())
                .train(TrainOptionsBuilder.builder()
                        .steps((long) STEPS)
                        .seed(3L)
                        .rate(1e-2)
                        .build())
                .build();
        List<Double> losses = new ArrayList<>();
        TrainListener keep = new TrainListener() {
            @Override
            public void onStep(StepReport step) {
                losses.add(step.loss());
            }
        };
        try (NDManager manager = Compute.choose("cpu").newManager();
                PinnSession session = PinnSession.open(manager, problem, options, null)) {
            session.trainer(null, List.of(keep)).run();
        }
        return losses;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void theLossesAreThoseOfTheProblemInJava(String name, Problem formulas, Problem java) {
        List<Double> found = losses(formulas);
        List<Double> wanted = losses(java);
        assertEquals(STEPS, found.size());
        for (int i = 0; i < STEPS; i++) {
            assertTrue(Double.isFinite(found.get(i)), found.toString());
            assertEquals(wanted.get(i), found.get(i), 2e-5 * wanted.get(i), wanted + " and " + found);
        }
        assertTrue(found.getLast() < found.getFirst(), found.toString());
    }
}
