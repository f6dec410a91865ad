package io.fieldwork.pde.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.pinn.PinnOptions;
import io.fieldwork.pde.pinn.PinnOptionsBuilder;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.pde.pinn.WindowOptionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of problems and what every one of them has. */
class ProblemsTest {
    @Test
    void everyProblemIsWhole() {
        for (String name : Problems.names()) {
            Problem problem = Problems.named(name);
            assertEquals(name, problem.name());
            assertFalse(problem.equations().isEmpty(), name);
            assertFalse(problem.truths().isEmpty(), name);
            assertTrue(problem.conditions().isEmpty() == (problem.exact() != null), name);
            assertTrue(
                    problem.statement().length() < 100 && !problem.statement().contains("\n"), name);
            assertEquals(problem.statement(), Problems.statements().get(name));
        }
        assertEquals(Problems.names(), List.copyOf(Problems.statements().keySet()));
        assertEquals("allen-cahn", Problems.names().getFirst());
        assertTrue(Problems.names().containsAll(List.of("ks-regular", "ks-chaotic", "ks-chaotic-b", "gray-scott")));
    }

    @Test
    void exactFormsHaveNoConditions() {
        Problem exact = Problems.named("burgers", true);
        assertNotNull(exact.exact());
        assertTrue(exact.conditions().isEmpty());
        assertNull(Problems.named("burgers").exact());
        UserError none = assertThrows(UserError.class, () -> Problems.named("cavity", true));
        assertTrue(none.getMessage().contains("'cavity'") && none.getMessage().contains("burgers"));
    }

    @Test
    void namesTheNearest() {
        UserError error = assertThrows(UserError.class, () -> Problems.named("alen-chan"));
        assertTrue(error.getMessage().startsWith("There is no problem 'alen-chan'; the nearest one is allen-cahn,"));
        assertTrue(error.getMessage().contains("gray-scott"));
        UserError shouted = assertThrows(UserError.class, () -> Problems.named("BURGER"));
        assertTrue(shouted.getMessage().contains("is burgers,"));
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThrows(UserError.class, () -> Burgers.problem(0));
        assertThrows(UserError.class, () -> Burgers.problem(Double.NaN));
        assertThrows(UserError.class, () -> Cavity.problem(-100));
    }

    @Test
    void coefficientsCanBeReadAndChanged() {
        assertEquals(100, Cavity.problem().coefficients().get("reynolds").value());
        assertEquals(
                400,
                Cavity.problem()
                        .coefficient("reynolds", 400)
                        .coefficients()
                        .get("reynolds")
                        .value());
        assertEquals(0.01 / Math.PI, Burgers.problem().coefficients().get("nu").value());
    }

    /** The condition at the start of the second window has points without coordinates in space. */
    @Test
    void lorenzCanBeHandedOverByACondition() {
        NetworkOptions field = NetworkOptionsBuilder.builder()
                .type("mlp")
                .layers(1)
                .width(8)
                .precision("double")
                .build();
        TrainOptions train = TrainOptionsBuilder.builder().steps(6L).build();
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(field)
                .windows(WindowOptionsBuilder.builder().count(2).exact(false).build())
                .train(train)
                .build();
        List<Set<String>> terms = new ArrayList<>();
        TrainListener watch = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                terms.add(report.shown().keySet());
            }
        };
        try (NDManager manager = Compute.configured().newManager();
                PinnSession session = PinnSession.open(manager, Lorenz.problem(1), options, null)) {
            session.trainer(null, List.of(watch)).run();
        }
        assertFalse(terms.getFirst().contains("loss.initial_x"));
        assertTrue(terms.getLast().contains("loss.initial_x"));
    }

    /** An equation in time alone has points like any other. */
    @Test
    void lorenzLivesInTime() {
        Domain time = Lorenz.problem(3).domain();
        Draws draws = Draws.of(1, "lorenz", 0);
        assertEquals(List.of("t"), time.coordinates());
        assertEquals(1, time.dimensions());
        assertArrayEquals(new double[] {3}, time.upper());
        for (Sampling sampling : Sampling.values()) {
            double[][] points = time.points(16, sampling, draws);
            assertEquals(16, points.length);
            for (double[] point : points) {
                assertTrue(point.length == 1 && time.contains(point));
            }
        }
        assertEquals(12, time.slices(4, 3, draws).length);
        assertTrue(time.boundaryParts().isEmpty());
        assertThrows(UserError.class, () -> time.boundary(3, draws));
        assertEquals(List.of("t"), time.time(1, 2).coordinates());
    }
}
