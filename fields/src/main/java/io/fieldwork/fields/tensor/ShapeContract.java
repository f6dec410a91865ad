package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * Assertions of tensor shapes, written as text: {@code assert ShapeContract.match("n 3, n", positions, sigma)}. A
 * number must be that size, a letter must be the same size everywhere, {@code _} is any size.
 */
public final class ShapeContract {
    private ShapeContract() {}

    /**
     * Whether the arrays have the shapes of the pattern: true, or an error.
     *
     * @param pattern one shape an array, in their order, separated by commas; sizes separated by blanks
     * @throws IllegalArgumentException naming the array, its shape and the pattern if one does not match
     */
    public static boolean match(String pattern, NDArray... arrays) {
        String[] shapes = pattern.split(",");
        if (shapes.length != arrays.length) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' describes " + shapes.length + " arrays, not " + arrays.length);
        }
        Map<String, Long> bound = new HashMap<>();
        for (int i = 0; i < arrays.length; i++) {
            Shape shape = arrays[i].getShape();
            if (!matches(shapes[i].strip().split("\\s+"), shape, bound)) {
                throw new IllegalArgumentException("array " + i + " has shape " + shape + ", expected '"
                        + shapes[i].strip() + "' of '" + pattern + "' with " + bound);
            }
        }
        return true;
    }

    private static boolean matches(String[] sizes, Shape shape, Map<String, Long> bound) {
        if (sizes.length != shape.dimension()) {
            return false;
        }
        for (int k = 0; k < sizes.length; k++) {
            long size = shape.get(k);
            String symbol = sizes[k];
            if (symbol.equals("_")) {
                continue;
            }
            long expected = Character.isDigit(symbol.charAt(0))
                    ? Long.parseLong(symbol)
                    : bound.computeIfAbsent(symbol, s -> size);
            if (expected != size) {
                return false;
            }
        }
        return true;
    }
}
