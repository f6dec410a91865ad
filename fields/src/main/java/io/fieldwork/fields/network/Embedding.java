package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.UserError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The input embedding of coordinates as features of a network. A coordinate with a period becomes the first terms of
 * its Fourier series, so that the network is periodic with all its derivatives (Dong, Ni 2021, arXiv 2007.07442); time
 * is mapped to [0, 1] and any other coordinate to [-1, 1]. Nothing here is trained, and the derivatives are exact.
 */
final class Embedding {
    private final NDManager manager;
    private final List<Feature> features;
    private final Map<Slots, Script> scripts = new HashMap<>();

    /** An embedding, given the number of terms of a periodic coordinate. The manager owns the compiled scripts. */
    Embedding(NDManager manager, Inputs inputs, int harmonics) {
        this.manager = manager;
        this.features =
                inputs.axes().stream().map(axis -> Feature.of(axis, harmonics)).toList();
    }

    /** Number of features m. */
    int width() {
        return features.stream().mapToInt(Feature::width).sum();
    }

    /**
     * The columns of the features of the periodic coordinate: the first and the one after the last.
     *
     * @throws UserError if there is not exactly one such coordinate, and another one beside it
     */
    int[] harmonics() {
        int[] periodic = IntStream.range(0, features.size())
                .filter(i -> features.get(i) instanceof Feature.Harmonics)
                .toArray();
        if (periodic.length != 1 || features.size() < 2) {
            throw new UserError("field.type is spectral, but of the " + features.size() + " coordinates "
                    + periodic.length + " are periodic; expected one, and at least one other.");
        }
        int first = features.subList(0, periodic[0]).stream()
                .mapToInt(Feature::width)
                .sum();
        return new int[] {first, first + features.get(periodic[0]).width()};
    }

    /** From x [n, d] to the features' jet [slots, n, m], owned by the manager of x. */
    NDArray jet(NDArray x, Slots slots) {
        return scripts.computeIfAbsent(slots, s -> Script.compile(manager, script(stacked(s))))
                .call("embed", x)[0];
    }

    /** A method {@code embed} from x [n, d] to the features [n, m]. */
    String script() {
        return script(slot(Derivative.value(features.size())));
    }

    private String script(String result) {
        String lines = IntStream.range(0, features.size())
                .mapToObj(i -> "  x%1$d = torch.slice(x, 1, %1$d, %2$d)\n".formatted(i, i + 1)
                        + features.get(i).lines(i))
                .collect(Collectors.joining());
        return "def embed(self, x: Tensor) -> Tensor:\n" + lines + "  return " + result + "\n";
    }

    private String stacked(Slots slots) {
        return slots.derivatives().stream().map(this::slot).collect(Collectors.joining(", ", "torch.stack([", "], 0)"));
    }

    /** A feature depends on one coordinate alone, so only the features of that coordinate have a derivative in it. */
    private String slot(Derivative derivative) {
        return IntStream.range(0, features.size())
                .mapToObj(i -> column(derivative, i))
                .collect(Collectors.joining(", ", "torch.cat([", "], 1)"));
    }

    private String column(Derivative derivative, int axis) {
        int order = derivative.orders().get(axis);
        String own = features.get(axis).derivative(axis, order);
        return order == derivative.order()
                ? own
                : "torch.zeros_like(" + features.get(axis).derivative(axis, 0) + ")";
    }
}
