package io.fieldwork.fields.image;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.fields.kernel.Kernels;

/** An architecture of fields of a plane and its sizes; block {@code field} of kind {@code image}, chosen by its key {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = FfnOptions.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = FfnOptions.class, name = "ffn"),
    @JsonSubTypes.Type(value = CamOptions.class, name = "cam"),
    @JsonSubTypes.Type(value = PlaneHashOptions.class, name = "hashGrid"),
    @JsonSubTypes.Type(value = NeurbfOptions.class, name = "neurbf"),
    @JsonSubTypes.Type(value = PublishedNeurbfOptions.class, name = "neurbf-published")
})
public interface ImageFieldOptions extends FieldOptions {
    /**
     * {@return an untrained field, colours [n, 3] of points [n, 2] in [0, 1], x to the right and y downwards; a sub-manager of the given one owns it}
     *
     * @param pixels that it is to learn, by which it may be arranged; the same pixels and seed give the same field
     * @param seed of the initial parameters
     */
    Field build(NDManager owner, Kernels kernels, TrainingPixels pixels, long seed);

    /** {@return the options that a name of an architecture has without further keys; those of the default for any other name} */
    static ImageFieldOptions usual(String type) {
        return switch (type) {
            case "cam" -> CamOptionsBuilder.builder().build();
            case "hashGrid" -> PlaneHashOptionsBuilder.builder().build();
            case "neurbf" -> NeurbfOptionsBuilder.builder().build();
            case "neurbf-published" -> PublishedNeurbfOptionsBuilder.builder().build();
            default -> FfnOptionsBuilder.builder().build();
        };
    }

    /** {@return whether it is to learn what lies between the pixels as well, see {@link ImageSamplingOptions#between}} */
    default boolean between() {
        return false;
    }

    /** {@return the learning rate that it wants, which a configuration without a block {@code train} has} */
    default double rate() {
        return 0.001;
    }
}
