package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.network.Evaluation;
import io.fieldwork.fields.network.Inputs;
import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.domain.Domain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The trial function of the unknowns over one time window: a network, and the ansatz built around it. */
final class TrialFunction implements AutoCloseable {
    private static final int CHUNK = 1 << 14;
    private static final String COLUMNS = """
            def columns(self, jet: Tensor) -> List[Tensor]:
              return torch.unbind(torch.reshape(torch.permute(jet, [0, 2, 1]), [-1, torch.size(jet, 1)]), 0)

            def ansatz(self, offset: Tensor, product: Tensor) -> Tensor:
              return torch.add(offset, product)
            """;

    private final NDManager manager;
    private final JetKernels kernels;
    private final Networks networks;
    private final int unknowns;
    private final Script script;
    private final List<String> coordinates;
    private final DataType type;
    private final @Nullable Ansatz ansatz;
    private final List<Parameter> parameters;
    private final Map<Slots, Operation> products = new HashMap<>();

    /**
     * An untrained model over a window's domain of unknowns, each with the coordinates that it depends on; the ansatz around
     * the network is null for none, the prefix goes before the names of its parameters.
     */
    TrialFunction(
            NDManager owner,
            JetKernels kernels,
            NetworkOptions options,
            Domain domain,
            Map<String, List<String>> unknowns,
            @Nullable Ansatz ansatz,
            String prefix,
            long seed) {
        this.manager = owner.newSubManager();
        this.kernels = kernels;
        this.networks = new Networks(manager, kernels, options, inputs(domain), unknowns, seed);
        this.unknowns = unknowns.size();
        this.script = Script.compile(manager, COLUMNS);
        this.coordinates = domain.coordinates();
        this.type = options.precision().equals("double") ? DataType.FLOAT64 : DataType.FLOAT32;
        this.ansatz = ansatz;
        this.parameters = networks.parameters().stream()
                .map(p -> new Parameter(prefix + p.name(), p.value(), p.group()))
                .toList();
    }

    private static Inputs inputs(Domain domain) {
        double[] lower = domain.lower();
        double[] upper = domain.upper();
        double[] periods = domain.periods();
        return new Inputs(IntStream.range(0, domain.dimensions())
                .mapToObj(i -> new Inputs.Axis(
                        domain.coordinates().get(i), lower[i], upper[i], periods[i] > 0 ? periods[i] : Double.NaN))
                .toList());
    }

    /** The trainable parameters. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** Number of unknowns. */
    int unknowns() {
        return unknowns;
    }

    /** Precision of parameters and points. */
    DataType type() {
        return type;
    }

    /** The jet of the unknowns [slots, n, c] at points that are evaluated in many steps and outlive the result. */
    Prepared at(PointSet points, Slots slots) {
        return new Prepared(points, slots);
    }

    private Operation product(Slots slots) {
        return products.computeIfAbsent(slots, kernels::product);
    }

    /** The unknowns at fixed points: u = g + phi N with a network N, or N itself. */
    final class Prepared implements Evaluation {
        private final PointSet points;
        private final Slots slots;
        private final Evaluation bare;
        private final NDArray @Nullable [] parts;

        private Prepared(PointSet points, Slots slots) {
            this.points = points;
            this.slots = slots;
            this.bare = networks.at(points, slots);
            this.parts = ansatz == null ? null : ansatz.at(points, slots);
        }

        @Override
        public NDArray evaluate(Tape tape) {
            return composed(tape, bare(tape));
        }

        /** The jet of N. */
        NDArray bare(Tape tape) {
            return bare.evaluate(tape);
        }

        /** From the jet of N to that of u. */
        NDArray composed(Tape tape, NDArray jet) {
            return parts == null
                    ? jet
                    : script.call("ansatz", parts[0], product(slots).apply(tape, jet, parts[1])[0])[0];
        }

        /** The gradient of one number at each point, given its derivative with respect to the jet of N, [n, P]. */
        NDArray jacobian(NDArray seeds) {
            return networks.jacobian(points, slots, seeds);
        }
    }

    /** Splits a jet [slots, n, c] into one array [n] for each slot and unknown, the unknown running faster. */
    NDArray[] columns(NDArray jet) {
        return script.call("columns", jet);
    }

    /** The values and derivatives [slots, n, c] at points [n][d] as numbers. */
    double[] jets(double[][] points, Slots slots) {
        int c = unknowns();
        double[] all = new double[slots.size() * points.length * c];
        for (int first = 0; first < points.length; first += CHUNK) {
            int count = Math.min(CHUNK, points.length - first);
            double[] part = chunk(Arrays.copyOfRange(points, first, first + count), slots);
            for (int s = 0; s < slots.size(); s++) {
                System.arraycopy(part, s * count * c, all, (s * points.length + first) * c, count * c);
            }
        }
        return all;
    }

    private double[] chunk(double[][] points, Slots slots) {
        try (NDManager own = manager.newSubManager();
                NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            NDArray jet =
                    at(new PointSet(own, type, coordinates, points), slots).evaluate(off);
            return jet.toType(DataType.FLOAT64, false).toDoubleArray();
        }
    }

    @Override
    public void close() {
        networks.close();
        manager.close();
    }
}
