package io.fieldwork.samples.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
