package io.fieldwork.fields.modulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a {@link ModulatedNetwork}.
 *
 * @param widths in, hidden..., out
 * @param activation between layers
 * @param output of the last one
 * @param normalised whether each point's hidden numbers are brought to mean 0 and variance 1 before they are scaled; no other point counts,
 *     so that the value at a point does not depend on the batch
 * @param grid over which the hidden layers are scaled and shifted, or null for a plain network
 */
public record NetworkLayout(
        List<Integer> widths,
        Activation activation,
        Activation output,
        boolean normalised,
        @Nullable ModulationGrid grid) {
    private static final double EPSILON = 1e-5;

    /** A function of each number. */
    public enum Activation {
        /** None: a layer is linear. */
        NONE("%s"),
        /** max(0, z). */
        RELU("torch.relu(%s)"),
        /** 1 / (1 + exp(-z)). */
        SIGMOID("torch.sigmoid(%s)"),
        /** Hyperbolic tangent, for equations. */
        TANH("torch.tanh(%s)");

        private final String call;

        Activation(String call) {
            this.call = call;
        }

        private String of(String argument) {
            return call.formatted(argument);
        }
    }

    /** Rejects networks without layers. */
    public NetworkLayout {
        widths = List.copyOf(widths);
        if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("a network of the widths " + widths);
        }
    }

    /** {@return the number of layers that are scaled and shifted: all but the last} */
    public int hidden() {
        return widths.size() - 2;
    }

    /** The network as TorchScript: {@code network(h, c[, table], w0, b0, w1, b1, ...)}. */
    String script() {
        StringBuilder arguments = new StringBuilder("h: Tensor, c: Tensor");
        arguments.append(grid == null ? "" : ", table: Tensor");
        StringBuilder body = new StringBuilder(grid == null ? "" : "  m = (self).lookup(c, table)\n");
        for (int l = 0; l <= hidden(); l++) {
            arguments.append(", w%1$d: Tensor, b%1$d: Tensor".formatted(l));
            String from = l == 0 ? "h" : "h" + (l - 1);
            body.append("  z%1$d = torch.linear(%2$s, w%1$d, b%1$d)\n".formatted(l, from));
            body.append("  h%d = %s\n".formatted(l, l == hidden() ? output.of("z" + l) : activation.of(hidden(l))));
        }
        return (grid == null ? "" : grid.lookup())
                + "def network(self, %s) -> Tensor:\n%s  return h%d\n".formatted(arguments, body, hidden());
    }

    /** A layer between its linear map and its activation. */
    private String hidden(int layer) {
        String plain = "z" + layer;
        String norm = normalised
                ? "torch.layer_norm(%s, [%d], None, None, %s)".formatted(plain, widths.get(layer + 1), EPSILON)
                : plain;
        return grid == null
                ? norm
                : "torch.addcmul(torch.slice(m, 1, %d, %d), %s, torch.slice(m, 1, %d, %d))"
                        .formatted(2 * layer + 1, 2 * layer + 2, norm, 2 * layer, 2 * layer + 1);
    }
}
