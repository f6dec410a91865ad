package io.fieldwork.pde.pinn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The history of causal weights: at the end of each stage, and at up to eight evenly spaced steps between. When a ninth
 * comes, every other one is dropped and the spacing doubles.
 */
final class CausalHistory {
    private static final int MOST = 8;

    private final List<CausalProfile> ends = new ArrayList<>();
    private final List<CausalProfile> moments = new ArrayList<>();

    /** Forgets everything, for a new time window. */
    void clear() {
        ends.clear();
        moments.clear();
    }

    /** Whether a step is as far from the last one that was kept as that from the one before it. */
    boolean due(long step) {
        int n = moments.size();
        if (n == 0) {
            return true;
        }
        long last = moments.get(n - 1).step();
        return step - last >= (n == 1 ? 1 : last - moments.get(n - 2).step());
    }

    /** Adds the end of a stage, or a profile that is {@link #due}. */
    void add(CausalProfile profile) {
        if (profile.last()) {
            ends.add(profile);
            return;
        }
        if (moments.size() == MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                moments.remove(i);
            }
        }
        if (due(profile.step())) {
            moments.add(profile);
        }
    }

    /** All profiles, in the order of steps. */
    List<CausalProfile> all() {
        return Stream.concat(moments.stream(), ends.stream())
                .sorted(Comparator.comparingLong(CausalProfile::step))
                .toList();
    }
}
