package io.fieldwork.pde.equation;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an unknown depends on and where it is wanted.
 *
 * @param coordinates that it depends on, in the order of the domain
 * @param region of space, null for all of it
 */
public record Extent(List<String> coordinates, @Nullable Shape region) {
    /** Copies the names. */
    public Extent {
        coordinates = List.copyOf(coordinates);
    }

    /** Rejects what does not fit the unknowns and the domain. */
    void check(String unknown, List<String> unknowns, Domain domain) {
        if (!unknowns.contains(unknown)) {
            throw new UserError("The unknown '" + unknown + "' does not exist; the problem has "
                    + String.join(", ", unknowns) + ".");
        }
        if (coordinates.isEmpty()) {
            throw new UserError("The function " + unknown + " depends on no coordinate; expected a learned coefficient"
                    + " instead.");
        }
        coordinates.forEach(domain::axis);
        if (region != null && region.dimensions() != domain.space().size()) {
            throw new UserError("The region of " + unknown + " has " + region.dimensions()
                    + " dimensions, but the coordinates of space are " + String.join(", ", domain.space()) + ".");
        }
    }
}
