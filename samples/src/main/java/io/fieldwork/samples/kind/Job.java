package io.fieldwork.samples.kind;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.train.TrainOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A job, the checked configuration of one kind, whose key {@code kind} is the record's {@code JsonTypeName}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface Job {
    /** {@return the training options, block {@code train}} */
    TrainOptions train();

    /** {@return the output options, block {@code output}} */
    OutputOptions output();

    /**
     * Reads the data and builds the trainable parts.
     *
     * @param manager of the device to use; it must outlive the session
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @return a session at step 0
     * @throws io.fieldwork.fields.tensor.UserError if the data cannot be read or do not fit the options
     */
    Session open(NDManager manager, @Nullable String kernels);

    /**
     * Builds the trainable parts of a run to be applied to new inputs, for which a kind may need none of its data.
     *
     * @param checkpoint of the run
     * @return a session at step 0
     * @throws io.fieldwork.fields.tensor.UserError as {@link #open} does
     */
    default Session openToPredict(NDManager manager, @Nullable String kernels, Path checkpoint) {
        return open(manager, kernels);
    }
}
