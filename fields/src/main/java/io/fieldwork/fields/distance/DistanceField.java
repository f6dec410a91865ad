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
import java.util.ArrayList;
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

    private final NDManager manager;
    private final Box box;
    private final Script script;
    private final NDArray low;
    private final NDArray scale;
    private final NDArray half;
    private final Operation encoding;
    private final Operation network;
    private final List<Parameter> table;
    private final List<Parameter> weights;
    private final List<NDArray> fixedTable;
    private final List<NDArray> fixedWeights;

    /** A field of an encoding's operation and a network's, (x, parameters...) each; it owns the manager, which owns the parameters. */
    DistanceField(
            NDManager manager,
            Box box,
            Range range,
            Operation encoding,
            List<Parameter> table,
            Operation network,
            List<Parameter> weights) {
        this.manager = manager;
        this.box = box;
        this.encoding = encoding;
        this.network = network;
        this.table = table;
        this.weights = weights;
        script = Script.compile(manager, GLUE);
        float[] from = box.min();
        for (int k = 0; k < 3 && range == Range.AROUND_ZERO; k++) {
            from[k] += box.size()[k] / 2;
        }
        low = manager.create(from);
        scale = manager.create((float) ((range == Range.UNIT ? 1 : Math.PI) / box.longest()));
        half = manager.create(box.longest() / 2);
        fixedTable = table.stream().map(each -> each.value().stopGradient()).toList();
        fixedWeights = weights.stream().map(each -> each.value().stopGradient()).toList();
        Scopes.keep(low, scale, half);
        Stream.of(fixedTable, fixedWeights).flatMap(List::stream).forEach(Scopes::keep);
    }

    /** {@return the box where it is learned} */
    public Box box() {
        return box;
    }

    /** {@return distances [n, 1] at positions [n, 3]} */
    @Override
    public NDArray evaluate(Tape tape, NDArray x) {
        return evaluate(
                tape,
                x,
                table.stream().map(Parameter::value).toList(),
                weights.stream().map(Parameter::value).toList());
    }

    /** The same as a function of the positions alone: parameters get no gradient. */
    NDArray evaluateFixed(Tape tape, NDArray x) {
        return evaluate(tape, x, fixedTable, fixedWeights);
    }

    private NDArray evaluate(Tape tape, NDArray x, List<NDArray> entries, List<NDArray> matrices) {
        assert ShapeContract.match("n 3", x);
        NDArray placed = script.call("place", x, low, scale)[0];
        NDArray features = encoding.apply(tape, operands(placed, entries))[0];
        return script.call("scaled", network.apply(tape, operands(features, matrices))[0], half)[0];
    }

    private static NDArray[] operands(NDArray x, List<NDArray> others) {
        List<NDArray> all = new ArrayList<>(others);
        all.addFirst(x);
        return all.toArray(NDArray[]::new);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(table, weights).flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
