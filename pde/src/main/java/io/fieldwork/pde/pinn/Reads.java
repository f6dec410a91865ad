package io.fieldwork.pde.pinn;

import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Integral;
import java.util.Map;

/**
 * What a residual reads.
 *
 * @param slots derivatives at its points
 * @param integrals derivatives at the nodes of its integrals
 */
record Reads(Slots slots, Map<Integral, Slots> integrals) {
    /** The derivatives for an integral; a {@link UserError} if it was not there when they were found. */
    Slots of(Integral integral) {
        Slots slots = integrals.get(integral);
        if (slots == null) {
            throw new UserError("The integral '" + integral.name() + "' is made anew in every evaluation; expected one"
                    + " that is made once, outside of the residual.");
        }
        return slots;
    }
}
