package io.fieldwork.pde.operator;

import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.UserError;

/** Layer normalisation: each sample to mean 0 and variance 1 (Ba, Kiros, Hinton 2016), then gain and shift. */
record LayerNorm(String affine) {
    private static final double EPSILON = 1e-5;

    String write(OperatorScript script, String name, String x, int channels, GridSize grid) {
        if (affine.equals("none")) {
            return normal(script, x, channels, grid, "None", "None");
        }
        boolean pixel = affine.equals("pixel");
        Shape shape = pixel ? new Shape(channels, grid.height(), grid.width()) : new Shape(channels, 1, 1);
        OperatorScript.Weight gain = script.weight(name + "/gain", Initializer.constant(1), shape.getShape());
        OperatorScript.Weight shift = script.weight(name + "/shift", Initializer.constant(0), shape.getShape());
        Shape made = gain.shape();
        if (!made.equals(shape)) {
            throw new UserError("This operator has a gain for every point of a grid of %d x %d and does not run on %s;"
                            .formatted(made.get(1), made.get(2), grid)
                    + " one trained with field.affine channel or none does.");
        }
        return pixel
                ? normal(script, x, channels, grid, gain, shift)
                : script.let(
                        "torch.add(torch.mul(%s, %s), %s)",
                        normal(script, x, channels, grid, "None", "None"), gain, shift);
    }

    private static String normal(
            OperatorScript script, String x, int channels, GridSize grid, Object gain, Object shift) {
        String call = "torch.layer_norm(%s, [%d, %d, %d], %s, %s, " + EPSILON + ")";
        return script.let(call, x, channels, grid.height(), grid.width(), gain, shift);
    }
}
