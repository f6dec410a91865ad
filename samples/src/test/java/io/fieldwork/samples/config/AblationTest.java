package io.fieldwork.samples.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Ablation.Case;
import io.fieldwork.samples.kind.pinn.PinnJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblationTest {
    @TempDir
    Path temp;

    private Ablation load(String yaml) throws IOException {
        Path file = temp.resolve("parts.yaml");
        Files.writeString(file, yaml);
        return Ablation.load(Kinds.ALL, file.toString(), base -> base);
    }

    private static String complete(Configuration configuration) {
        return Configuration.complete(configuration.job());
    }

    @Test
    void aCaseIsTheBaseWithItsKeysSet() throws IOException {
        Ablation ablation = load("""
            kind: ablation
            base: burgers
            set: {field.width: 12}
            cases:
              everything: {}
              nothing:
              Adam alone: {train.optimizer: {beta2: 0.999}, train.rate: 2e-3}
            """);
        assertEquals("parts", ablation.name());
        assertEquals(
                List.of("everything", "nothing", "adam-alone"),
                ablation.cases().stream().map(Case::folder).toList());
        Configuration base = Configuration.load(Kinds.ALL, "burgers").set("field.width=12");
        assertEquals(complete(base), complete(ablation.cases().get(0).configuration()));
        assertEquals(complete(base), complete(ablation.cases().get(1).configuration()));
        assertEquals(
                complete(base.set("train.optimizer={beta2: 0.999}").set("train.rate=2e-3")),
                complete(ablation.cases().get(2).configuration()));
        assertEquals(
                "train.optimizer: {beta2: 0.999}, train.rate: 0.002",
                ablation.cases().get(2).changes());
        assertEquals(
                complete(base.limited(7L, null)),
                complete(ablation.limited(7L, null).cases().get(0).configuration()));
    }

    @Test
    void seedsRepeatEveryCase() throws IOException {
        Ablation ablation = load("kind: ablation\nbase: burgers\ncases: {a: {}, b: {field.width: 8}}\nseeds: [1, 7]\n");
        assertEquals(
                List.of("a-1", "a-7", "b-1", "b-7"),
                ablation.cases().stream().map(Case::folder).toList());
        assertEquals("a, seed 7", ablation.cases().get(1).title());
        assertEquals(
                List.of(0, 1, 0, 1), ablation.cases().stream().map(Case::repeat).toList());
        assertEquals(7, ablation.cases().get(3).configuration().job().train().seed());
    }

    /** The method that a preset gives the base is that of all cases, so that one override is one difference. */
    @Test
    void aCaseOfOnesOwnEquationKeepsTheMethodOfTheBase() throws IOException {
        Files.writeString(
                temp.resolve("own.yaml"),
                "kind: pinn\nproblem: {domain: {t: [0, 1]}, equations: u_t = -u, conditions: {initial: u = 3}}\n");
        List<List<String>> cases = load("""
            kind: ablation
            base: own.yaml
            cases: {whole: {}, wide: {field.width: 44}, slow: {train.optimizer.steps: 77}}
            """).cases().stream()
                .map(one -> complete(one.configuration()).lines().toList())
                .toList();
        assertTrue(cases.getFirst().contains("  precision: double"), cases.toString());
        for (int i = 1; i < 3; i++) {
            List<String> changed = new ArrayList<>(cases.get(i));
            changed.removeAll(cases.getFirst());
            assertEquals(List.of(i == 1 ? "  width: 44" : "    steps: 77"), changed);
            assertEquals(cases.getFirst().size(), cases.get(i).size());
        }
    }

    @Test
    void theBaseMayLieBesideTheFile() throws IOException {
        Files.writeString(temp.resolve("own.yaml"), "kind: pinn\nproblem: {name: heat}\n");
        Case only =
                load("kind: ablation\nbase: own.yaml\ncases: {a: {}}\n").cases().getFirst();
        PinnJob job = (PinnJob) only.configuration().job();
        assertEquals("heat", job.problem().name());
    }

    @Test
    void aCaseMayHaveABaseOfItsOwn() throws IOException {
        Ablation ablation = load("""
            kind: ablation
            set: {train.seed: 9}
            cases:
              viscous: {base: burgers}
              reacting: {base: allen-cahn, train.rate: 3e-3}
            """);
        Configuration burgers = Configuration.load(Kinds.ALL, "burgers").set("train.seed=9");
        Configuration reaction =
                Configuration.load(Kinds.ALL, "allen-cahn").set("train.seed=9").set("train.rate=3e-3");
        assertEquals(complete(burgers), complete(ablation.cases().get(0).configuration()));
        assertEquals(complete(reaction), complete(ablation.cases().get(1).configuration()));
        assertEquals(
                "base: allen-cahn, train.rate: 0.003", ablation.cases().get(1).changes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base: burgerz; cases: {a: {}}                   | base is 'burgerz', but there is no such file beside it;"
                        + " the nearest shipped one is burgers.",
                "cases: {a: {}}                                  | base is missing",
                "cases: {a: {base: burgerz}}                     | base is 'burgerz', but there is no such file beside it",
                "base: burgers                                   | has no cases",
                "base: burgers; cases: {}                        | has no cases",
                "base: burgers; cases: 3                         | cases is 3; expected a block of keys.",
                "base: burgers; cases: {a: 3}                    | cases.a is 3; expected a block of keys.",
                "base: burgers; casess: {a: {}}                  | unknown key casess; the nearest known key is cases.",
                "base: burgers; cases: {a b: {field.widht: 3}}   | case 'a b': unknown key field.widht; the nearest known"
                        + " key is field.width.",
                "base: burgers; cases: {a b: {field.width: 0}}   | case 'a b': field.width is 0; expected 1 to 4096.",
                "base: burgers; cases: {a b: {field.width: x}}   | case 'a b': field.width is 'x'; expected a whole number.",
                "base: burgers; set: {fild: 3}; cases: {a: {}}   | parts.yaml, set: unknown key fild",
                "base: burgers; cases: {a b: {}, A-b: {}}        | The cases 'a b' and 'A-b' would share the folder a-b;",
                "base: burgers; cases: {a: {}}; seeds: 1         | seeds is 1; expected a list of whole numbers.",
                "base: burgers; cases: {a: {}}; seeds: [x]       | expected a list of whole numbers.",
            })
    void everyMistakeIsOneSentence(String lines, String expected) {
        UserError error = assertThrows(
                UserError.class,
                () -> load("kind: ablation\n" + lines.replace("; ", "\n").strip() + "\n"));
        assertTrue(error.getMessage().contains(expected), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void anotherKindOfFileIsRefused() {
        UserError error = assertThrows(UserError.class, () -> load("kind: pinn\nproblem: {name: heat}\n"));
        assertTrue(error.getMessage().contains("kind is 'pinn'; expected 'ablation'."), error.getMessage());
        UserError other = assertThrows(
                UserError.class, () -> Configuration.of(Kinds.ALL, "a.yaml", "a", "kind: ablation\nbase: burgers\n"));
        assertEquals("a.yaml is an ablation; 'fieldwork ablate' trains its cases.", other.getMessage());
        assertTrue(assertThrows(UserError.class, () -> Ablation.load(Kinds.ALL, "burgrs", base -> base))
                .getMessage()
                .contains("There is no ablation 'burgrs'; the nearest shipped one is burgers."));
    }
}
