package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.encoding.Encoding;
import io.fieldwork.fields.encoding.FrequencyEncoding;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that is outside of the unit ball: a density and a colour of the direction of a place from the middle and one over its distance, four numbers
 * of at most one (NeRF++; Zhang, Riegler, Snavely, Koltun 2020). The density is one a unit of that inverse.
 *
 * <p>Networks are those of ReLU without biases, whose inputs have a one beside them.
 */
final class OuterField {
    /** Frequencies of the four numbers; VolSDF has 10. */
    private static final int OCTAVES = 8;

    private static final String TEXT = """
            def inverted(self, x: Tensor) -> Tensor:
              distance = torch.norm(x, 2, [1], True)
              return torch.cat([torch.div(x, distance), torch.reciprocal(distance)], 1)

            def one(self, e: Tensor) -> Tensor:
              return torch.cat([e, torch.ones_like(torch.slice(e, 1, 0, 1))], 1)

            def density(self, y: Tensor) -> Tensor:
              return torch.abs(torch.select(y, 1, 0))

            def features(self, y: Tensor) -> Tensor:
              return torch.contiguous(torch.slice(y, 1, 1))

            def looks(self, features: Tensor, views: Tensor, rays: Tensor) -> Tensor:
              return self.one(torch.cat([features, torch.index_select(views, 0, rays)], 1))

            def logistic(self, y: Tensor) -> Tensor:
              return torch.sigmoid(y)
            """;

    private final Script script;
    private final Encoding position;
    private final Encoding view;
    private final FusedMlp density;
    private final FusedMlp color;

    /** An untrained one, whose networks are as wide as those of a surface; the manager owns it. */
    OuterField(NDManager manager, Kernels kernels, SurfaceOptions options, long seed) {
        this.script = Script.compile(manager, TEXT);
        this.position = new FrequencyEncoding(kernels, 4, OCTAVES);
        this.view = new FrequencyEncoding(kernels, 3, options.viewOctaves());
        int width = options.width();
        int features = options.features();
        int[] hidden = IntStream.generate(() -> width)
                .limit(Math.max(2, options.depth()))
                .toArray();
        this.density = network(manager, kernels, "outside/density", seed, position.width() + 1, hidden, 1 + features);
        int[] one = {options.colorWidth()};
        this.color = network(manager, kernels, "outside/color", seed, features + view.width() + 1, one, 3);
    }

    private static FusedMlp network(
            NDManager manager, Kernels kernels, String name, long seed, int in, int[] hidden, int out) {
        int[] widths = IntStream.concat(IntStream.concat(IntStream.of(in), IntStream.of(hidden)), IntStream.of(out))
                .toArray();
        return new FusedMlp(manager, kernels, name, Parameter.Group.DENSE, seed, widths);
    }

    /** Density [n] and features [n, f] at places [n, 3] outside of the ball. */
    NDArray[] found(Tape tape, NDArray x) {
        NDArray encoded = position.encode(tape, script.call("inverted", x)[0]);
        NDArray y = density.evaluate(tape, script.call("one", encoded)[0]);
        return new NDArray[] {script.call("density", y)[0], script.call("features", y)[0]};
    }

    /** The colour [n, 3] of features [n, f]. */
    NDArray color(Tape tape, NDArray features, Medium.Views views) {
        NDArray seen = view.encode(tape, views.directions());
        NDArray joined = script.call("looks", features, seen, views.rays())[0];
        return script.call("logistic", color.evaluate(tape, joined))[0];
    }

    List<Parameter> parameters() {
        return Stream.of(density.parameters(), color.parameters())
                .flatMap(List::stream)
                .toList();
    }
}
