package io.fieldwork.fields.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "steps,steps,0",
        "stpes,steps,1",
        "step,steps,1",
        "Steps,steps,0",
        "seed,steps,3",
        "'',abc,3",
        "kitten,sitting,3"
    })
    void distancesCountEdits(String a, String b, int expected) {
        assertEquals(expected, Nearest.distance(a, b));
        assertEquals(expected, Nearest.distance(b, a));
    }

    @Test
    void theFewestEditsWin() {
        assertEquals("train.steps", Nearest.of("train.stpes", List.of("train.seed", "train.steps", "scene.path")));
    }

    @Test
    void theErrorNamesTheNearestOne() {
        UserError error = Nearest.error("--split", "tset", List.of("train", "validation", "test"));
        assertEquals("--split is 'tset'; the nearest known one is test.", error.getMessage());
    }

    @Test
    void whatIsNotNearIsNotSuggested() {
        List<String> known = List.of("toybox", "lorenz", "darcy-32");
        assertEquals(".", Nearest.hint("one", "nosuch", known));
        assertEquals("; the nearest one is lorenz.", Nearest.hint("one", "lorentz", known));
        assertEquals("; the nearest one is darcy-32.", Nearest.hint("one", "darcy", known));
        UserError error = Nearest.error("--mode", "banana", List.of("color", "depth"));
        assertEquals("--mode is 'banana'; expected one of color, depth.", error.getMessage());
    }

    @Test
    void oneOfNamesThemAll() {
        UserError.oneOf("loss", "l2", List.of("l2", "h1"));
        UserError error = assertThrows(UserError.class, () -> UserError.oneOf("loss", "l1", List.of("l2", "h1")));
        assertEquals("loss is l1; expected one of l2, h1.", error.getMessage());
    }
}
