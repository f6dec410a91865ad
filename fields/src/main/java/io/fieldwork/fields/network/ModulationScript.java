package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.ScriptBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The jet of gamma norm(z) + beta as script text. The slots of a point's centred numbers are the rows of a matrix C [slots, width]. Variance is a
 * sum of entries of C C' / width (Leibniz), its root a chain rule, and norm(z) gamma a triangular matrix times C: what is wide is two small products a
 * point, all else are single numbers.
 */
final class ModulationScript {
    /** Added to the variance. */
    static final double EPSILON = 1e-5;

    private final ScriptBuilder text = new ScriptBuilder();
    private final JetRules rules;

    private ModulationScript(Slots slots) {
        this.rules = JetRules.of(slots);
    }

    /** A method {@code modulate} from z [slots, n, width] and gamma and beta of a layer [n, slots, 2] to the jet [slots, n, width]. */
    static String of(Slots slots, boolean normalised) {
        ModulationScript script = new ModulationScript(slots);
        return script.text.method("modulate", 1, script.layer(normalised));
    }

    private String layer(boolean normalised) {
        String z = text.let("torch.permute(x, [1, 0, 2])");
        String c = normalised ? text.let("torch.sub(%s, torch.mean(%s, [2], True))", z, z) : z;
        List<String> gamma = each(k -> text.let("torch.select(torch.select(p0, 2, 0), 1, %d)", k));
        List<String> scale = normalised ? product(root(variance(c)), gamma) : gamma;
        String y = text.let("torch.add(torch.bmm(%s, %s), torch.slice(p0, 2, 1, 2))", matrix(scale), c);
        return text.let("torch.contiguous(torch.permute(%s, [1, 0, 2]))", y);
    }

    private List<String> each(IntFunction<String> value) {
        return IntStream.range(0, rules.slots().size()).mapToObj(value).toList();
    }

    private List<String> variance(String c) {
        String gram = text.let("torch.div(torch.bmm(%s, torch.transpose(%s, 1, 2)), torch.size(%s, 2))", c, c, c);
        return each(k -> {
            List<String> terms = rules.product().get(k).stream()
                    .map(pair -> "torch.mul(torch.select(torch.select(%s, 1, %d), 1, %d), %d)"
                            .formatted(gram, pair.left(), pair.right(), pair.coefficient()))
                    .toList();
            String sum = text.let(sum(terms));
            return k == 0 ? text.let("torch.add(%s, %s)", sum, EPSILON) : sum;
        });
    }

    /** The jet of v^(-1/2). */
    private List<String> root(List<String> v) {
        List<String> outer = new ArrayList<>(List.of(text.let("torch.rsqrt(%s)", v.getFirst())));
        for (int order = 1; order <= rules.slots().order(); order++) {
            outer.add(text.let("torch.mul(torch.div(%s, %s), %s)", outer.getLast(), v.getFirst(), 0.5 - order));
        }
        return each(k -> {
            List<String> terms = rules.chain().get(k).stream()
                    .map(term -> times(term.coefficient(), outer.get(term.order()), term.factors(), v))
                    .toList();
            return text.let(sum(terms));
        });
    }

    private static String times(int coefficient, String outer, List<Integer> factors, List<String> v) {
        String product = "torch.mul(%s, %d)".formatted(outer, coefficient);
        for (int factor : factors) {
            product = "torch.mul(%s, %s)".formatted(product, v.get(factor));
        }
        return product;
    }

    private List<String> product(List<String> a, List<String> b) {
        return each(k -> text.let(sum(rules.product().get(k).stream()
                .map(pair -> "torch.mul(torch.mul(%s, %s), %d)"
                        .formatted(a.get(pair.left()), b.get(pair.right()), pair.coefficient()))
                .toList())));
    }

    /** The matrix [n, slots, slots] that multiplies jets by one of single numbers. */
    private String matrix(List<String> scale) {
        String zero = text.let("torch.zeros_like(%s)", scale.getFirst());
        String rows = IntStream.range(0, scale.size())
                .mapToObj(k -> IntStream.range(0, scale.size())
                        .mapToObj(right -> entry(k, right, scale, zero))
                        .collect(Collectors.joining(", ", "torch.stack([", "], 1)")))
                .collect(Collectors.joining(", ", "torch.stack([", "], 1)"));
        return text.let(rows);
    }

    private String entry(int slot, int right, List<String> scale, String zero) {
        return rules.product().get(slot).stream()
                .filter(pair -> pair.right() == right)
                .map(pair -> "torch.mul(%s, %d)".formatted(scale.get(pair.left()), pair.coefficient()))
                .findFirst()
                .orElse(zero);
    }

    private static String sum(List<String> terms) {
        return terms.stream()
                .reduce((a, b) -> "torch.add(%s, %s)".formatted(a, b))
                .orElseThrow();
    }
}
