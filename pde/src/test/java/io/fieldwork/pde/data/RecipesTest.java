package io.fieldwork.pde.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RecipesTest {
    /** The product at one place by hand; between (1/4)^6 and (9/4)^6 everywhere. */
    @Test
    void theMultiscaleCoefficientIsItsFormula() {
        int size = 17;
        Draws draws = Draws.of(5, "a", 3);
        double[] a = new MultiscaleDarcyRecipe(size, 0).coefficient(draws);
        double product = 1;
        for (int k = 1; k <= 6; k++) {
            double rate = Math.pow(2, k - 1) * (1 + 0.5 * draws.uniform(k - 1));
            product *= (1 + Math.cos(rate * Math.PI * (3 / 16.0 + 5 / 16.0)) / 2)
                    * (1 + Math.sin(rate * Math.PI * (5 / 16.0 - 9 / 16.0)) / 2);
        }
        assertEquals(product, a[5 * size + 3], 1e-12);
        assertTrue(Arrays.stream(a).allMatch(value -> value > Math.pow(0.25, 6) && value < Math.pow(2.25, 6)));
    }

    /** The first samples: c close to 20, the source on top answered, and half the cells give nearly the same. */
    @Test
    void samplesAreWhatTheRecipeSays() {
        float[][] fields = new float[3][101 * 101];
        new HelmholtzRecipe(100, 1000, 1).maker().make(3, fields[0], fields[1]);
        float[] coarse = new float[51 * 51];
        float[] fine = new float[101 * 101];
        new HelmholtzRecipe(50, 200, 1).maker().make(3, new float[51 * 51], coarse);
        new HelmholtzRecipe(100, 200, 1).maker().make(3, fields[2], fine);
        double sum = 0;
        double difference = 0;
        for (int i = 0; i < fields[0].length; i++) {
            assertTrue(fields[0][i] > 19 && fields[0][i] < 21);
            assertEquals(fields[0][i], fields[2][i], 1e-5);
            if (i / 101 % 2 == 0 && i % 101 % 2 == 0) {
                double there = coarse[i / 101 / 2 * 51 + i % 101 / 2];
                sum += fine[i] * fine[i];
                difference += (there - fine[i]) * (there - fine[i]);
            }
        }
        assertTrue(Math.sqrt(difference / sum) < 0.05, difference + " of " + sum);
    }
}
