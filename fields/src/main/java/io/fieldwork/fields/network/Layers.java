package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Script;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layer operations on jets [slots, n, width]: matrix products by the engine, everything between them by the
 * kernels. A linear map acts on every slot alike, only its bias belongs to the value alone. Of two arrays of rows,
 * {@code outer} is the sum over slots of the outer products of each point's rows: a [slots, n, i], d [slots, n, o] to
 * [n, i o].
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

    private record Key(String name, @Nullable Activation function, Slots slots, int layers) {}

    private final JetKernels kernels;
    private final Script script;
    private final Map<Key, Operation> operations = new HashMap<>();

    /** Layers without parameters; the manager owns their compiled script. */
    Layers(NDManager manager, JetKernels kernels) {
        this.kernels = kernels;
        this.script = Script.compile(manager, TEXT);
    }

    /** A method of the text above. */
    NDArray call(String method, NDArray... arguments) {
        return script.call(method, arguments)[0];
    }

    /** The matrix of a layer [in, out], formed in the graph so that gradients reach its factors. */
    NDArray matrix(Linear layer) {
        NDArray weight = layer.weight().value();
        return layer.factor() == null
                ? weight
                : call("scale", weight, layer.factor().value());
    }

    Operation activation(Activation function, Slots slots) {
        return operations.computeIfAbsent(
                new Key("activation", function, slots, 1), key -> kernels.activation(function, slots));
    }

    Operation product(Slots slots) {
        return operations.computeIfAbsent(new Key("product", null, slots, 1), key -> kernels.product(slots));
    }

    Operation gate(Slots slots) {
        return operations.computeIfAbsent(new Key("gate", null, slots, 1), key -> kernels.gate(slots));
    }

    Operation dense(Activation function, Slots slots, int layers) {
        return operations.computeIfAbsent(
                new Key("dense", function, slots, layers), key -> kernels.dense(function, slots, layers));
    }
}
