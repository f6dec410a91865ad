package io.fieldwork.fields.jet;

import io.fieldwork.fields.tensor.UserError;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A partial derivative: the order of differentiation in each coordinate. Over (t, x), {@code [0, 2]} is u_xx and {@code
 * [0, 0]} the value itself.
 *
 * @param orders one entry for each coordinate, 0 or more
 */
public record Derivative(List<Integer> orders) {
    /** Highest total order any engine computes. */
    public static final int HIGHEST = 6;

    /** Copies the orders. */
    public Derivative {
        orders = List.copyOf(orders);
        if (orders.isEmpty() || orders.stream().anyMatch(o -> o < 0)) {
            throw new IllegalArgumentException(
                    "a derivative needs one order of 0 or more for each coordinate: " + orders);
        }
    }

    /** {@return the function itself, all orders 0} */
    public static Derivative value(int dimensions) {
        return new Derivative(IntStream.range(0, dimensions).map(i -> 0).boxed().toList());
    }

    /**
     * {@return a derivative as it is written in an index}
     *
     * @param index coordinate names in any order, such as {@code xx} or {@code tx}; empty for the value
     * @param coordinates names such as [t, x]; where several could follow the longest counts
     * @throws UserError if the index names a coordinate that is not there, or is of order above {@link #HIGHEST}
     */
    public static Derivative of(String index, List<String> coordinates) {
        int[] orders = new int[coordinates.size()];
        for (int i = 0; i < index.length(); ) {
            int from = i;
            String next = coordinates.stream()
                    .filter(name -> index.startsWith(name, from))
                    .max(Comparator.comparingInt(String::length))
                    .orElseThrow(() -> new UserError("The derivative '" + index + "' asks for '" + index.charAt(from)
                            + "', but the domain has the coordinates " + String.join(", ", coordinates) + "."));
            orders[coordinates.indexOf(next)]++;
            i += next.length();
        }
        int order = IntStream.of(orders).sum();
        if (order > HIGHEST) {
            throw new UserError(
                    "The derivative '" + index + "' is of order " + order + "; at most " + HIGHEST + " is supported.");
        }
        return new Derivative(IntStream.of(orders).boxed().toList());
    }

    /** {@return the number of coordinates, at least 1} */
    public int dimensions() {
        return orders.size();
    }

    /** {@return the total order, which is the sum of the orders} */
    public int order() {
        return orders.stream().mapToInt(Integer::intValue).sum();
    }

    /** {@return this derivative, once less in a coordinate with an order above 0} */
    public Derivative lower(int axis) {
        return new Derivative(IntStream.range(0, orders.size())
                .map(i -> orders.get(i) - (i == axis ? 1 : 0))
                .boxed()
                .toList());
    }

    /** {@return the index as it is written with names of coordinates, such as {@code xx}} */
    public String index(List<String> coordinates) {
        return IntStream.range(0, orders.size())
                .mapToObj(i -> coordinates.get(i).repeat(orders.get(i)))
                .collect(Collectors.joining());
    }
}
