package io.fieldwork.pde.equation;

import io.fieldwork.fields.tensor.UserError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a problem's units are made those of a network, whose outputs and residuals should be of order one.
 *
 * @param derived whether ranges of unknowns and sizes of residuals that are not given follow from the problem's data;
 *     else they are 1
 * @param ranges given ranges of unknowns by name
 */
public record Scaling(boolean derived, Map<String, Range> ranges) {
    /** Everything follows from the data. */
    public static final Scaling DERIVED = new Scaling(true, Map.of());

    /** The problem is solved as it is written. */
    public static final Scaling NONE = new Scaling(false, Map.of());

    /**
     * The range of an unknown u = offset + size N with a network N.
     *
     * @param offset middle of the range, in the unknown's unit
     * @param size half of its width, above 0
     */
    public record Range(double offset, double size) {
        /** The range -1 to 1. */
        public static final Range UNIT = new Range(0, 1);

        /** Rejects a size that is not positive. */
        public Range {
            UserError.require(Double.isFinite(offset), "The offset of an unknown", offset, "a finite number");
            UserError.require(size > 0 && Double.isFinite(size), "The size of an unknown", size, "a positive number");
        }

        /** {@return whether it is so near to -1 to 1 that a network needs no help} */
        public boolean near() {
            double most = Math.abs(offset) + size;
            return most >= 0.1 && most <= 10;
        }
    }

    /** Copies the ranges. */
    public Scaling {
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
    }

    /** {@return the same with the range of one more unknown} */
    Scaling with(String unknown, Range range) {
        Map<String, Range> all = new LinkedHashMap<>(ranges);
        all.put(unknown, range);
        return new Scaling(true, all);
    }
}
