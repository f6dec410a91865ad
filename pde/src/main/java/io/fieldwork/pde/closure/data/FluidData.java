package io.fieldwork.pde.closure.data;

import java.util.List;

/**
 * Recorded runs to learn a closure from and to measure it on.
 *
 * @param train runs to learn from
 * @param test other runs
 * @param digest of what they are
 */
public record FluidData(List<Recording> train, List<Recording> test, String digest) {
    /** Copies the lists. */
    public FluidData {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }
}
