package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * TorchScript text of the plain jet kernels. The chain rule is written as its recursion, D^a f(z) = D^(a - e) [f'(z) z_e] with
 * Leibniz' rule for the bracket, and so shares nothing with the expanded rules of the fast kernels.
 */
final class PlainJetScripts {
    private final Slots slots;
    private final StringBuilder body = new StringBuilder();
    private final Map<String, String> known = new LinkedHashMap<>();

    private PlainJetScripts(Slots slots) {
        this.slots = slots;
    }

    /** {@code activation(z, bias)}. */
    static String activation(Activation function, Slots slots) {
        PlainJetScripts text = new PlainJetScripts(slots);
        text.activation(function, "z", "bias", "y");
        return text.method("activation(self, z: Tensor, bias: Tensor)", "y");
    }

    /** {@code product(a, b)}. */
    static String product(Slots slots) {
        PlainJetScripts text = new PlainJetScripts(slots);
        text.product("a", "b");
        return text.method("product(self, a: Tensor, b: Tensor)", "y");
    }

    /** {@code gate(z, u, v)}. */
    static String gate(Slots slots) {
        PlainJetScripts text = new PlainJetScripts(slots);
        text.line("d = torch.sub(u, v)");
        text.product("z", "d");
        return text.method("gate(self, z: Tensor, u: Tensor, v: Tensor)", "torch.add(v, y)");
    }

    /** {@code dense(x, w0, b0, w1, b1, ...)}. */
    static String dense(Activation function, Slots slots, int layers) {
        PlainJetScripts text = new PlainJetScripts(slots);
        text.line("y_0 = torch.detach(x)");
        for (int k = 0; k < layers - 1; k++) {
            text.known.clear();
            text.line("z_%d = torch.matmul(y_%d, w%d)".formatted(k, k, k));
            text.activation(function, "z_" + k, "b" + k, "y_" + (k + 1));
        }
        int last = layers - 1;
        text.line("z_%d = torch.matmul(y_%d, w%d)".formatted(last, last, last));
        text.unbind("z_" + last, "z");
        text.line("z0 = torch.add(z0, b%d)".formatted(last));
        text.stack("y", a -> "z" + slots.of(a));
        String arguments = IntStream.range(0, layers)
                .mapToObj("w%1$d: Tensor, b%1$d: Tensor"::formatted)
                .collect(Collectors.joining(", "));
        return text.method("dense(self, x: Tensor, " + arguments + ")", "y");
    }

    private String method(String signature, String result) {
        return "def " + signature + " -> Tensor:\n" + body + "  return " + result + "\n";
    }

    private void activation(Activation function, String z, String bias, String result) {
        unbind(z, "z");
        line("z0 = torch.add(z0, " + bias + ")");
        derivatives(function);
        stack(result, a -> chain(0, a));
    }

    /** Name of the derivative a of the j-th derivative of f at z. */
    private String chain(int j, Derivative a) {
        if (a.order() == 0) {
            return "f" + j;
        }
        int axis = IntStream.range(0, a.dimensions())
                .filter(i -> a.orders().get(i) > 0)
                .findFirst()
                .getAsInt();
        Derivative rest = a.lower(axis);
        String sum = leibniz(rest, b -> chain(j + 1, b), b -> "z" + slots.of(minus(a, b)));
        return known.computeIfAbsent("g" + j + "_" + slots.of(a), name -> line(name + " = " + sum, name));
    }

    /** The jet y of the product of two jets. */
    private void product(String a, String b) {
        unbind(a, a);
        unbind(b, b);
        stack("y", whole -> leibniz(whole, part -> a + slots.of(part), part -> b + slots.of(minus(whole, part))));
    }

    /** A derivative of a product, by factors that go with the parts of the derivative. */
    private String leibniz(Derivative whole, Function<Derivative, String> left, Function<Derivative, String> right) {
        return slots.derivatives().stream()
                .filter(part -> choose(whole, part) > 0)
                .map(part -> term(choose(whole, part), left.apply(part), right.apply(part)))
                .reduce((sum, term) -> "torch.add(" + sum + ", " + term + ")")
                .orElseThrow();
    }

    private static String term(long coefficient, String a, String b) {
        String product = "torch.mul(" + a + ", " + b + ")";
        return coefficient == 1 ? product : "torch.mul(" + product + ", " + coefficient + ")";
    }

    /** The number of ways to choose the derivative b from a, 0 if it is not a part of it. */
    private static long choose(Derivative a, Derivative b) {
        long ways = 1;
        for (int i = 0; i < a.dimensions(); i++) {
            for (int k = 0; k < b.orders().get(i); k++) {
                ways = ways * (a.orders().get(i) - k) / (k + 1);
            }
        }
        return ways;
    }

    private static Derivative minus(Derivative a, Derivative b) {
        return new Derivative(IntStream.range(0, a.dimensions())
                .map(i -> a.orders().get(i) - b.orders().get(i))
                .boxed()
                .toList());
    }

    private void unbind(String jet, String name) {
        String names =
                IntStream.range(0, slots.size()).mapToObj(k -> name + k + ", ").collect(Collectors.joining());
        line(names + "= torch.unbind(" + jet + ")");
    }

    private void stack(String result, Function<Derivative, String> part) {
        String parts = slots.derivatives().stream().map(part).collect(Collectors.joining(", "));
        line(result + " = torch.stack([" + parts + "])");
    }

    private String line(String text, String name) {
        line(text);
        return name;
    }

    private void line(String text) {
        body.append("  ").append(text).append('\n');
    }

    private void derivatives(Activation function) {
        String text = switch (function) {
            case TANH -> TANH;
            case SIN -> SIN;
            case SILU -> SILU;
            case GELU -> GELU;
        };
        text.lines().forEach(this::line);
    }

    private static final String TANH = """
            f0 = torch.tanh(z0)
            ss = torch.mul(f0, f0)
            f1 = torch.rsub(ss, 1)
            sa = torch.mul(f0, f1)
            f2 = torch.mul(sa, -2)
            f3 = torch.mul(torch.mul(f1, torch.rsub(torch.mul(ss, 3), 1)), -2)
            f4 = torch.mul(torch.mul(sa, torch.rsub(torch.mul(ss, 3), 2)), 8)
            f5 = torch.mul(f1, torch.add(torch.mul(torch.mul(ss, torch.sub(ss, 1)), 120), 16))
            f6 = torch.mul(sa, torch.sub(torch.mul(ss, torch.rsub(torch.mul(ss, 720), 960)), 272))
            """;

    private static final String SIN = """
            f0 = torch.sin(z0)
            f1 = torch.cos(z0)
            f2 = torch.neg(f0)
            f3 = torch.neg(f1)
            f4 = f0
            f5 = f1
            f6 = f2
            """;

    /** With s the logistic function, f = z s and f^(j) = j s^(j-1) + z s^(j). */
    private static final String SILU = """
            s0 = torch.sigmoid(z0)
            s1 = torch.mul(s0, torch.rsub(s0, 1))
            odd = torch.rsub(torch.mul(s0, 2), 1)
            s2 = torch.mul(s1, odd)
            s3 = torch.mul(s1, torch.rsub(torch.mul(s1, 6), 1))
            s4 = torch.mul(s2, torch.rsub(torch.mul(s1, 12), 1))
            f0 = torch.mul(z0, s0)
            f1 = torch.add(s0, torch.mul(z0, s1))
            f2 = torch.add(torch.mul(s1, 2), torch.mul(z0, s2))
            f3 = torch.add(torch.mul(s2, 3), torch.mul(z0, s3))
            f4 = torch.add(torch.mul(s3, 4), torch.mul(z0, s4))
            s5 = torch.mul(s1, torch.rsub(torch.mul(torch.mul(s1, torch.rsub(torch.mul(s1, 4), 1)), 30), 1))
            s6 = torch.mul(s2, torch.rsub(torch.mul(torch.mul(s1, torch.rsub(torch.mul(s1, 6), 1)), 60), 1))
            f5 = torch.add(torch.mul(s4, 5), torch.mul(z0, s5))
            f6 = torch.add(torch.mul(s5, 6), torch.mul(z0, s6))
            """;

    /** With the normal density p and distribution function P, f = z P. */
    private static final String GELU = """
            zz = torch.mul(z0, z0)
            p = torch.mul(torch.exp(torch.mul(zz, -0.5)), 0.3989422804014327)
            P = torch.mul(torch.add(torch.erf(torch.mul(z0, 0.7071067811865476)), 1), 0.5)
            f0 = torch.mul(z0, P)
            f1 = torch.add(P, torch.mul(z0, p))
            f2 = torch.mul(torch.rsub(zz, 2), p)
            f3 = torch.mul(torch.mul(torch.sub(zz, 4), z0), p)
            f4 = torch.mul(torch.sub(torch.mul(zz, torch.rsub(zz, 7)), 4), p)
            f5 = torch.mul(torch.mul(torch.add(torch.mul(zz, torch.sub(zz, 11)), 18), z0), p)
            f6 = torch.mul(torch.add(torch.mul(zz, torch.sub(torch.mul(zz, torch.rsub(zz, 16)), 51)), 18), p)
            """;
}
