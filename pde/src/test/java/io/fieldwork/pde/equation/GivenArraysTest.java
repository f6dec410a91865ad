package io.fieldwork.pde.equation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Scopes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Given functions are computed once, however they are written, and are not kept for ever. */
class GivenArraysTest {
    private final NDManager manager = Compute.choose("cpu").newManager();
    private final GivenArrays given = new GivenArrays();
    private int computed;

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray array(Formula formula) {
        computed++;
        NDArray array = manager.create(new double[] {formula.at(2)});
        Scopes.keep(array);
        return array;
    }

    private double value(Formula formula) {
        return given.of(formula, this::array).toDoubleArray()[0];
    }

    @Test
    void aLambdaThatCapturesNumbersIsComputedOnceForEachOfThem() {
        for (int step = 0; step < 500; step++) {
            for (double speed : new double[] {1.5, 4}) {
                String name = "x";
                assertEquals(2 * speed + 1, value(p -> speed * p[0] + name.length()));
                assertEquals(2 - speed, value(p -> p[0] - speed));
            }
        }
        assertEquals(4, computed);
    }

    /** What is captured here changes without being another object. */
    @Test
    void aLambdaThatCapturesWhatCanChangeIsComputedAnew() {
        double[] speed = new double[1];
        for (int step = 0; step < 5; step++) {
            speed[0] = step;
            assertEquals(2 * step, value(p -> speed[0] * p[0]));
        }
    }

    @Test
    void arraysAreFreedWithTheStepInWhichTheyMadeRoom() {
        double[] none = {0};
        NDArray first = given.of(p -> none[0], this::array);
        for (int step = 0; step < 200; step++) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                assertEquals(0, value(p -> none[0]));
            }
        }
        assertTrue(first.isReleased());
        assertTrue(manager.getManagedArrays().size() <= 64);
    }
}
