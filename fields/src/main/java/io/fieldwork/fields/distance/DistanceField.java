package io.fieldwork.fields.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A learned signed distance in a box: an encoding of the position and a network on it. The network's output counts in half sides of the box, the
 * longest one, so that the size of a scene changes nothing.
 */
public final class DistanceField implements Field {
    private static final String GLUE = """
            def place(self, x: Tensor, low: Tensor, scale: Tensor) -> Tensor:
              return torch.mul(torch.sub(x, low), scale)

            def scaled(self, y: Tensor, half: Tensor) -> Tensor:
              return torch.mul(y, half)
            """;

    /** The coordinates that an encoding takes. */
    enum Range {
        /** From 0 to 1 along the longest side. */
        UNIT,
        /** From -pi / 2 to pi / 2 along the longest side, so that the sine of the lowest frequency does not repeat. */
        AROUND_ZERO
    }

    /**
     * What makes distances of coordinates.
     *
     * @param range of the coordinates
     * @param encoding (x, entries...) to features
     * @param entries its parameters
     * @param network (features, weights...) to y [n, 1]
     * @param weights its parameters
     * @param slope (x, entries..., weights...) to y [n] and dy/dx [n, 3]
     */
    record Architecture(
            Range range,
            Operation encoding,
            List<Parameter> entries,
            Operation network,
            List<Parameter> weights,
            Operation slope) {}

    private final NDManager manager;
    private final Box box;
    private final Architecture architecture;
    private final Script script;
    private final NDArray low;
    private final NDArray scale;
    private final NDArray half;
    private final NDArray steepness;

    /** A field in a box; it owns the manager, which owns the parameters. */
    DistanceField(NDManager manager, Box box, Architecture architecture) {
        this.manager = manager;
        this.box = box;
        this.architecture = architecture;
        script = Script.compile(manager, GLUE);
        boolean unit = architecture.range == Range.UNIT;
        float[] from = box.min();
        for (int k = 0; k < 3 && !unit; k++) {
            from[k] += box.size()[k] / 2;
        }
        double side = unit ? 1 : Math.PI;
        low = manager.create(from);
        scale = manager.create((float) (side / box.longest()));
        half = manager.create(box.longest() / 2);
        steepness = manager.create((float) (side / 2));
        Scopes.keep(low, scale, half, steepness);
    }

    /** {@return the box where it is learned} */
    public Box box() {
        return box;
    }

    /** {@return distances [n, 1] at positions [n, 3]} */
    @Override
    public NDArray evaluate(Tape tape, NDArray x) {
        NDArray[] entries = operands(placed(x), architecture.entries);
        NDArray features = architecture.encoding.apply(tape, entries)[0];
        NDArray y = architecture.network.apply(tape, operands(features, architecture.weights))[0];
        return scaled(y, half);
    }

    /** {@return distances [n] at positions [n, 3], and their gradients [n, 3], without a history} */
    public NDArray[] slope(NDArray x) {
        try (Tape off = Tape.forwardOnly()) {
            NDArray[] found = architecture.slope.apply(off, operands(placed(x), parameters()));
            return new NDArray[] {scaled(found[0], half), scaled(found[1], steepness)};
        }
    }

    private NDArray placed(NDArray x) {
        assert ShapeContract.match("n 3", x);
        return script.call("place", x, low, scale)[0];
    }

    private NDArray scaled(NDArray y, NDArray factor) {
        return script.call("scaled", y, factor)[0];
    }

    private static NDArray[] operands(NDArray x, List<Parameter> others) {
        return Stream.concat(Stream.of(x), others.stream().map(Parameter::value))
                .toArray(NDArray[]::new);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(architecture.entries, architecture.weights)
                .flatMap(Collection::stream)
                .toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
