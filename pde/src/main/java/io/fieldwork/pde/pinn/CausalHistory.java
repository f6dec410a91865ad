package io.fieldwork.pde.pinn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The history of causal weights: at the end of each stage, and at up to eight evenly spaced steps between. When a ninth
 * comes, every other one is dropped and the spacing doubles.
 */
final class CausalHistory {
    private static final int MOST = 8;

    private final List<CausalProfile> ends = new ArrayList<>();
    private List<CausalProfile> moments = new ArrayList<>();

    /** Forgets everything, for a new time window. */
    void clear() {
        ends.clear();
        moments.clear();
    }

    /**
     * Whether the weights after this step are to be kept.
     *
     * @param step steps taken
     * @return true if it is as far from the last one as that from the one before it
     */
    boolean due(long step) {
        int n = moments.size();
        if (n == 0) {
            return true;
        }
        long last = moments.get(n - 1).step();
        return step - last >= (n == 1 ? 1 : last - moments.get(n - 2).step());
    }

    /**
     * Adds a profile.
     *
     * @param profile the end of a stage, or one that is {@link #due}
     */
    void add(CausalProfile profile) {
        if (profile.last()) {
            ends.add(profile);
            return;
        }
        if (moments.size() == MOST) {
            List<CausalProfile> all = moments;
            moments = new ArrayList<>(IntStream.range(0, MOST / 2)
                    .mapToObj(i -> all.get(2 * i + 1))
                    .toList());
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
