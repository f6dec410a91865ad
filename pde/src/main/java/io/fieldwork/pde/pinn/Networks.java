package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.network.DerivativeEngine;
import io.fieldwork.fields.network.Evaluation;
import io.fieldwork.fields.network.Inputs;
import io.fieldwork.fields.network.Network;
import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The networks of the unknowns: one for those that depend on the same coordinates. Together they have one jet [slots, n, c],
 * in which derivatives in other coordinates are zero.
 */
final class Networks implements AutoCloseable {
    private static final String ASSEMBLY = """
            def spread(self, jet: Tensor, slots: Tensor) -> Tensor:
              zero = torch.zeros_like(torch.slice(jet, 0, 0, 1))
              return torch.index_select(torch.cat([jet, zero], 0), 0, slots)

            def beside(self, left: Tensor, right: Tensor) -> Tensor:
              return torch.cat([left, right], 2)

            def columns(self, jet: Tensor, order: Tensor) -> Tensor:
              return torch.index_select(jet, 2, order)

            def chosen(self, jet: Tensor, slots: Tensor, order: Tensor) -> Tensor:
              return torch.index_select(torch.index_select(jet, 0, slots), 2, order)
            """;

    private final NDManager manager;
    private final Script script;
    private final int coordinates;
    private final List<Part> parts = new ArrayList<>();
    private final NDArray order;

    /** The network of the unknowns of some indices, in the coordinates of some indices. */
    private record Part(Network network, DerivativeEngine engine, int[] axes, long[] unknowns, String name) {
        /** The derivatives in its own coordinates. */
        Slots slots(Slots all) {
            return new Slots(all.derivatives().stream()
                    .filter(d ->
                            d.order() == orders(d).stream().mapToInt(o -> o).sum())
                    .map(d -> new Derivative(orders(d)))
                    .toList());
        }

        private List<Integer> orders(Derivative d) {
            return Arrays.stream(axes).mapToObj(d.orders()::get).toList();
        }

        /** For each of all slots its own, or the number of its own for none. */
        long[] spread(Slots all, Slots own) {
            return all.derivatives().stream()
                    .mapToLong(d ->
                            d.order() == orders(d).stream().mapToInt(o -> o).sum()
                                    ? own.of(new Derivative(orders(d)))
                                    : own.size())
                    .toArray();
        }

        /** Its own coordinates [n, axes] of points, kept with them. */
        NDArray x(PointSet points) {
            if (axes.length == points.dimensions()) {
                return points.x();
            }
            double[] flat = Arrays.stream(points.host())
                    .flatMapToDouble(p -> Arrays.stream(axes).mapToDouble(k -> p[k]))
                    .toArray();
            return points.array(flat, new Shape(points.size(), axes.length));
        }
    }

    /** Untrained networks; for each unknown the coordinates that it depends on are given. */
    Networks(
            NDManager manager,
            JetKernels kernels,
            NetworkOptions options,
            Inputs inputs,
            Map<String, List<String>> unknowns,
            long seed) {
        this.manager = manager;
        this.script = Script.compile(manager, ASSEMBLY);
        this.coordinates = inputs.dimensions();
        Map<List<String>, List<String>> together = new LinkedHashMap<>();
        unknowns.forEach((unknown, own) ->
                together.computeIfAbsent(own, k -> new ArrayList<>()).add(unknown));
        List<String> all = List.copyOf(unknowns.keySet());
        together.forEach((own, some) -> {
            int[] axes = own.stream()
                    .mapToInt(inputs.coordinates()::indexOf)
                    .sorted()
                    .toArray();
            Inputs mine =
                    new Inputs(Arrays.stream(axes).mapToObj(inputs.axes()::get).toList());
            Network network = options.build(manager, kernels, mine, some.size(), seed + 15485863L * parts.size());
            long[] places = some.stream().mapToLong(all::indexOf).toArray();
            String name = together.size() == 1 ? "" : String.join(".", some) + "/";
            parts.add(new Part(network, DerivativeEngine.of(manager, network, options.engine()), axes, places, name));
        });
        long[] columns = parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.unknowns))
                .toArray();
        this.order = manager.create(IntStream.range(0, columns.length)
                .mapToLong(u -> IntStream.range(0, columns.length)
                        .filter(i -> columns[i] == u)
                        .findFirst()
                        .orElseThrow())
                .toArray());
        Scopes.keep(order);
    }

    /** The trainable parameters, network after network. */
    List<Parameter> parameters() {
        return parts.stream()
                .flatMap(part -> part.network.parameters().stream()
                        .map(p -> new Parameter(part.name + p.name(), p.value(), p.group())))
                .toList();
    }

    private boolean isOne() {
        return parts.size() == 1 && parts.getFirst().axes.length == coordinates;
    }

    /** The jet of all unknowns at points that are evaluated in many steps. */
    Evaluation at(PointSet points, Slots slots) {
        if (isOne()) {
            return parts.getFirst().engine.at(points.x(), slots);
        }
        List<Evaluation> each = parts.stream()
                .map(part -> {
                    Slots own = part.slots(slots);
                    Evaluation bare = part.engine.at(part.x(points), own);
                    NDArray spread = points.indices(part.spread(slots, own));
                    return (Evaluation) tape -> script.call("spread", bare.evaluate(tape), spread)[0];
                })
                .toList();
        return tape -> {
            NDArray joined = each.stream()
                    .map(part -> part.evaluate(tape))
                    .reduce((a, b) -> script.call("beside", a, b)[0])
                    .orElseThrow();
            return script.call("columns", joined, order)[0];
        };
    }

    /** The gradients [n, P] of one number at each point, given its derivative with respect to the jet. */
    NDArray jacobian(PointSet points, Slots slots, NDArray seeds) {
        if (isOne()) {
            Network network = parts.getFirst().network;
            return network.jacobian(network.embed(points.x(), slots), slots, seeds);
        }
        NDList columns = new NDList();
        for (Part part : parts) {
            Slots own = part.slots(slots);
            long[] back = own.derivatives().stream()
                    .mapToLong(d -> position(part.spread(slots, own), own.of(d)))
                    .toArray();
            NDManager here = seeds.getManager();
            NDArray mine = script.call("chosen", seeds, here.create(back), here.create(part.unknowns))[0];
            columns.add(part.network.jacobian(part.network.embed(part.x(points), own), own, mine));
        }
        return NDArrays.concat(columns, 1);
    }

    private static int position(long[] values, long wanted) {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] == wanted)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        for (Part part : parts) {
            part.engine.close();
            part.network.close();
        }
        order.close();
    }
}
