package io.fieldwork.fields.modulation;

import io.fieldwork.fields.tensor.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a grid of R nodes along each axis becomes a function on [0, 1]: B-splines of a degree, whose weights sum to one everywhere, so that equal
 * numbers at all nodes are a constant function. Coordinates outside count as the nearest inside.
 */
public enum Interpolation {
    /** Linear between neighbouring nodes, the outermost at 0 and 1. Its second derivatives vanish inside cells: not for equations of second order. */
    LINEAR(2),
    /** Uniform cubic B-splines: twice continuously differentiable, so that a node is a control point and not a value. */
    CUBIC(4);

    private static final double[][] LINES = {{1, -1}, {0, 1}};
    private static final double[][] CUBICS = {{1, -3, 3, -1}, {4, 0, -6, 3}, {1, 3, 3, -3}, {0, 0, 0, 1}};

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

    /**
     * {@return the derivative of the weights with respect to the place, as TorchScript: [n, taps] at the places t [n, 1] in their cells}
     *
     * @param order of the derivative, 0 for the weights
     */
    public String weights(String t, int order) {
        return switch (this) {
            case LINEAR -> joined(t, LINES, order);
            case CUBIC -> "torch.div(" + joined(t, CUBICS, order) + ", 6)";
        };
    }

    /** Polynomials of t, a row of coefficients each, lowest power first, differentiated. */
    private static String joined(String t, double[][] rows, int order) {
        return Arrays.stream(rows)
                .map(row -> horner(t, derivative(row, order)))
                .collect(Collectors.joining(", ", "torch.cat([", "], 1)"));
    }

    private static double[] derivative(double[] row, int order) {
        double[] result = row;
        for (int k = 0; k < order && result.length > 1; k++) {
            double[] above = result;
            result = IntStream.range(1, above.length)
                    .mapToDouble(i -> i * above[i])
                    .toArray();
        }
        return order < row.length ? result : new double[1];
    }

    private static String horner(String t, double[] row) {
        String sum = "torch.full_like(%s, %s)".formatted(t, row[row.length - 1]);
        for (int i = row.length - 2; i >= 0; i--) {
            sum = "torch.add(torch.mul(%s, %s), %s)".formatted(sum, t, row[i]);
        }
        return sum;
    }
}
