package io.fieldwork.samples.view;

import io.fieldwork.render.viewer.Subject;

/** A subject that is refined after it was opened, and may have modes that are not looked at from all around. */
interface Settling {
    /** Waits until it is as fine as it becomes without further training. */
    void settle();

    /**
     * Whether a mode is made to be seen from where the viewer starts.
     *
     * @param mode one of the subject's modes
     * @return true if an orbit would show its back
     */
    default boolean faces(String mode) {
        return false;
    }

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

    /**
     * Whether the first mode of a subject is made to be seen from where the viewer starts.
     *
     * @param subject any, or one in another mode
     * @return true if an orbit would show its back
     */
    static boolean faces(Subject subject) {
        Subject inner = subject;
        while (inner instanceof InMode chosen) {
            inner = chosen.subject();
        }
        return inner instanceof Settling settling
                && settling.faces(subject.modes().getFirst());
    }
}
