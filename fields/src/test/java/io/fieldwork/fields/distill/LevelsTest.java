package io.fieldwork.fields.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Differences of teacher and student against values found by hand. */
class LevelsTest {
    /** In a box of side 4 a density per half side is twice that per unit. */
    private static final float[] EXTINCTION = {
        0.5f, (float) Math.exp(-3) / 2, (float) Math.exp(8) / 2, (float) Math.exp(-3) / 2, (float) Math.exp(3) / 2
    };

    /** Beside logarithms 0, -3, 8, -3, 3 of the student. */
    private static final float[] KNOWN = {0.5f, -4, 9, 1, -5};
    /** 0.5 squared; both empty; both full; 4 squared; 5 squared, as the teacher is clipped to -2. */
    private static final double SQUARES = 0.25 + 16 + 25;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Levels levels(String norm, boolean active) {
        DistillOptions options =
                DistillOptionsBuilder.builder().norm(norm).activePoints(active).build();
        return new Levels(manager, options, 4);
    }

    private NDArray twice(float[] values) {
        NDArray once = manager.create(values);
        return once.concat(once, 0);
    }

    @Test
    void densitiesAreComparedAsClippedLogarithms() {
        NDArray extinction = manager.create(EXTINCTION);
        NDArray known = manager.create(KNOWN);
        assertEquals(
                SQUARES / 5,
                levels("meanSquare", true).density(extinction, known).getFloat(),
                1e-4);
        assertEquals(
                Math.sqrt(SQUARES),
                levels("frobenius", true).density(extinction, known).getFloat(),
                1e-4);
    }

    @Test
    void aMeanDoesNotDependOnTheBatchAndTheNormOfAllDoes() {
        NDArray extinction = twice(EXTINCTION);
        NDArray known = twice(KNOWN);
        assertEquals(
                SQUARES / 5,
                levels("meanSquare", true).density(extinction, known).getFloat(),
                1e-4);
        assertEquals(
                Math.sqrt(2 * SQUARES),
                levels("frobenius", true).density(extinction, known).getFloat(),
                1e-4);
    }

    @Test
    void valuesAreComparedWhereTheyCount() {
        NDArray values = manager.create(new float[] {0.1f, 0.2f, 0.3f, 0.4f}, new Shape(2, 2));
        NDArray known = manager.create(new float[] {0.2f, 0.4f, 0.3f, 0.8f}, new Shape(2, 2));
        NDArray weights = manager.create(new float[] {0.5f, 0.001f});
        assertEquals(
                0.025, levels("meanSquare", true).values(values, known, weights).getFloat(), 1e-6);
        assertEquals(
                0.0525,
                levels("meanSquare", false).values(values, known, weights).getFloat(),
                1e-6);
        assertEquals(
                0,
                levels("meanSquare", true).values(values, known, weights.mul(0)).getFloat());
    }

    @Test
    void aStudentBeyondABoundComesBackAndOneThatIsEmptyWithItsTeacherStays() {
        NDArray extinction = manager.create(EXTINCTION);
        Parameter sigma = new Parameter("sigma", extinction, Parameter.Group.DENSE);
        float[] gradient;
        try (Tape tape = Tape.open()) {
            tape.backward(levels("meanSquare", true).density(sigma.value(), manager.create(KNOWN)));
            gradient = Tape.gradient(sigma.value()).toFloatArray();
        }
        double[] errors = {-0.5, 0, 0, -4, 5};
        float[] expected = new float[5];
        for (int i = 0; i < 5; i++) {
            expected[i] = (float) (2 * errors[i] / 5 / EXTINCTION[i]);
        }
        assertArrayEquals(expected, gradient, 1e-3f);
        assertNotEquals(0, gradient[3], "it would never come back");
    }

    @Test
    void raysAreComparedBeforeTheirBackgrounds() {
        NDArray background = manager.create(new float[] {1, 0.5f, 0}, new Shape(1, 3));
        NDArray known = manager.create(new float[] {0.3f, 0.3f, 0.3f}, new Shape(1, 3));
        NDArray color = manager.create(new float[] {0.2f, 0.2f, 0.2f}, new Shape(1, 3));
        NDArray nothing = manager.create(0f);
        Lesson lesson = new Lesson(
                new int[1],
                null,
                null,
                nothing,
                nothing,
                nothing,
                null,
                known,
                manager.create(new float[] {0.6f}),
                background);
        NDArray squares = levels("meanSquare", true).pixels(color, manager.create(new float[] {0.5f}), lesson);
        assertArrayEquals(new float[] {0, 0.0025f, 0.01f}, squares.toFloatArray(), 1e-6f);
        assertArrayEquals(new float[] {0.0125f / 3}, levels("meanSquare", true).rays(squares), 1e-6f);
    }
}
