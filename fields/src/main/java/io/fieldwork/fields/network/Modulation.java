package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Scales and shifts of hidden layers as functions of some coordinates (CAM; Lee et al. 2024): gamma norm(z) + beta, with one gamma and one beta for a
 * layer and a point. Gamma starts as 1 and beta as 0 everywhere. No point sees another, so derivatives with respect to the coordinates exist.
 */
final class Modulation {
    private final NDManager manager;
    private final GridTaps taps;
    private final int features;
    private final int dimensions;
    private final int layers;
    private final boolean normalised;
    private final Parameter table;
    private final NDArray still;
    private final Map<Slots, Script> scripts = new HashMap<>();

    /** Modulation of the options' layers, whose embedding has some features before the taps; the manager owns its scripts. */
    Modulation(NDManager manager, Weights weights, NetworkOptions options, Inputs inputs, int features) {
        ModulationOptions own = options.modulation();
        this.manager = manager;
        this.taps = new GridTaps(inputs, own.nodes(), own.over());
        this.features = features;
        this.dimensions = inputs.dimensions();
        this.layers = options.layers();
        this.normalised = own.normalised();
        this.table = weights.table("modulation", taps.rows(), 2 * layers, own.rate(), i -> i % 2 == 0 ? 1 : 0);
        this.still = weights.constant(new Shape(options.width()), i -> 0);
    }

    /** The columns that an embedding gets behind its features [slots, n, taps + 1]. */
    NDArray columns(NDArray x, Slots slots) {
        return script(slots).call("taps", x)[0];
    }

    /** The features in an embedding [slots, n, m]. */
    NDArray features(NDArray embedded, Slots slots) {
        return script(slots).call("features", embedded)[0];
    }

    /** Gamma and beta of the layers in turn, from an embedding: [n, slots, 2 layers]. */
    NDArray lookup(NDArray embedded, Slots slots) {
        return script(slots).call("lookup", embedded, table.value())[0];
    }

    /** The jet of gamma norm(z) + beta, given z [slots, n, width] and what {@link #lookup} gave. */
    NDArray apply(int layer, NDArray z, NDArray found, Slots slots) {
        return script(slots).call("layer" + layer, z, found)[0];
    }

    /** A bias [width] that does nothing. */
    NDArray still() {
        return still;
    }

    private Script script(Slots slots) {
        return scripts.computeIfAbsent(slots, each -> Script.compile(manager, jets(each)));
    }

    private String jets(Slots slots) {
        String each = IntStream.range(0, layers)
                .mapToObj(layer -> """
                        def layer%1$d(self, z: Tensor, found: Tensor) -> Tensor:
                          return (self).modulate(z, torch.slice(found, 2, %2$d, %3$d))
                        """.formatted(layer, 2 * layer, 2 * layer + 2))
                .collect(Collectors.joining());
        return taps.script(slots)
                + taps.nodes()
                + ModulationScript.of(slots, normalised)
                + each
                + """
                def features(self, embedded: Tensor) -> Tensor:
                  return torch.slice(embedded, 2, 0, %1$d)
                def lookup(self, embedded: Tensor, table: Tensor) -> Tensor:
                  found = (self).nodes(torch.select(torch.select(embedded, 0, 0), 1, %2$d), table)
                  return torch.bmm(torch.permute(torch.slice(embedded, 2, %1$d, %2$d), [1, 0, 2]), found)
                """.formatted(features, features + taps.count());
    }

    /** Methods {@code taps}, {@code nodes} and {@code modulation}, from x [n, d] and the table to gamma and beta of the layers in turn [n, 2 layers]. */
    String script() {
        return taps.script(dimensions) + taps.nodes() + """
                def modulation(self, x: Tensor, table: Tensor) -> Tensor:
                  t = (self).taps(x)
                  found = (self).nodes(torch.select(torch.detach(t), 1, %1$d), table)
                  return torch.sum(torch.mul(torch.unsqueeze(torch.slice(t, 1, 0, %1$d), 2), found), [1])
                """.formatted(taps.count());
    }

    /** The table [nodes, 2 layers]. */
    Parameter table() {
        return table;
    }

    /**
     * Layer norm without trained numbers, appended to a script, or z. Written out, because the engine's own {@code layer_norm} takes mean and
     * deviation for constants from the third derivative on, without a word.
     */
    String normalised(NetworkScript form, String z) {
        if (!normalised) {
            return z;
        }
        String c = form.let("torch.sub(%1$s, torch.mean(%1$s, [1], True))", z);
        return form.let(
                "torch.mul(%1$s, torch.rsqrt(torch.add(torch.mean(torch.mul(%1$s, %1$s), [1], True), %2$s)))",
                c, ModulationScript.EPSILON);
    }
}
