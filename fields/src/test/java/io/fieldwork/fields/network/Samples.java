package io.fieldwork.fields.network;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;

/** Fixed random numbers. */
final class Samples {
    private Samples() {}

    static double[] normal(long seed, int count) {
        Draws draws = Draws.of(seed, "samples", 0);
        double[] values = new double[count];
        Arrays.setAll(values, i -> draws.normal(i));
        return values;
    }
}
