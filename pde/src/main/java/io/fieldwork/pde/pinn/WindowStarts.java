package io.fieldwork.pde.pinn;

import java.util.ArrayList;
import java.util.List;

/**
 * What should be noticed of a training: before it, and by the losses with which time windows begin, of which one far above
 * the first says that those before have not converged.
 */
final class WindowStarts {
    private static final double ALARMING = 1000;

    private final List<String> notices = new ArrayList<>();
    private int latest;
    private double first = Double.NaN;

    /** Whether the window of a number, 1 for the first, has not begun yet. */
    boolean isNew(int window) {
        return window > latest;
    }

    /** Records the loss with which a window begins. */
    void began(int window, double loss) {
        latest = window;
        if (window == 1) {
            first = loss;
        } else if (loss > ALARMING * first) {
            notices.add(String.format(
                    "Time window %d begins with a loss of %.1e, the first began with %.1e: the windows before it have"
                            + " not converged; give them more steps, or more and shorter windows.",
                    window, loss, first));
        }
    }

    /** Adds what was noticed before training. */
    void add(String notice) {
        notices.add(notice);
    }

    /** What was noticed since it was asked last. */
    List<String> notices() {
        List<String> all = List.copyOf(notices);
        notices.clear();
        return all;
    }
}
