package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.kind.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A user's own equation, without a known solution, compared with variants of itself. */
class AblateOwnEquationTest {
    @TempDir
    Path temp;

    private double residual(String folder) {
        RunFolder run = RunFolder.open(temp.resolve("all").resolve(folder));
        Map<?, ?> result = new JsonMapper().readValue(run.read(run.result()), Map.class);
        return (double) result.get("relativeResidual");
    }

    private void check(TestShell shell) throws IOException {
        List<String> csv = Files.readAllLines(temp.resolve("all/ablation.csv"));
        assertEquals("case,folder,end,steps,seconds,relativeResidual,ratio,criterionMet,changes", csv.getFirst());
        String[] cells = csv.get(2).split(",");
        assertEquals(residual("stiff"), Double.parseDouble(cells[5]));
        assertEquals(residual("stiff") / residual("plain"), Double.parseDouble(cells[6]), 1e-12);
        assertTrue(
                shell.out()
                        .lines()
                        .anyMatch(line -> line.matches("plain: 4 steps in .*, residual .*, ratio 1.00, no solution")),
                shell.out());
    }

    @Test
    void formulasAreComparedByTheirResiduals() throws IOException {
        TestShell shell = new TestShell(temp);
        shell.write("own.yaml", """
            kind: pinn
            problem: {domain: {t: [0, 2]}, equations: u_t = -k*u, coefficients: {k: 1}, conditions: {initial: u = 40}}
            collocation: {points: 50}
            """);
        String parts = shell.write("parts.yaml", """
            kind: ablation
            base: own.yaml
            cases: {plain: {}, stiff: {problem.coefficients.k: 8}}
            """).toString();
        assertEquals(
                0,
                shell.run(Job::open, "ablate", parts, "--steps", "4", "--out", "all", "--device", "cpu"),
                shell.err());
        check(shell);
    }

    @Test
    void aClassIsFoundByItsPath() throws IOException {
        TestShell shell = new TestShell(temp);
        Path source = shell.write("Cooling.java", """
            package own;
            import io.fieldwork.pde.domain.Domain;
            import io.fieldwork.pde.equation.*;
            public class Cooling {
                static Problem problem() {
                    return Problem.on(Domain.ofTime(0, 2)).named("cooling", "T' = -k (T - 20)").unknowns("T")
                            .equation("loss", u -> u.t().add(u.value().sub(20).mul(u.coefficient("k"))))
                            .coefficient("k", 1).condition(Condition.initial("T", p -> 90));
                }
            }
            """);
        String[] options = {"-proc:none", "-cp", System.getProperty("java.class.path"), "-d", temp + "/out", "" + source
        };
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, options));
        shell.write("own.yaml", "kind: pinn\nproblem: {type: own.Cooling}\ncollocation: {points: 50}\n");
        String parts = shell.write(
                        "parts.yaml",
                        "kind: ablation\nbase: own.yaml\ncases: {plain: {}, stiff: {problem.coefficients.k: 5}}\n")
                .toString();
        String[] command = {"ablate", parts, "--steps", "4", "--out", "all", "--device", "cpu", "--classes", "out"};
        assertEquals(0, shell.run(Job::open, command), shell.err());
        check(shell);
    }
}
