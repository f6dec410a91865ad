package io.fieldwork.fields.network;

import io.fieldwork.fields.tensor.UserError;
import java.util.List;

/**
 * The coordinates a network takes, in the order of its columns.
 *
 * @param axes one for each coordinate, with different names
 */
public record Inputs(List<Axis> axes) {
    /** Name of the coordinate that is normalised as time. */
    public static final String TIME = "t";

    /**
     * One coordinate.
     *
     * @param name a single letter
     * @param low least value
     * @param high greatest value
     * @param period period of the function in this coordinate, NaN if it has none
     */
    public record Axis(String name, double low, double high, double period) {
        /** Rejects an empty range and a period that is none. */
        public Axis {
            if (!(low < high) || Double.isInfinite(high - low)) {
                throw new UserError("The coordinate '" + name + "' ranges from " + low + " to " + high
                        + "; expected two finite numbers, the lower one first.");
            }
            if (!Double.isNaN(period) && !(period > 0 && Double.isFinite(period))) {
                throw new UserError(
                        "The coordinate '" + name + "' has the period " + period + "; expected a positive number.");
            }
        }

        /** {@return a coordinate with two ends} */
        public static Axis bounded(String name, double low, double high) {
            return new Axis(name, low, high, Double.NaN);
        }

        /**
         * {@return a coordinate whose range is one period, so that its greatest value is the same point as its least}
         */
        public static Axis periodic(String name, double low, double high) {
            return new Axis(name, low, high, high - low);
        }

        /** {@return whether the function has a period along this coordinate} */
        public boolean isPeriodic() {
            return !Double.isNaN(period);
        }
    }

    /** Copies the axes. */
    public Inputs {
        axes = List.copyOf(axes);
        if (axes.isEmpty() || axes.stream().map(Axis::name).distinct().count() != axes.size()) {
            throw new IllegalArgumentException("coordinates need different names: " + axes);
        }
    }

    /** {@return coordinates in order} */
    public static Inputs of(Axis... axes) {
        return new Inputs(List.of(axes));
    }

    /** {@return the number of coordinates d, at least 1} */
    public int dimensions() {
        return axes.size();
    }

    /** {@return names in order, single letters such as [t, x]} */
    public List<String> coordinates() {
        return axes.stream().map(Axis::name).toList();
    }
}
