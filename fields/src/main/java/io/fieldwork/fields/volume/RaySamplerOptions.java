package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A way to sample rays and its sizes; block {@code sampling} of kind {@code radiance}, chosen by its key {@code type} or, without one, by
 * the photographs ({@link AutoSampling}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = AutoSampling.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = AutoSampling.class, name = "auto"),
    @JsonSubTypes.Type(value = SamplingOptions.class, name = "occupancy"),
    @JsonSubTypes.Type(value = ProposalOptions.class, name = "proposal"),
    @JsonSubTypes.Type(value = CoarseFineOptions.class, name = "coarseFine"),
    @JsonSubTypes.Type(value = ErrorBoundOptions.class, name = "errorBound"),
    @JsonSubTypes.Type(value = SurfaceSamplingOptions.class, name = "surface")
})
public interface RaySamplerOptions {
    /** {@return the type that a configuration names} */
    default String type() {
        return Arrays.stream(RaySamplerOptions.class
                        .getAnnotation(JsonSubTypes.class)
                        .value())
                .filter(each -> each.value() == getClass())
                .map(JsonSubTypes.Type::name)
                .findFirst()
                .orElse(getClass().getSimpleName());
    }

    /** {@return how many samples a training step aims at; the number of rays follows; null only where no type is chosen yet} */
    Integer samples();

    /** {@return the least distance of a sample from the camera, world units; null takes it from the data} */
    @Nullable
    Double near();

    /** {@return the least distance of a sample, world units, 0.05 where nobody named one} */
    default float nearest() {
        return near() == null ? 0.05f : near().floatValue();
    }

    /** {@return whether rays are sampled beyond the box, so that the field has to be one of all of space} */
    default boolean unbounded() {
        return false;
    }

    /** {@return whether the field of all of space is one in normalised device coordinates} */
    default boolean projected() {
        return false;
    }

    /** {@return whether rays are sampled outside of the ball in the box, too, where a medium goes on there} */
    default boolean surrounds() {
        return false;
    }

    /** {@return these, of the type that their own keys choose where none is named} */
    default RaySamplerOptions settled() {
        return this;
    }

    /**
     * {@return these, of a type that suits a capture where they leave it open}
     *
     * @param open whether something beyond the box is to be seen
     */
    default RaySamplerOptions suited(boolean open) {
        return this;
    }

    /** {@return these with a near plane, world units} */
    RaySamplerOptions withNear(double near);

    /**
     * {@return a sampler that has not adapted to a medium yet}
     *
     * @param manager of the medium's device; the sampler owns a sub-manager of it
     * @param kernels of the ray marching
     * @param box of the medium
     * @param seed of the sampler's initial parameters, if it has any
     */
    RaySampler build(NDManager manager, Kernels kernels, Box box, long seed);
}
