package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.jet.kernel.SoftplusNetwork;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of a signed distance with features (IDR, Yariv et al. 2020; VolSDF): softplus of sharpness 100 between layers whose matrices
 * have a length and a direction for each unit (weight normalisation, Salimans, Kingma 2016). It begins as about a ball (geometric
 * initialisation; Atzmon, Lipman 2020, SAL): the first three inputs are the point, and what is beside them begins without weight.
 */
final class DistanceNetwork {
    private static final double SHARPNESS = 100;
    private static final double SPREAD = 1e-4;
    private static final String NORMALISED = """
            def matrix(self, v: Tensor, g: Tensor) -> Tensor:
              return torch.mul(v, torch.div(g, torch.norm(v, 2, [0])))

            def first(self, w: Tensor, b: Tensor) -> Tuple[Tensor, Tensor]:
              return (torch.contiguous(torch.slice(w, 1, 0, 1)), torch.slice(b, 0, 0, 1))
            """;

    private final NDManager manager;
    private final Script script;
    private final Operation value;
    private final Operation slope;
    private final List<Parameter> parameters = new ArrayList<>();

    /**
     * A network that begins as a ball.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param kernels of the network
     * @param in number of inputs, the point first
     * @param sizes of the layers
     */
    DistanceNetwork(NDManager owner, JetKernels kernels, int in, SurfaceOptions sizes, long seed) {
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, NORMALISED);
        SoftplusNetwork network = new SoftplusNetwork(SHARPNESS, sizes.depth() + 1, sizes.skip());
        this.value = kernels.value(network);
        this.slope = kernels.slope(network);
        int width = sizes.width();
        for (int k = 0; k < sizes.depth(); k++) {
            boolean again = k > 0 && k == sizes.skip();
            int out = k + 1 == sizes.skip() ? width - in : width;
            int plain = k == 0 ? 3 : again ? width - in + 3 : width;
            layer(k, k == 0 ? in : width, out, plain, Draws.of(seed, "distance", k), 0, Math.sqrt(2.0 / out), 0);
        }
        double sign = sizes.inside() ? -1 : 1;
        double mean = sign * Math.sqrt(Math.PI / width);
        Draws draws = Draws.of(seed, "distance", sizes.depth());
        layer(sizes.depth(), width, 1 + sizes.features(), width, draws, mean, SPREAD, -sign * sizes.radius());
    }

    /** A layer whose inputs behind the first {@code plain} ones have no weight at first. */
    private void layer(int k, int in, int out, int plain, Draws draws, double mean, double deviation, double shift) {
        float[] matrix = new float[in * out];
        float[] lengths = new float[out];
        float[] bias = new float[out];
        for (int j = 0; j < out; j++) {
            double square = 0;
            for (int i = 0; i < plain; i++) {
                double weight = mean + deviation * draws.normal((long) i * out + j);
                matrix[i * out + j] = (float) weight;
                square += weight * weight;
            }
            lengths[j] = (float) Math.sqrt(square);
            bias[j] = (float) shift;
        }
        add(k + "/direction", manager.create(matrix, new Shape(in, out)));
        add(k + "/length", manager.create(lengths));
        add(k + "/bias", manager.create(bias));
    }

    private void add(String name, NDArray value) {
        Scopes.keep(value);
        parameters.add(new Parameter("distance/" + name, value, Parameter.Group.DENSE));
    }

    /** The first value [n] at inputs [n, in], without a history. */
    NDArray value(NDArray x) {
        try (Tape off = Tape.forwardOnly()) {
            List<NDArray> operands = operands(x);
            int last = operands.size() - 2;
            NDArray[] first = script.call("first", operands.get(last), operands.get(last + 1));
            operands.set(last, first[0]);
            operands.set(last + 1, first[1]);
            return value.apply(off, operands.toArray(NDArray[]::new))[0].reshape(-1);
        }
    }

    /** All values [n, 1 + features] at inputs [n, in], and the gradient [n, in] of the first one. */
    NDArray[] slope(Tape tape, NDArray x) {
        return slope.apply(tape, operands(x).toArray(NDArray[]::new));
    }

    /** All values [n, 1 + features] at inputs [n, in]. */
    NDArray values(Tape tape, NDArray x) {
        return value.apply(tape, operands(x).toArray(NDArray[]::new))[0];
    }

    private List<NDArray> operands(NDArray x) {
        List<NDArray> operands = new ArrayList<>(List.of(x));
        for (int k = 0; k < parameters.size(); k += 3) {
            operands.add(script.call(
                            "matrix",
                            parameters.get(k).value(),
                            parameters.get(k + 1).value())[0]);
            operands.add(parameters.get(k + 2).value());
        }
        return operands;
    }

    List<Parameter> parameters() {
        return parameters;
    }
}
