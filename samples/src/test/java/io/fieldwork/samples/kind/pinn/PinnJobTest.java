package io.fieldwork.samples.kind.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.PhasesOptions;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.pinn.BalanceOptions;
import io.fieldwork.pde.pinn.CurriculumOptions;
import io.fieldwork.pde.pinn.PinnOptions;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Configuration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinnJobTest {
    private static final String LEAST = "kind: pinn\nproblem: {name: burgers}\n";

    private static PinnJob job(String yaml) {
        return (PinnJob) Configuration.of(Kinds.ALL, "a.yaml", "a", yaml).job();
    }

    @Test
    void keysReachTheLibrary() {
        PinnJob job = job(LEAST + """
            field: {type: modified, layers: 3, width: 30, precision: double}
            collocation: {points: 500, sampling: lhs}
            causal: {chunks: 16, epsilons: [1, 10]}
            windows: {count: 3}
            weights: {initial_u: 10, dirichlet_u: 0.5}
            balance: {method: gradnorm, every: 50}
            curriculum: {coefficient: nu, values: [0.1, 3e-3]}
            train: {steps: 7, optimizer: {type: phases, steps: 3, then: {type: ssbroyden}}}
            """);
        PinnOptions options = job.options();
        assertEquals(30, options.field().width());
        assertEquals("lhs", options.collocation().sampling());
        assertEquals(List.of(1.0, 10.0), options.causal().epsilons());
        assertEquals(3, options.windows().count());
        assertEquals(Map.of("initial_u", 10.0, "dirichlet_u", 0.5), options.weights());
        assertEquals(new BalanceOptions("gradnorm", 50, 0.9), options.balance());
        assertEquals(new CurriculumOptions("nu", List.of(0.1, 3e-3), List.of(0.5, 0.5)), options.curriculum());
        PhasesOptions phases = (PhasesOptions) options.train().optimizer();
        assertEquals(3, phases.steps());
        assertEquals(BroydenOptions.defaults(), phases.then());
    }

    @Test
    void causalWeightsAreOnOnlyIfTheirBlockIsThereAndNotSwitchedOff() {
        assertNull(job(LEAST).options().causal());
        assertNull(
                job(LEAST + "causal: {enabled: false, chunks: 8}\n").options().causal());
        assertNotNull(job(LEAST + "causal: {chunks: 8}\n").options().causal());
    }

    @Test
    void otherChangesOfTheLossAreOnOnlyIfTheirBlockSaysSo() {
        PinnOptions plain = job(LEAST).options();
        assertNull(plain.balance());
        assertNull(plain.curriculum());
        assertNull(plain.pseudoTime());
        assertNull(job(LEAST + "balance: {method: none, every: 5}\n").options().balance());
        assertNull(job(LEAST + "pseudoTime: {enabled: false}\n").options().pseudoTime());
        Configuration base = Configuration.of(Kinds.ALL, "a.yaml", "a", LEAST);
        Configuration all = base.set("balance.method=ntk")
                .set("collocation.resample=1")
                .set("pseudoTime.most=10")
                .set("curriculum={coefficient: nu, values: [1, 2]}");
        PinnOptions options = ((PinnJob) all.job()).options();
        assertEquals("ntk", options.balance().method());
        assertEquals(10, options.pseudoTime().most());
        assertEquals(List.of(1.0, 2.0), options.curriculum().values());
    }

    @Test
    void coefficientsReplaceThoseOfTheProblem() {
        Problem own = job(LEAST).problem().problem();
        assertFalse(own.truths().isEmpty());
        Problem other = job("kind: pinn\nproblem: {name: burgers, coefficients: {nu: 0.1}}\n")
                .problem()
                .problem();
        assertEquals(new Problem.Coefficient(0.1, false), other.coefficients().get("nu"));
        assertTrue(other.truths().isEmpty(), "the known solutions are those of another viscosity");
        Problem inverse = job("kind: pinn\nproblem: {name: burgers, learned: {nu: 0.02}, data: {noise: 0.01}}\n")
                .problem()
                .problem();
        assertEquals(new Problem.Coefficient(0.02, true), inverse.coefficients().get("nu"));
        assertFalse(inverse.truths().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LEAST,
                LEAST + "train: {minutes: 0.3}\nweights: {b: 2, a: 1}\n",
                LEAST + "balance: {method: ntk}\ncurriculum: {coefficient: nu, values: [3, 2, 1]}\n"
                        + "pseudoTime: {decay: true}\ncollocation: {resample: 1}\n",
                "kind: pinn\nproblem: {name: wave, exact: true, coefficients: {c: 3}}\ncausal: {chunks: 4}\n",
                "kind: pinn\nproblem: {domain: {t: [0, 1e-3], x: [0, 2*pi]}, equations: u_t = u_xx, conditions: {initial: u = 1,"
                        + " left right: [u = 0, u_n = 0]}, periodic: [], solution: {u: 0}, ranges: {u: [0, 2]}}\n",
            })
    void theCompleteConfigurationReadsBackIdentically(String yaml) {
        PinnJob job = job(yaml);
        String complete = Configuration.complete(job);
        assertEquals(job, job(complete), complete);
        assertEquals(complete, Configuration.complete(job(complete)));
        assertTrue(complete.startsWith("kind: pinn\n"), complete);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "problme: {name: wave}    | unknown key problme; the nearest known key is problem.",
                "field: {layres: 3}       | unknown key field.layres; the nearest known key is field.layers.",
                "weights: 3               | weights is 3; expected a block of keys.",
                "weights: {initial_u: x}  | weights.initial_u is 'x'; expected a number.",
                "weights: {initial_u: -1} | weights.initial_u is -1.0; expected a number, 0 or more.",
                "field: {width: 0}        | field.width is 0; expected 1 to 4096.",
                "field: {type: resnet}    | field.type is resnet; expected one of mlp, modified, piratenet, cam, spectral.",
                "field: {type: hashGrid}  | field.type is 'hashGrid', a field of the kinds radiance, surface, distance, image, distill; kind pinn takes mlp,"
                        + " modified, piratenet, cam, spectral.",
                "collocation: {points: a} | collocation.points is 'a'; expected a whole number.",
                "causal: {threshold: 2}   | causal.threshold is 2.0; expected a number between 0 and 1.",
                "balance: {method: lra}   | balance.method is lra; expected one of none, gradnorm, ntk.",
                "balance: {momentum: 1}   | balance.momentum is 1.0; expected a number from 0 up to, not including, 1.",
                "curriculum: {values: [1]}| curriculum.coefficient is missing; expected the name of a coefficient of the problem.",
                "curriculum: {coefficient: nu}  | curriculum.values is []; expected a list of numbers.",
                "curriculum: {coefficient: nu, values: [1, 2], shares: [1]} | curriculum.shares is [1.0]; expected a"
                        + " positive number for each of the 2 values.",
                "curriculum: {coefficient: nu, values: [1, 2], shares: [0.5, 0.25]} | curriculum.shares is [0.5, 0.25];"
                        + " expected shares that add up to 1, not 0.75.",
                "pseudoTime: {}           | collocation.resample is 0, but pseudoTime needs new points in every step;"
                        + " expected 1.",
                "windows: {count: 0}      | windows.count is 0; expected 1 to 10000.",
            })
    void everyMistakeIsOneSentenceThatNamesFileAndKey(String line, String expected) {
        UserError error = assertThrows(UserError.class, () -> job(LEAST + line + "\n"));
        assertEquals("a.yaml: " + expected, error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: burger}                        | problem.name is 'burger'; the nearest known one is burgers.",
                "{}                                    | problem.name is missing",
                "{name: heat, domain: {x: [0, 1]}}     | problem.domain is given, but problem.equations is missing",
                "{name: heat, scaled: false}           | problem.scaled is given, but problem.equations or problem.type is",
                "{name: heat, classes: lib}            | problem.classes is given, but problem.type is missing",
                "{equations: u_x = 0}                  | problem.equations is given, but problem.domain is missing",
                "{name: heat, equations: u_x = 0, domain: {x: [0, 1]}} | problem.name is heat, a shipped problem, beside",
                "{type: a.B, equations: u_x = 0, domain: {x: [0, 1]}} | are two problems; expected one of them.",
                "{equation: u_x = 0}                   | unknown key problem.equation; the nearest known key is"
                        + " problem.equations.",
                "{equations: u_x = 0, domain: {x: [0, 1]}, exact: true} | problem.exact is true, but only shipped",
                "{equations: u_x = 0, domain: {x: [0, 1]}, solution: {u: {a: 1}}} | problem.solution.u is {a=1}; expected a"
                        + " formula or a list of formulas, in braces one with commas in quotes.",
                "{equations: u_x = 0, domain: {x: [0, 1]}, solution: {w: 1}} | The solution of w is [1]; expected one formula",
                "{equations: u_x = 0, domain: {x: [0, 1]}, conditions: {left: }} | problem.conditions.left is null; expected",
                "{equations: u_x = 0, domain: {x: [0, 1]}, ranges: {u: 5}} | problem.ranges.u is [5]; expected a lower and",
                "{equations: u_x = 0, domain: {x: [0, 2e400]}} | problem.domain.x is [0, Infinity]; expected finite numbers.",
                "{equations: u_x = 0, domain: {x: [0, 1]}, solution: } | problem.solution is empty; expected a block of keys,",
                "{equations: u_x = k, domain: {x: [0, 1]}} | The formula 'u_x = k' has 'k' at character 7; expected one of",
                "{equations: u_x = 0, domain: {x: [0, 1]}, data: {path: a.csv, points: 3}} | problem.data.points is 3;"
                        + " expected none beside problem.data.path.",
                "{name: burgers, coefficients: {mu: 1}}| problem.coefficients.mu is unknown; the coefficients of"
                        + " burgers are nu.",
                "{equations: u_x = k, domain: {x: [0, 1]}, coefficients: {k: 2,5}} | problem.coefficients.5 is no coefficient;"
                        + " expected names, and 1.5 where 1,5 is meant.",
                "{name: burgers, learned: {mu: 1}, data: {}} | problem.learned.mu is unknown",
                "{name: burgers, learned: {nu: 1}}     | problem.learned needs measurements",
                "{name: burgers, coefficients: {nu: .nan}} | problem.coefficients.nu is NaN; expected a finite number.",
                "{name: burgers, data: {points: 0}}    | problem.data.points is 0; expected 1 to 4194304.",
                "{name: cavity, exact: true}           | cannot hold by construction",
            })
    void whatTheProblemDoesNotHaveIsNamed(String block, String expected) {
        UserError error = assertThrows(UserError.class, () -> job("kind: pinn\nproblem: " + block + "\n"));
        assertTrue(error.getMessage().startsWith("a.yaml: "), error.getMessage());
        assertTrue(error.getMessage().contains(expected), error.getMessage());
    }

    @Test
    void anOwnEquationHasAMethodThatSuitsItUnlessOneIsChosen() {
        String own = "kind: pinn\nproblem: {domain: {t: [0, 1]}, unknowns: h, equations: h_t = 1}\n";
        PinnJob left = job(own + "train: {minutes: 2}\ncollocation: {boundary: 7}\n");
        assertEquals("double", left.field().precision());
        assertEquals(2000, left.collocation().points());
        assertEquals(7, left.collocation().boundary());
        assertEquals(2, left.train().minutes());
        assertEquals(BroydenOptions.defaults(), ((PhasesOptions) left.train().optimizer()).then());
        assertEquals(left, job(Configuration.complete(left)));
        for (String chosen :
                List.of("field: {width: 99}", "train: {optimizer: {type: soap}}", "balance: {method: ntk}")) {
            PinnJob job = job(own + chosen + "\n");
            assertEquals("float", job.field().precision(), chosen);
            assertEquals(10000, job.collocation().points(), chosen);
        }
        assertEquals(10000, job(LEAST).collocation().points());
    }

    @Test
    void aTabIsNamed() {
        UserError error = assertThrows(UserError.class, () -> job("kind: pinn\nproblem:\n\tname: burgers\n"));
        assertTrue(error.getMessage().endsWith("; line 3 begins with a tab, expected spaces."), error.getMessage());
    }

    @Test
    void overridesReachOwnKeysToo() {
        Configuration base = Configuration.of(Kinds.ALL, "a.yaml", "a", LEAST + "weights: {initial_u: 2}\n");
        PinnJob job = (PinnJob)
                base.set("weights.dirichlet_u=3").set("causal.chunks=4").job();
        assertEquals(Map.of("initial_u", 2.0, "dirichlet_u", 3.0), job.weights());
        assertTrue(job.causal().enabled());
        assertEquals(Map.of(), ((PinnJob) base.set("weights.initial_u=").job()).weights(), "nothing means the default");
    }
}
