package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.UserError;

/** An architecture of radiance fields and its sizes; block {@code field} of kind {@code radiance}, chosen by its key {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = HashGridOptions.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = HashGridOptions.class, name = "hashGrid"),
    @JsonSubTypes.Type(value = KplanesOptions.class, name = "kplanes"),
    @JsonSubTypes.Type(value = NerfOptions.class, name = "nerf"),
    @JsonSubTypes.Type(value = TensorfOptions.class, name = "tensorf"),
    @JsonSubTypes.Type(value = PlenoxelsOptions.class, name = "plenoxels"),
    @JsonSubTypes.Type(value = SurfaceOptions.class, name = "surface")
})
public interface RadianceFieldOptions extends FieldOptions {
    /** {@return whether what is outside of the ball in the box is learned, too, which only some samplers see} */
    default boolean surrounded() {
        return false;
    }

    /**
     * {@return an untrained field in a box; a sub-manager of the given one owns it, the seed is that of the initial
     * parameters}
     */
    RadianceField build(NDManager manager, Kernels kernels, Box box, long seed);

    /**
     * {@return an untrained field whose colour also depends on the training photograph that a ray belongs to}
     *
     * @throws UserError by default, if there are to be latent vectors: the architecture takes none
     */
    default RadianceField build(NDManager manager, Kernels kernels, Box box, long seed, Looks.Size looks) {
        if (looks.width() > 0) {
            throw new UserError(
                    "appearance.embedding is " + looks.width()
                            + ", but the colour of this field.type takes no embedding; expected 0, or field.type hashGrid or kplanes.");
        }
        return build(manager, kernels, box, seed);
    }
}
