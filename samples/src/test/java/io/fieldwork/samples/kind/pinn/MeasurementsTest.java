package io.fieldwork.samples.kind.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.problem.Problems;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private static Place.Measured data(double noise, long seed) {
        Problem problem = Measurements.of(Problems.named("advection"), new MeasurementOptions(null, 4000, noise), seed);
        Condition last = problem.conditions().getLast();
        assertEquals("data_u", last.name());
        return (Place.Measured) last.place();
    }

    private static double truth(double[] point) {
        return Math.sin(point[1] - 50 * point[0]);
    }

    @Test
    void withoutNoiseTheyAreTheSolution() {
        Place.Measured data = data(0, 1);
        assertEquals(4000, data.values().length);
        for (int i = 0; i < data.values().length; i++) {
            assertEquals(truth(data.points()[i]), data.values()[i], 1e-12);
        }
    }

    @Test
    void noiseHasTheSizeAskedFor() {
        Place.Measured data = data(0.1, 1);
        double square = IntStream.range(0, data.values().length)
                .mapToDouble(i -> Math.pow(data.values()[i] - truth(data.points()[i]), 2))
                .average()
                .orElseThrow();
        assertEquals(0.1 / Math.sqrt(2), Math.sqrt(square), 0.004, "a sine has the root mean square 1/sqrt(2)");
    }

    @Test
    void theSeedDecides() {
        assertArrayEquals(data(0.1, 3).values(), data(0.1, 3).values());
        assertFalse(Arrays.equals(data(0.1, 3).values(), data(0.1, 4).values()));
    }

    @Test
    void withoutAReferenceThereIsNothingToMeasure() {
        Problem bare = Problem.on(Domain.interval("x", 0, 1));
        UserError error = assertThrows(
                UserError.class,
                () -> Measurements.of(bare, MeasurementOptionsBuilder.builder().build(), 1));
        assertEquals(
                "problem.data takes values of a reference, but there is none for custom with these coefficients;"
                        + " problem.data.path names a file of measured ones.",
                error.getMessage());
    }
}
