package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.fields.tensor.UserError;

/** A form of closure and its sizes; block {@code field} of kind {@code closure}, chosen by its key {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = EquivariantOptions.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = EquivariantOptions.class, name = "equivariant"),
    @JsonSubTypes.Type(value = CoefficientOptions.class, name = "coefficients"),
    @JsonSubTypes.Type(value = FixedOptions.class, name = "fixed")
})
public interface ClosureOptions extends FieldOptions {
    /**
     * {@return the closure, to be closed by the caller}
     *
     * @param owner manager of the device it lives on
     * @param points a side of the squares it is learned on
     * @param seed of its first parameters
     */
    ClosureModel build(NDManager owner, int points, long seed);

    /** Rejects the value of a key of the block, given whether it holds and what is expected in words. */
    static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "field." + key, value, expected);
    }
}
