package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.pde.data.GridSize;

/** An architecture of sub-solvers and its sizes; block {@code field} of kind {@code stagger}, chosen by its key {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = BaseUnetOptions.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = BaseUnetOptions.class, name = "base"),
    @JsonSubTypes.Type(value = OperatorSolversOptions.class, name = "operator")
})
public interface SubSolverOptions extends FieldOptions {
    /**
     * {@return the sub-solvers, to be closed by the caller}
     *
     * @param owner manager of the device they live on
     * @param in channels of a sub-field
     * @param out channels of a result
     * @param coarse grid of a sub-field
     * @param pieces number of sub-fields
     * @param shared whether all have the same parameters
     * @param periodic whether the box has no walls at its rim
     * @param seed of the first parameters
     * @throws io.fieldwork.fields.tensor.UserError if the grid does not fit
     */
    SubSolvers build(
            NDManager owner, int in, int out, GridSize coarse, int pieces, boolean shared, boolean periodic, long seed);
}
