package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridSolution;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table of a solution as what was found and what it is compared with.
 *
 * @param table its columns {@code u_reference} are the truth of the columns {@code u}
 */
public record Columns(GridSolution table) {
    /** Names of what was found. */
    List<String> names() {
        return table.values().keySet().stream()
                .filter(name -> !GridSolution.isReference(name))
                .toList();
    }

    double[] found(String name) {
        return Objects.requireNonNull(table.values().get(name));
    }

    /** What it is compared with, if anything. */
    Optional<double[]> reference(String name) {
        return Optional.ofNullable(table.values().get(GridSolution.reference(name)));
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
