package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layer operations on jets [slots, n, width]: matrix products by the engine, everything between them by the
 * kernels. A linear map acts on every slot alike, only its bias belongs to the value alone.
 */
final class Layers {
    private static final String TEXT = """
        def scale(self, v: Tensor, g: Tensor) -> Tensor:
          return torch.mul(v, g)

        def linear(self, jet: Tensor, w: Tensor) -> Tensor:
          y = torch.mm(torch.reshape(jet, [-1, torch.size(w, 0)]), w)
          return torch.reshape(y, [torch.size(jet, 0), torch.size(jet, 1), torch.size(w, 1)])

        def affine(self, jet: Tensor, w: Tensor, b: Tensor) -> Tensor:
          y = (self).linear(jet, w)
          return torch.cat([torch.add(torch.slice(y, 0, 0, 1), b), torch.slice(y, 0, 1)], 0)

        def outer(self, a: Tensor, d: Tensor) -> Tensor:
          return torch.flatten(torch.bmm(torch.permute(a, [1, 2, 0]), torch.permute(d, [1, 0, 2])), 1)

        def back(self, d: Tensor, w: Tensor) -> Tensor:
          return torch.matmul(d, torch.t(w))

        def blend(self, x: Tensor, h: Tensor, alpha: Tensor) -> Tensor:
          return torch.add(x, torch.mul(alpha, torch.sub(h, x)))

        def twice(self, w: Tensor) -> Tensor:
          return torch.cat([w, w], 1)
        """;

    private record Key(@Nullable Activation function, Slots slots) {}

    private final JetKernels kernels;
    private final Script script;
    private final Map<Key, Operation> operations = new HashMap<>();

    /**
     * Layers without parameters.
     *
     * @param manager owner of the compiled scripts
     * @param kernels of the operations between the products
     */
    Layers(NDManager manager, JetKernels kernels) {
        this.kernels = kernels;
        this.script = Script.compile(manager, TEXT);
    }

    /** The matrix of a layer [in, out], formed in the graph so that gradients reach its factors. */
    NDArray matrix(Linear layer) {
        return layer.factor() == null
                ? layer.weight().value()
                : script.call("scale", layer.weight().value(), layer.factor().value())[0];
    }

    /** x W + b. */
    NDArray affine(Linear layer, NDArray jet) {
        return script.call("affine", jet, matrix(layer), layer.bias().value())[0];
    }

    /** x W without gradients, [slots, n, out]. */
    NDArray product(Linear layer, NDArray jet) {
        return script.call("linear", jet, layer.weight().value().stopGradient())[0];
    }

    /** The sum over slots of the outer products of each point's rows: a [slots, n, i], d [slots, n, o] to [n, i o]. */
    NDArray outer(NDArray a, NDArray d) {
        return script.call("outer", a, d)[0];
    }

    /** From the derivative with respect to x W to that with respect to x. */
    NDArray back(Linear layer, NDArray derivative) {
        return script.call("back", derivative, layer.weight().value().stopGradient())[0];
    }

    /** f(x W + b). */
    NDArray activated(Tape tape, Activation function, Linear layer, NDArray jet, Slots slots) {
        NDArray z = script.call("linear", jet, matrix(layer))[0];
        return activation(function, slots).apply(tape, z, layer.bias().value())[0];
    }

    /** sin(x [B, B] + phase), the cosines and sines of x B where the phase is pi/2 for the first half. */
    NDArray waves(Tape tape, Parameter frequencies, NDArray phase, NDArray jet, Slots slots) {
        NDArray both = script.call("twice", frequencies.value())[0];
        NDArray z = script.call("linear", jet, both)[0];
        return activation(Activation.SIN, slots).apply(tape, z, phase)[0];
    }

    /** v + z (u - v). */
    NDArray gate(Tape tape, NDArray z, NDArray u, NDArray v, Slots slots) {
        return operations.computeIfAbsent(new Key(null, slots), key -> kernels.gate(slots))
                .apply(tape, z, u, v)[0];
    }

    /** x + alpha (h - x). */
    NDArray blend(NDArray x, NDArray h, Parameter alpha) {
        return script.call("blend", x, h, alpha.value())[0];
    }

    Operation activation(Activation function, Slots slots) {
        return operations.computeIfAbsent(new Key(function, slots), key -> kernels.activation(function, slots));
    }
}
