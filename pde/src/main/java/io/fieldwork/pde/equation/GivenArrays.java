package io.fieldwork.pde.equation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The arrays of given functions at some points: each is computed once and kept, at most {@value #MOST} of them. Two
 * functions count as one if they come from one place of a program and captured equal numbers or texts, so that a lambda
 * that is made anew in every evaluation is computed once all the same.
 */
public final class GivenArrays {
    private static final int MOST = 64;

    private final SequencedMap<Object, NDArray> arrays = new LinkedHashMap<>(16, 0.75f, true);

    /** A function by its class and what it captured. */
    private record Captured(Class<?> type, List<?> values) {}

    /** An empty store. */
    public GivenArrays() {}

    /**
     * {@return the array of a function} The one that was not used for longest makes room for a new one and lives until
     * the end of the step, in which it may still be needed.
     *
     * @param formula the function
     * @param values computes an array that outlives the step
     */
    public NDArray of(Formula formula, Function<Formula, NDArray> values) {
        Object key = key(formula);
        NDArray known = arrays.get(key);
        if (known != null) {
            return known;
        }
        NDArray fresh = values.apply(formula);
        arrays.put(key, fresh);
        if (arrays.size() > MOST) {
            NDScope.register(arrays.pollFirstEntry().getValue());
        }
        return fresh;
    }

    /** The function itself, unless all that it captured can neither change nor be hidden. */
    private static Object key(Formula formula) {
        try {
            Object[] values = new Object[formula.getClass().getDeclaredFields().length];
            int i = 0;
            for (Field field : formula.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                values[i++] = field.get(formula);
            }
            boolean fixed = formula.getClass().isHidden() && Stream.of(values).allMatch(GivenArrays::isFixed);
            return fixed ? new Captured(formula.getClass(), List.of(values)) : formula;
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return formula;
        }
    }

    private static boolean isFixed(Object value) {
        return value instanceof Number && value.getClass().getName().startsWith("java.lang.")
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Enum<?>;
    }
}
