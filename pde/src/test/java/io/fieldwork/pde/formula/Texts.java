package io.fieldwork.pde.formula;

import io.fieldwork.pde.equation.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

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
        return new Texts(new FormulaProblem(
                parts, List.of(), List.of("u"), List.of(equations), none(), Map.of(), Map.of(), none()));
    }

    private Texts with(
            List<String> periodic,
            List<String> unknowns,
            SequencedMap<String, List<String>> conditions,
            Map<String, Double> coefficients,
            Map<String, Double> learned,
            SequencedMap<String, List<String>> solution) {
        return new Texts(new FormulaProblem(
                problem.domain(),
                periodic,
                unknowns,
                problem.equations(),
                conditions,
                coefficients,
                learned,
                solution));
    }

    Texts unknowns(String... names) {
        return with(
                problem.periodic(),
                List.of(names),
                problem.conditions(),
                problem.coefficients(),
                problem.learned(),
                problem.solution());
    }

    Texts periodic(String... names) {
        return with(
                List.of(names),
                problem.unknowns(),
                problem.conditions(),
                problem.coefficients(),
                problem.learned(),
                problem.solution());
    }

    Texts with(Map<String, Double> coefficients) {
        return with(
                problem.periodic(),
                problem.unknowns(),
                problem.conditions(),
                coefficients,
                problem.learned(),
                problem.solution());
    }

    Texts learning(Map<String, Double> learned) {
        return with(
                problem.periodic(),
                problem.unknowns(),
                problem.conditions(),
                problem.coefficients(),
                learned,
                problem.solution());
    }

    Texts on(String place, String... formulas) {
        SequencedMap<String, List<String>> all = new LinkedHashMap<>(problem.conditions());
        if (formulas.length > 0) {
            all.put(place, List.of(formulas));
        }
        return with(
                problem.periodic(),
                problem.unknowns(),
                all,
                problem.coefficients(),
                problem.learned(),
                problem.solution());
    }

    Texts solved(String unknown, String formula) {
        SequencedMap<String, List<String>> all = new LinkedHashMap<>(problem.solution());
        all.put(unknown, List.of(formula));
        return with(
                problem.periodic(),
                problem.unknowns(),
                problem.conditions(),
                problem.coefficients(),
                problem.learned(),
                all);
    }

    Problem build() {
        return problem.problem("mine");
    }
}
