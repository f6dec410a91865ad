package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.pde.closure.Closure;
import org.jspecify.annotations.Nullable;

/**
 * Which angular moments are kept: n = 0, stride, ..., stride · last. Rods without a head have even moments alone.
 *
 * @param last index of the last moment kept
 * @param stride between moments, 1 or 2
 * @param closure gives the fourth moment where only the second is kept; null if moments above the last are zero
 */
record Hierarchy(int last, int stride, @Nullable Closure closure) {
    /** {@return the number of moments kept} */
    int count() {
        return last + 1;
    }

    /** {@return the highest n} */
    int highest() {
        return stride * last;
    }

    /** {@return the index of a moment n} */
    int index(int n) {
        return n / stride;
    }
}
