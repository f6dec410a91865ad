package io.fieldwork.fields.jet.kernel;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A fully connected network y = h_k W_k + b_k of hidden layers h_j = ln(1 + exp(sharpness z_j)) / sharpness with z_j = h_(j-1) W_j + b_j,
 * as signed distances have it (Gropp et al. 2020, "Implicit geometric regularization").
 *
 * @param sharpness of the softplus
 * @param layers number of matrices k, 2 or more
 * @param skip number of matrices after which the input joins the hidden layer again, both divided by the root of 2; 0 for never
 */
public record SoftplusNetwork(double sharpness, int layers, int skip) {
    /** Rejects what is no network. */
    public SoftplusNetwork {
        if (!(sharpness > 0) || layers < 2 || skip < 0 || skip >= layers - 1) {
            throw new IllegalArgumentException(
                    "no network of " + layers + " layers, sharpness " + sharpness + " and skip " + skip);
        }
    }

    /** A method {@code value(x, w0, b0, w1, b1, ...)} by the engine's operators. */
    String valueScript() {
        return "def value(self, x: Tensor" + parameters() + ") -> Tensor:\n" + forward(false) + "  return y\n";
    }

    /**
     * A method {@code slope(x, w0, b0, w1, b1, ...)} by the engine's operators: the values and the gradient of the first of them, which is
     * written out layer by layer from the last to the first.
     */
    String slopeScript() {
        StringBuilder text = new StringBuilder();
        int last = layers - 1;
        line(text, "a%d = torch.unsqueeze(torch.select(w%d, 1, 0), 0)", last, last);
        for (int k = last - 1; k >= 0; k--) {
            line(text, "r%d = torch.mul(s%d, a%d)", k, k, k + 1);
            line(text, "a%d = torch.mm(r%d, torch.t(w%d))", k, k, k);
            if (k > 0 && k == skip) {
                line(text, "b = torch.mul(a%d, %s)", k, Math.sqrt(0.5));
                line(text, "a%d = torch.slice(b, 1, 0, torch.size(h%d, 1))", k, k);
                line(text, "joined = torch.slice(b, 1, torch.size(h%d, 1))", k);
            }
        }
        String slope = skip > 0 ? "torch.add(a0, joined)" : "a0";
        return "def slope(self, x: Tensor" + parameters() + ") -> Tuple[Tensor, Tensor]:\n" + forward(true) + text
                + "  return (y, " + slope + ")\n";
    }

    private String forward(boolean slopes) {
        StringBuilder text = new StringBuilder();
        line(text, "h0 = x");
        for (int k = 0; k < layers - 1; k++) {
            String in =
                    k > 0 && k == skip ? "torch.mul(torch.cat([h%d, x], 1), %s)".formatted(k, Math.sqrt(0.5)) : "h" + k;
            line(text, "z%d = torch.addmm(b%d, %s, w%d)", k, k, in, k);
            if (slopes) {
                line(text, "s%d = torch.sigmoid(torch.mul(z%d, %s))", k, k, sharpness);
            }
            line(text, "h%d = torch.softplus(z%d, %s, 20)", k + 1, k, sharpness);
        }
        line(text, "y = torch.addmm(b%d, h%d, w%d)", layers - 1, layers - 1, layers - 1);
        return text.toString();
    }

    private String parameters() {
        return IntStream.range(0, layers)
                .mapToObj(", w%1$d: Tensor, b%1$d: Tensor"::formatted)
                .collect(Collectors.joining());
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append("  ").append(format.formatted(arguments)).append('\n');
    }
}
