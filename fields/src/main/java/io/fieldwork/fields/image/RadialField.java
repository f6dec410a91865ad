package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.rbf.RadialFeatures;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Grids and radial bases of the plane, and a network of two hidden layers on both (NeuRBF; Chen et al. 2023, section 3): h = [grids, bases] + b, h_0 = W_0 h + c_0,
 * f_0 = h_0 + sin(m h_0) and ReLU behind it, or x sigmoid(x) in both places.
 */
final class RadialField implements Field {
    private static final int COLORS = 3;

    private final NDManager manager;
    private final Script script;
    private final List<PlaneEncoding> grids;
    private final RadialFeatures bases;
    private final List<Parameter> network = new ArrayList<>();
    private final NDArray factors;

    /**
     * The network.
     *
     * @param channels of the bases
     * @param hidden width of the hidden layers
     * @param factors least and greatest of the sines, or null for x sigmoid(x)
     */
    record Decoder(int channels, int hidden, double @Nullable [] factors) {
        String text() {
            String first = factors == null ? "torch.silu(h)" : "torch.add(h, torch.sin(torch.mul(h, factors)))";
            String second = factors == null ? "torch.silu" : "torch.relu";
            return """
                def decode(self, h: Tensor, factors: Tensor, b: Tensor, w0: Tensor, c0: Tensor, w1: Tensor, c1: Tensor, w2: Tensor, c2: Tensor) -> Tensor:
                  h = torch.addmm(c0, torch.add(h, b), torch.t(w0))
                  f = %s
                  g = %s(torch.addmm(c1, f, torch.t(w1)))
                  return torch.addmm(c2, g, torch.t(w2))
                """.formatted(first, second);
        }
    }

    /**
     * A field of random parameters; a sub-manager of the owner owns it.
     */
    RadialField(
            NDManager owner,
            Function<NDManager, List<PlaneEncoding>> grids,
            Function<NDManager, RadialFeatures> bases,
            Decoder decoder,
            long seed) {
        this.manager = Scopes.under(owner);
        this.script = Script.compile(manager, decoder.text());
        this.grids = grids.apply(manager);
        this.bases = bases.apply(manager);
        double @Nullable [] range = decoder.factors;
        this.factors = manager.create(
                range == null ? new float[] {1} : RadialFeatures.factors(decoder.hidden, range[0], range[1]));
        Scopes.keep(this.factors);
        int in = decoder.channels
                + this.grids.stream().mapToInt(PlaneEncoding::width).sum();
        add("shift", new Shape(in), 1e-4, seed);
        int[] widths = {in, decoder.hidden, decoder.hidden, COLORS};
        for (int l = 0; l < 3; l++) {
            double bound = 1 / Math.sqrt(widths[l]);
            add("weight/" + l, new Shape(widths[l + 1], widths[l]), bound, seed);
            add("bias/" + l, new Shape(widths[l + 1]), bound, seed);
        }
    }

    private void add(String name, Shape shape, double bound, long seed) {
        float[] values = Draws.of(seed, name, 0).around((int) shape.size(), bound);
        NDArray value = manager.create(values, shape);
        Scopes.keep(value);
        network.add(new Parameter(name, value, Parameter.Group.DENSE));
    }

    @Override
    public NDArray evaluate(Tape tape, NDArray x) {
        assert ShapeContract.match("n 2", x);
        NDArray radial = bases.evaluate(tape, x);
        NDArray[] features = Stream.concat(grids.stream().map(grid -> grid.encode(x)), Stream.of(radial))
                .toArray(NDArray[]::new);
        NDArray all = NDArrays.concat(new NDList(features), 1);
        NDArray[] operands = Stream.concat(
                        Stream.of(all, factors), network.stream().map(Parameter::value))
                .toArray(NDArray[]::new);
        return script.call("decode", operands)[0];
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(grids.stream().map(PlaneEncoding::table), Stream.of(bases.numbers()), network.stream())
                .flatMap(parameters -> parameters)
                .toList();
    }

    @Override
    public void close() {
        bases.close();
        manager.close();
    }
}
