package io.fieldwork.pde.operator;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;

/** An architecture of operators and its sizes; block {@code field} of kind {@code operator}, chosen by its key {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = MgnoOptions.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = MgnoOptions.class, name = "mgno"),
    @JsonSubTypes.Type(value = FnoOptions.class, name = "fno"),
    @JsonSubTypes.Type(value = UnetOptions.class, name = "unet")
})
public interface OperatorOptions extends FieldOptions {
    /**
     * {@return the operator, to be closed by the caller}
     *
     * @param owner manager of the device it lives on
     * @param in channels of its argument
     * @param out channels of its result
     * @param grid size of the grid it is trained on
     * @param boundary boundary condition of the data, for architectures without an option of their own
     * @param seed of its first parameters
     * @throws UserError if the grid does not fit
     */
    NeuralOperator build(NDManager owner, int in, int out, GridSize grid, Boundary boundary, long seed);

    /** {@return these options with what follows from the grid of the training where it is not given, the default: nothing} */
    default OperatorOptions on(GridSize grid) {
        return this;
    }

    /** {@return what follows from a grid as a line of a configuration, such as {@code field.depth: 3}; empty for nothing} */
    default String chosen(GridSize grid) {
        return "";
    }

    /** Rejects the value of a key of the block, given whether it holds and what is expected in words. */
    static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "field." + key, value, expected);
    }
}
