package io.fieldwork.pde.operator;

import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.GridSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Layer normalisation: each sample to mean 0 and variance 1 (Ba, Kiros, Hinton 2016), then gain and shift. */
record LayerNorm(String affine) {
    private static final double EPSILON = 1e-5;

    String write(OperatorScript script, String name, String x, int channels, GridSize grid) {
        if (affine.equals("none")) {
            return normal(script, x, channels, grid, "None", "None");
        }
        boolean pixel = affine.equals("pixel");
        long[] points = grid.points().stream().mapToLong(n -> pixel ? n : 1).toArray();
        Shape shape = new Shape(channels).addAll(new Shape(points));
        OperatorScript.Weight gain = script.weight(name + "/gain", Initializer.constant(1), shape.getShape());
        OperatorScript.Weight shift = script.weight(name + "/shift", Initializer.constant(0), shape.getShape());
        Shape made = gain.shape();
        if (!made.equals(shape)) {
            throw new UserError("This operator has a gain for every point of a grid of %s and does not run on %s;"
                            .formatted(
                                    Arrays.stream(made.slice(1).getShape())
                                            .mapToObj(String::valueOf)
                                            .collect(Collectors.joining(" x ")),
                                    grid)
                    + " one trained with field.affine channel or none does.");
        }
        return pixel
                ? normal(script, x, channels, grid, gain, shift)
                : script.let(
                        "torch.add(torch.mul(%s, %s), %s)",
                        normal(script, x, channels, grid, "None", "None"), gain, shift);
    }

    /** Over points and then channels, as they lie in memory on the host; the engine would bring them into the other order. */
    private static String normal(
            OperatorScript script, String x, int channels, GridSize grid, Object gain, Object shift) {
        List<Integer> shape = new ArrayList<>(grid.points());
        shape.add(channels);
        return script.channelsFirst(script.let(
                "torch.layer_norm(%s, %s, %s, %s, " + EPSILON + ")",
                script.channelsLast(x),
                shape,
                behind(script, gain),
                behind(script, shift)));
    }

    /** A parameter with its channels behind the points. */
    private static Object behind(OperatorScript script, Object parameter) {
        return parameter.equals("None") ? parameter : script.let("torch.movedim(%s, 0, -1)", parameter);
    }
}
