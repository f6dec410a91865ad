package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;

/** An architecture of radiance fields and its sizes; block {@code field} of kind {@code radiance}, chosen by its key {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = HashGridOptions.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = HashGridOptions.class, name = "hashGrid"),
    @JsonSubTypes.Type(value = NerfOptions.class, name = "nerf"),
    @JsonSubTypes.Type(value = TensorfOptions.class, name = "tensorf"),
    @JsonSubTypes.Type(value = PlenoxelsOptions.class, name = "plenoxels")
})
public interface RadianceFieldOptions extends FieldOptions {
    /**
     * {@return an untrained field in a box; a sub-manager of the given one owns it, the seed is that of the initial
     * parameters}
     */
    RadianceField build(NDManager manager, Kernels kernels, Box box, long seed);
}
