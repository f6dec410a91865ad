package io.fieldwork.fields.distance;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.fields.kernel.Kernels;

/** An architecture of distance fields and its sizes; block {@code field} of kind {@code distance}, chosen by its key {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = HashGridDistanceOptions.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = HashGridDistanceOptions.class, name = "hashGrid"),
    @JsonSubTypes.Type(value = FrequencyDistanceOptions.class, name = "frequency")
})
public interface DistanceFieldOptions extends FieldOptions {
    /**
     * {@return an untrained field in a box; a sub-manager of the given one owns it, the seed is that of the initial
     * parameters}
     */
    DistanceField build(NDManager owner, Kernels kernels, Box box, long seed);
}
