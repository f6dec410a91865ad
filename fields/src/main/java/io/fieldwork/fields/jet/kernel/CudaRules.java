package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.JetRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rules of a slot set as assignments in C. Jets are arrays of a thread: operands z or a and b, results y, the
 * gradient g of y and the gradient d of an operand; f holds the derivatives of the nonlinearity.
 *
 * @param rules of the slot set
 */
record CudaRules(JetRules rules) {
    /** y of z. */
    String chain() {
        return assignments("y", k -> {
            Map<Integer, List<String>> sums = new TreeMap<>();
            for (JetRules.Term term : rules.chain().get(k)) {
                add(sums, term.order(), monomial(term.coefficient(), named("z", term.factors())));
            }
            return series(sums);
        });
    }

    /**
     * d of z and g. Where y_k has the term c f^(m) P, with P a product of z, the gradient of z_0 has c f^(m + 1) P g_k
     * and that of another z_j has c f^(m) (dP / dz_j) g_k.
     */
    String chainAdjoint() {
        List<Map<Integer, List<String>>> sums = new ArrayList<>();
        rules.chain().forEach(each -> sums.add(new TreeMap<>()));
        for (int k = 0; k < sums.size(); k++) {
            String g = "g[" + k + "]";
            for (JetRules.Term term : rules.chain().get(k)) {
                int c = term.coefficient();
                add(sums.get(0), term.order() + 1, monomial(c, named("z", term.factors()), g));
                for (Integer j : term.factors().stream().distinct().toList()) {
                    List<Integer> rest = new ArrayList<>(term.factors());
                    rest.remove(j);
                    int power = Collections.frequency(term.factors(), j);
                    add(sums.get(j), term.order(), monomial(power * c, named("z", rest), g));
                }
            }
        }
        return assignments("d", j -> series(sums.get(j)));
    }

    /** y of a and b. */
    String product() {
        return assignments(
                "y",
                k -> rules.product().get(k).stream()
                        .map(pair -> monomial(
                                pair.coefficient(), List.of(), "a[" + pair.left() + "]", "b[" + pair.right() + "]"))
                        .collect(Collectors.joining(" + ")));
    }

    /** d of b and g, the gradient of a. */
    String leftAdjoint() {
        return assignments("d", j -> productAdjoint(j, JetRules.Pair::left, "b", JetRules.Pair::right));
    }

    /** d of a and g, the gradient of b. */
    String rightAdjoint() {
        return assignments("d", j -> productAdjoint(j, JetRules.Pair::right, "a", JetRules.Pair::left));
    }

    private String productAdjoint(
            int slot, ToIntFunction<JetRules.Pair> own, String other, ToIntFunction<JetRules.Pair> partner) {
        return IntStream.range(0, rules.product().size())
                .boxed()
                .flatMap(k -> rules.product().get(k).stream()
                        .filter(pair -> own.applyAsInt(pair) == slot)
                        .map(pair -> monomial(
                                pair.coefficient(),
                                List.of(),
                                other + "[" + partner.applyAsInt(pair) + "]",
                                "g[" + k + "]")))
                .collect(Collectors.joining(" + "));
    }

    /** One line for each slot. */
    private String assignments(String jet, IntFunction<String> value) {
        return IntStream.range(0, rules.slots().size())
                .mapToObj(k -> "        " + jet + "[" + k + "] = " + value.apply(k) + ";")
                .collect(Collectors.joining("\n"));
    }

    private static void add(Map<Integer, List<String>> sums, int order, String term) {
        sums.computeIfAbsent(order, none -> new ArrayList<>()).add(term);
    }

    /** Sums by the derivative of f that they are multiplied with. */
    private static String series(Map<Integer, List<String>> sums) {
        return sums.entrySet().stream()
                .map(e -> "f[" + e.getKey() + "] * (" + String.join(" + ", e.getValue()) + ")")
                .collect(Collectors.joining(" + "));
    }

    /** Powers of one operand first, so that terms share them. */
    private static String monomial(int coefficient, List<String> powers, String... others) {
        List<String> all = new ArrayList<>(powers);
        all.addAll(List.of(others));
        if (coefficient != 1 || all.isEmpty()) {
            all.add(Integer.toString(coefficient));
        }
        return String.join(" * ", all);
    }

    private static List<String> named(String jet, List<Integer> slots) {
        return slots.stream().map(k -> jet + "[" + k + "]").toList();
    }
}
