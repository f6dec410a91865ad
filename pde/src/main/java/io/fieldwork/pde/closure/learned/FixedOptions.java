package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.TensorClosure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A closure that has nothing to learn; {@code field.type: fixed}.
 *
 * @param closure {@code bingham} (default), {@code wrappedNormal}, {@code isotropic} or {@code quadratic}
 */
@Buildable
public record FixedOptions(@Nullable String closure) implements ClosureOptions {
    private static final Map<String, TensorClosure> KNOWN = Map.of(
            "bingham", TensorClosure.BINGHAM,
            "wrappedNormal", TensorClosure.WRAPPED_NORMAL,
            "isotropic", TensorClosure.ISOTROPIC,
            "quadratic", TensorClosure.QUADRATIC);

    /** Fills in the default and rejects what is not known. */
    public FixedOptions {
        closure = closure == null ? "bingham" : closure;
        UserError.oneOf(
                "field.closure", closure, KNOWN.keySet().stream().sorted().toList());
    }

    @Override
    public ClosureModel build(NDManager owner, int points, long seed) {
        return new FixedClosure(owner, KNOWN.get(closure));
    }
}
