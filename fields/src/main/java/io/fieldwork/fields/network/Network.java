package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;

/**
 * A smooth function of coordinates whose parameters are learned, together with its derivatives. Both engines evaluate
 * it: jets travel through {@link #jet}; nested differentiation compiles {@link #script}.
 */
public interface Network extends Field {
    /** {@return the number of coordinates d} */
    int inputs();

    /** {@return the number of values c} */
    int outputs();

    /** {@return values alone [n, c] at x [n, d], of the parameters' precision} */
    @Override
    default NDArray evaluate(Tape tape, NDArray x) {
        return jet(tape, x, Slots.covering(inputs(), List.of())).get(0);
    }

    /**
     * {@return values and derivatives [slots, n, c] at x [n, d], of the parameters' precision, by truncated Taylor
     * expansion}
     */
    default NDArray jet(Tape tape, NDArray x, Slots slots) {
        return propagate(tape, embed(x, slots), slots);
    }

    /**
     * The part of {@link #jet} that depends on no parameter, so that points which are used again need it once.
     *
     * @return [slots, n, m], owned by the manager of x
     */
    NDArray embed(NDArray x, Slots slots);

    /**
     * The part of {@link #jet} that depends on the parameters.
     *
     * @param embedded what {@link #embed} gave for the same slots
     * @return [slots, n, c]
     */
    NDArray propagate(Tape tape, NDArray embedded, Slots slots);

    /**
     * Gradients point by point, for Gauss-Newton and for the tangent kernel. Points do not mix, so one number at each
     * point has a gradient of its own. Gradient buffers of the parameters stay as they are.
     *
     * @param embedded what {@link #embed} gave for the same slots
     * @param slots the derivatives
     * @param seeds derivative of each point's number with respect to the values' jet, [slots, n, c]
     * @return [n, P], columns in the order of the parameters, each row-major
     * @throws io.fieldwork.fields.tensor.UserError if this network does not offer them
     */
    default NDArray jacobian(NDArray embedded, Slots slots, NDArray seeds) {
        throw new UserError(
                "This network offers no gradients point by point, which train.optimizer.type gaussnewton and"
                        + " balance.method ntk need.");
    }

    /**
     * {@return the function as TorchScript, for the nested engine and for export: one method {@code def evaluate(self,
     * x: Tensor, p0: Tensor, p1: Tensor, ...) -> Tensor} from [n, d] and the parameters in their order to [n, c], plus
     * any methods it calls}
     */
    String script();
}
