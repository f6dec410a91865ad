package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.ScriptBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The script text that differentiates a network by nested calls of the engine's {@code grad}. */
final class NestedScript {
    /**
     * The gradient [n, d] of a column [n] whose entries depend on their own row of x alone. Where there is no path from
     * x the gradient is zero: derivatives of a linear function end in constants.
     */
    private static final String SLOPE = """
        def slope(self, y: Tensor, x: Tensor) -> Tensor:
          if y.requires_grad:
            g = torch.autograd.grad([torch.sum(y)], [x], None, None, True, True)[0]
            if torch.__is__(g, None):
              some = torch.zeros_like(x)
            else:
              some = unchecked_cast(Tensor, g)
            r = some
          else:
            r = torch.zeros_like(x)
          return r
        """;

    private NestedScript() {}

    /** A method {@code derivatives} from (x [n, d], parameters...) to [slots, n, c], and what it calls. */
    static String of(Network network, Slots slots) {
        int count = network.parameters().size();
        String arguments = IntStream.range(0, count).mapToObj(i -> ", p" + i).collect(Collectors.joining());
        StringBuilder text = new StringBuilder("""
            def derivatives(self, points: Tensor%s) -> Tensor:
              recording = torch.is_grad_enabled()
              _0 = torch.set_grad_enabled(True)
              x = torch.requires_grad_(torch.detach(points))
              u = (self).evaluate(x%s)
            """.formatted(ScriptBuilder.signature(count), arguments));
        Map<Derivative, Derivative> parents = parents(slots);
        for (int output = 0; output < network.outputs(); output++) {
            column(text, slots, parents, output);
        }
        text.append("  jet = ").append(stacked(slots, network.outputs())).append('\n');
        return network.script() + "\n" + SLOPE + "\n" + text + """
              _1 = torch.set_grad_enabled(recording)
              if recording:
                result = jet
              else:
                result = torch.detach(jet)
              return result
            """;
    }

    /** The statements for every slot of one output {@code uOUTPUT_SLOT} [n]. */
    private static void column(StringBuilder text, Slots slots, Map<Derivative, Derivative> parents, int output) {
        for (int slot = 0; slot < slots.size(); slot++) {
            Derivative derivative = slots.derivatives().get(slot);
            String source = slot == 0
                    ? "torch.select(u, 1, %d)".formatted(output)
                    : "torch.select(g%d_%d, 1, %d)"
                            .formatted(
                                    output,
                                    slots.of(parents.get(derivative)),
                                    axis(derivative, parents.get(derivative)));
            text.append("  u%d_%d = %s\n".formatted(output, slot, source));
            if (parents.containsValue(derivative)) {
                text.append("  g%1$d_%2$d = (self).slope(u%1$d_%2$d, x)\n".formatted(output, slot));
            }
        }
    }

    /** The lower derivative from which each one is taken; one that is differentiated anyway is preferred. */
    private static Map<Derivative, Derivative> parents(Slots slots) {
        Map<Derivative, Derivative> parents = new LinkedHashMap<>();
        for (boolean mixed : new boolean[] {false, true}) {
            for (Derivative derivative : slots.derivatives()) {
                long axes = derivative.orders().stream().filter(o -> o > 0).count();
                if (derivative.order() > 0 && axes > 1 == mixed) {
                    parents.put(derivative, parent(derivative, parents));
                }
            }
        }
        return parents;
    }

    private static Derivative parent(Derivative derivative, Map<Derivative, Derivative> chosen) {
        List<Derivative> lower = IntStream.range(0, derivative.dimensions())
                .filter(axis -> derivative.orders().get(axis) > 0)
                .mapToObj(derivative::lower)
                .toList();
        return lower.stream().filter(chosen::containsValue).findFirst().orElse(lower.getFirst());
    }

    private static int axis(Derivative derivative, Derivative parent) {
        return IntStream.range(0, derivative.dimensions())
                .filter(i -> derivative.orders().get(i) > parent.orders().get(i))
                .findFirst()
                .orElseThrow();
    }

    private static String stacked(Slots slots, int outputs) {
        return IntStream.range(0, slots.size())
                .mapToObj(slot -> IntStream.range(0, outputs)
                        .mapToObj(output -> "u%d_%d".formatted(output, slot))
                        .collect(Collectors.joining(", ", "torch.stack([", "], 1)")))
                .collect(Collectors.joining(", ", "torch.stack([", "], 0)"));
    }
}
