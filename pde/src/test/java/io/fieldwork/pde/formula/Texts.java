package io.fieldwork.pde.formula;

import io.fieldwork.pde.equation.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** Formulas of a problem for tests, put together step by step. */
record Texts(FormulaProblem problem) {
    private static SequencedMap<String, List<String>> none() {
        return new LinkedHashMap<>();
    }

    /** A domain such as {@code t: 0, 1; x y: disc(0, 0, 1)} with equations. */
    static Texts of(String domain, String... equations) {
        SequencedMap<String, List<String>> parts = none();
        for (String part : domain.split(";")) {
            String[] words = part.split(":");
            parts.put(
                    words[0].strip(),
                    words[1].contains("(")
                            ? List.of(words[1].strip())
                            : List.of(words[1].strip().split(", *")));
        }
        SequencedMap<String, List<String>> inside = none();
        if (equations.length > 0) {
            inside.put("domain", List.of(equations));
        }
        return new Texts(
                FormulaProblemBuilder.builder().domain(parts).equations(inside).build());
    }

    private Texts with(UnaryOperator<FormulaProblemBuilder> change) {
        return new Texts(change.apply(FormulaProblemBuilder.builder(problem)).build());
    }

    private static <T> SequencedMap<String, T> and(SequencedMap<String, T> map, String key, T value) {
        SequencedMap<String, T> all = new LinkedHashMap<>(map);
        all.put(key, value);
        return all;
    }

    Texts unknowns(String... names) {
        return with(b -> b.unknowns(List.of(names)));
    }

    Texts periodic(String... names) {
        return with(b -> b.periodic(List.of(names)));
    }

    Texts parameter(String name, String from, String to) {
        return with(b -> b.parameters(and(problem.parameters(), name, List.of(from, to))));
    }

    Texts region(String name, String... text) {
        return with(b -> b.regions(and(problem.regions(), name, List.of(text))));
    }

    Texts in(String region, String... equations) {
        return with(b -> b.equations(and(problem.equations(), region, List.of(equations))));
    }

    Texts function(String name, String coordinates) {
        return with(b -> b.functions(and(problem.functions(), name, List.of(coordinates))));
    }

    Texts with(Map<String, Double> numbers) {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        numbers.forEach((name, value) -> all.put(name, value.toString()));
        return with(b -> b.coefficients(all));
    }

    Texts given(String name, String formula) {
        return with(b -> b.coefficients(and(problem.coefficients(), name, formula)));
    }

    Texts learning(Map<String, Double> learned) {
        return with(b -> b.learned(learned));
    }

    Texts on(String place, String... formulas) {
        return formulas.length == 0
                ? this
                : with(b -> b.conditions(and(problem.conditions(), place, List.of(formulas))));
    }

    Texts solved(String unknown, String formula) {
        return with(b -> b.solution(and(problem.solution(), unknown, List.of(formula))));
    }

    Problem build() {
        return problem.problem("mine");
    }
}
