package io.fieldwork.fields.modulation;

import io.fieldwork.fields.tensor.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a grid of R nodes along each axis becomes a function on [0, 1]: B-splines of a degree, whose weights sum to one everywhere, so that equal
 * numbers at all nodes are a constant function. Coordinates outside count as the nearest inside.
 */
public enum Interpolation {
    /** Linear between neighbouring nodes, the outermost at 0 and 1. Its second derivatives vanish inside cells: not for equations of second order. */
    LINEAR(2),
    /** Uniform cubic B-splines: twice continuously differentiable, so that a node is a control point and not a value. */
    CUBIC(4);

    private final int taps;

    Interpolation(int taps) {
        this.taps = taps;
    }

    /** {@return the nodes along an axis that have a weight at a point} */
    public int taps() {
        return taps;
    }

    /** {@return the cells between the ends of an axis of so many nodes} */
    public int cells(int nodes) {
        return nodes - taps + 1;
    }

    /**
     * {@return the interpolation that is called {@code linear} or {@code cubic}}
     *
     * @param key of the name, for the error
     * @throws io.fieldwork.fields.tensor.UserError if there is none of that name
     */
    public static Interpolation of(String key, String name) {
        List<String> names = Arrays.stream(values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains(name)) {
            throw Nearest.error(key, name, names);
        }
        return values()[names.indexOf(name)];
    }

    /** Weights [n, taps] at the places t [n, 1] in their cells, as TorchScript. */
    String weights(String t) {
        return switch (this) {
            case LINEAR -> "torch.cat([torch.rsub(%1$s, 1), %1$s], 1)".formatted(t);
            case CUBIC ->
                ("torch.div(torch.cat([torch.pow(torch.rsub(%1$s, 1), 3),"
                                + " torch.add(torch.mul(torch.mul(torch.sub(torch.mul(%1$s, 3), 6), %1$s), %1$s), 4),"
                                + " torch.add(torch.mul(torch.add(torch.mul(torch.add(torch.mul(%1$s, -3), 3), %1$s), 3), %1$s), 1),"
                                + " torch.pow(%1$s, 3)], 1), 6)")
                        .formatted(t);
        };
    }
}
