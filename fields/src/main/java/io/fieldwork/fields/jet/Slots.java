package io.fieldwork.fields.jet;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The set of derivatives that a jet carries through a network. Slot 0 is the value; lower orders come first; with a
 * derivative all its lower ones are there, because the chain rule reads them. A jet is an array [slots, n, width] of
 * plain derivatives (not divided by factorials).
 *
 * @param derivatives the slots in order
 */
public record Slots(List<Derivative> derivatives) {
    private static final Comparator<Derivative> ORDER = Comparator.comparingInt(Derivative::order)
            .thenComparing(d -> d.orders().toString(), Comparator.reverseOrder());

    /** Copies and checks the closure. */
    public Slots {
        derivatives = List.copyOf(derivatives);
        if (!derivatives.equals(closed(derivatives))) {
            throw new IllegalArgumentException("slots are sorted and hold every lower derivative: " + derivatives);
        }
    }

    /** {@return the fewest slots with which some derivatives in some number of coordinates can be computed} */
    public static Slots covering(int dimensions, Collection<Derivative> wanted) {
        TreeSet<Derivative> all = new TreeSet<>(ORDER);
        all.add(Derivative.value(dimensions));
        wanted.forEach(derivative -> close(derivative, all));
        return new Slots(List.copyOf(all));
    }

    /**
     * {@return the fewest slots for derivatives as they are written, such as t, xx, in coordinates of single-letter
     * names}
     */
    public static Slots covering(List<String> coordinates, String... indices) {
        return covering(
                coordinates.size(),
                List.of(indices).stream()
                        .map(i -> Derivative.of(i, coordinates))
                        .toList());
    }

    private static List<Derivative> closed(List<Derivative> some) {
        TreeSet<Derivative> all = new TreeSet<>(ORDER);
        some.forEach(derivative -> close(derivative, all));
        return List.copyOf(all);
    }

    private static void close(Derivative derivative, TreeSet<Derivative> into) {
        if (into.add(derivative)) {
            for (int axis = 0; axis < derivative.dimensions(); axis++) {
                if (derivative.orders().get(axis) > 0) {
                    close(derivative.lower(axis), into);
                }
            }
        }
    }

    /** {@return the number of slots, at least 1} */
    public int size() {
        return derivatives.size();
    }

    /** {@return the number of coordinates, at least 1} */
    public int dimensions() {
        return derivatives.getFirst().dimensions();
    }

    /** {@return the highest total order, 0 if there is only the value} */
    public int order() {
        return derivatives.getLast().order();
    }

    /**
     * {@return the slot of a derivative}
     *
     * @throws IllegalArgumentException if it is not among these
     */
    public int of(Derivative derivative) {
        int slot = derivatives.indexOf(derivative);
        if (slot < 0) {
            throw new IllegalArgumentException(derivative + " is not among " + derivatives);
        }
        return slot;
    }
}
