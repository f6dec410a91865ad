package io.fieldwork.pde.pinn;

import java.util.ArrayList;
import java.util.List;

/** The losses with which time windows begin: one far above the first says that those before have not converged. */
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

    /** What was noticed since it was asked last. */
    List<String> notices() {
        List<String> all = List.copyOf(notices);
        notices.clear();
        return all;
    }
}
