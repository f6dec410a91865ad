package io.fieldwork.samples.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.train.TrainOptions;

/** One configuration, complete and checked; its key {@code kind} says which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RadianceJob.class, name = "radiance"),
    @JsonSubTypes.Type(value = PinnJob.class, name = "pinn"),
    @JsonSubTypes.Type(value = OperatorJob.class, name = "operator")
})
public sealed interface Job permits RadianceJob, PinnJob, OperatorJob {
    /**
     * How long and how fast.
     *
     * @return block {@code train}
     */
    TrainOptions train();

    /**
     * What the run writes while it trains.
     *
     * @return block {@code output}
     */
    OutputOptions output();
}
