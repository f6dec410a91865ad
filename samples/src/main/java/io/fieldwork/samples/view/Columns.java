package io.fieldwork.samples.view;

import io.fieldwork.pde.pinn.SolutionTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table of a solution as what was found and what it is compared with.
 *
 * @param table its columns {@code u_reference} are the truth of the columns {@code u}
 */
record Columns(SolutionTable table) {
    private static final String REFERENCE = "_reference";

    /** Names of what was found. */
    List<String> names() {
        return table.columns().keySet().stream()
                .filter(name -> !name.endsWith(REFERENCE))
                .toList();
    }

    /** A name that the values of a reference go by. */
    static String truth(String name) {
        return name + REFERENCE;
    }

    double[] found(String name) {
        return Objects.requireNonNull(table.columns().get(name));
    }

    /** What it is compared with, if anything. */
    Optional<double[]> reference(String name) {
        return Optional.ofNullable(table.columns().get(truth(name)));
    }

    /** The values to show of an unknown, found and true. */
    Range range(String name) {
        Range found = Range.of(false, List.of(floats(found(name))));
        return reference(name)
                .map(truth -> Range.beside(found, Range.of(false, List.of(floats(truth)))))
                .orElse(found);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** A mode of one of the unknowns, named after it if there are others. */
    String mode(String kind, String name) {
        return names().size() == 1 ? kind : kind + " " + name;
    }
}
