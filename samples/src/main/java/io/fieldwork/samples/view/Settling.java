package io.fieldwork.samples.view;

import io.fieldwork.render.viewer.Subject;

/** A subject that is refined after it was opened. */
interface Settling {
    /** Waits until it is as fine as it becomes without further training. */
    void settle();

    /**
     * Waits for a subject, if it is refined.
     *
     * @param subject any, or one in another mode
     */
    static void settle(Subject subject) {
        if (subject instanceof InMode chosen) {
            settle(chosen.subject());
        } else if (subject instanceof Settling settling) {
            settling.settle();
        }
    }
}
