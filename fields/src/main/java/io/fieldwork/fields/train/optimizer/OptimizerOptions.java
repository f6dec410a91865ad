package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import java.util.List;
import java.util.function.Supplier;

/** A named optimiser and its constants; block {@code train.optimizer} of a configuration, chosen by its key {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = AdamOptions.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = AdamOptions.class, name = "adam"),
    @JsonSubTypes.Type(value = RmsPropOptions.class, name = "rmsprop"),
    @JsonSubTypes.Type(value = SoapOptions.class, name = "soap"),
    @JsonSubTypes.Type(value = LbfgsOptions.class, name = "lbfgs"),
    @JsonSubTypes.Type(value = BroydenOptions.class, name = "ssbroyden"),
    @JsonSubTypes.Type(value = GaussNewtonOptions.class, name = "gaussnewton"),
    @JsonSubTypes.Type(value = PhasesOptions.class, name = "phases")
})
public interface OptimizerOptions {
    /**
     * An optimiser without history.
     *
     * @param owner manager of the parameters' device; a sub-manager of it owns the optimiser's state
     * @param kernels of the fused update, where there is one
     * @param parameters read at every step
     * @return the optimiser, to be closed by the caller
     */
    Optimizer build(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters);
}
