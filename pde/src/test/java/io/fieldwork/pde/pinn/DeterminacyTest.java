package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left open is told, and nothing where all is determined. */
class DeterminacyTest {
    private final NDManager manager = Compute.choose("cpu").newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private List<String> notices(Problem problem) {
        return Determinacy.of(problem, manager).notices();
    }

    private static Problem spring() {
        return Problem.on(Domain.ofTime(0, 2))
                .named("spring", "x'' = -9 x")
                .unknowns("x")
                .equation("force", u -> u.d("tt").add(u.value().mul(9)));
    }

    @Test
    void aSecondOrderNeedsTwoConditions() {
        Problem one = spring().condition(Condition.initial("x", p -> 1));
        assertTrue(
                notices(one).getFirst().contains("order 2 in t for x, but the number of conditions"),
                "" + notices(one));
        Condition rest = new Condition("rest", new Place.Initial(), u -> u.d("t"), 1);
        assertEquals(List.of(), notices(one.condition(rest)));
    }

    @Test
    void noConditionsLeaveATrivialSolution() {
        assertTrue(notices(spring()).getFirst().startsWith("There is no condition"));
    }

    @Test
    void anUnknownThatStandsNowhereIsRefusedAndAMissingEquationTold() {
        Problem two = spring().unknowns("x", "y").condition(Condition.initial("x", p -> 1));
        UserError error = assertThrows(UserError.class, () -> notices(two));
        assertTrue(error.getMessage().startsWith("The unknown 'y' stands in no equation"), error.getMessage());
        List<String> told = notices(two.condition(Condition.initial("y", p -> 1)));
        assertTrue(told.getFirst().startsWith("The number of equations is 1, but the unknowns are x, y"), "" + told);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shippedProblemsAreDetermined(String name) {
        assertEquals(List.of(), notices(Problems.named(name, false)));
    }

    static List<String> names() {
        return Problems.names();
    }
}
