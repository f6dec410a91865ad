package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.pde.problem.Problems;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.kind.pinn.PinnJob;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PinnCommandsTest {
    private static final String TINY = """
        field: {layers: 1, width: 8}
        collocation: {points: 64, initial: 16, boundary: 16}
        train: {steps: 30, rate: 0.01}
        output: {logSteps: 5, previewSeconds: 0.02}
        """;

    @TempDir
    Path temp;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(temp);
        System.setProperty("fieldwork.cache", temp.resolve("cache").toString());
    }

    @AfterEach
    void close() {
        System.clearProperty("fieldwork.cache");
    }

    private int run(String... arguments) {
        return shell.run(Job::open, arguments);
    }

    private String config(String name, String problem, String more) {
        return shell.write(name + ".yaml", "kind: pinn\nproblem: {" + problem + "}\n" + TINY + more)
                .toString();
    }

    private int train(String... arguments) {
        return run(Stream.concat(Stream.of("train", "--device", "cpu"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private RunFolder folder(String name) {
        return RunFolder.open(temp.resolve(name));
    }

    private static Map<?, ?> result(RunFolder run) {
        return new JsonMapper().readValue(run.read(run.result()), Map.class);
    }

    @Test
    void aSolutionIsGivenAtPoints() throws IOException {
        String heat = config("heat", "name: heat", "");
        assertEquals(0, train(heat, "--out", "run"), shell.err());
        Files.writeString(temp.resolve("points.csv"), "x,t\n0.25,0.5\n0.5,0\n99,0.5\n");
        String[] predict = {"predict", "run", "--input", "points.csv", "--out", "u.csv", "--device", "cpu"};
        assertEquals(0, run(predict), shell.err());
        assertTrue(shell.err().contains("1 of 3 points lie outside the domain"), shell.err());
        List<String> lines = Files.readAllLines(temp.resolve("u.csv"));
        assertEquals("t,x,u", lines.getFirst());
        assertTrue(lines.get(1).matches("0[.]5,0[.]25,-?\\d.*"), lines.toString());
        assertEquals("0.5,99.0,NaN", lines.getLast());
        Files.writeString(temp.resolve("points.csv"), "x,time\n0.25,0.5\n");
        assertEquals(2, run(predict), shell.err());
        predict[5] = "other.csv";
        assertEquals(2, run(predict), shell.err());
        assertTrue(shell.err().contains("expected the coordinates t, x of points"), shell.err());
    }

    @Test
    void pointsThatAreNotThereAreMissed() throws IOException {
        String heat = config("heat", "name: heat", "");
        assertEquals(0, train(heat, "--out", "run"), shell.err());
        NpzFile.write(temp.resolve("bare.npz"), Map.of(), false);
        noPoints("bare.npz", "--input is bare.npz, without arrays; expected a file with some.");
        NpyArray none = NpyArray.of(new double[0], 0, 3);
        NpzFile.write(temp.resolve("rows.npz"), Map.of("t", none, "x", none), true);
        noPoints("rows.npz", "The array 't' of the file rows.npz, of the shape [0, 3], holds no numbers");
        Files.writeString(temp.resolve("rows.csv"), "t,x\n");
        noPoints("rows.csv", "The array 't' of the file rows.csv, of the shape [0], holds no numbers");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temp.resolve("hollow.npz")))) {
            zip.putNextEntry(new ZipEntry("t.npy"));
            zip.putNextEntry(new ZipEntry("x.npy"));
        }
        noPoints("hollow.npz", "The array 't' of the file ");
        Files.write(temp.resolve("nothing.npz"), new byte[0]);
        noPoints("nothing.npz", "nothing.npz is not a whole NPZ archive");
    }

    private void noPoints(String input, String message) {
        assertEquals(2, run("predict", "run", "--input", input, "--out", "none.npz", "--device", "cpu"), shell.err());
        String said = shell.err().strip();
        assertTrue(said.contains(message) && said.lines().count() == 1, said);
    }

    @Test
    void aRunLeavesEverythingBehind() {
        String heat = config("heat", "name: heat", "causal: {chunks: 4}\nweights: {initial_u: 10}\n");
        assertEquals(0, train(heat, "--out", "run"), shell.err());
        assertTrue(shell.out().contains("u_t = kappa u_xx"), shell.out());
        assertTrue(shell.out().contains("Evaluating the solution."), shell.out());
        assertTrue(shell.out().matches("(?s).*Relative L2 error \\d[.]\\d\\de-?\\d+ against.*"), shell.out());
        RunFolder run = folder("run");
        for (String name : List.of(
                "map_u.png",
                "slices_u.svg",
                "spectrum_u.svg",
                "preview.png",
                "causal-weights.png",
                "causal-profiles.svg")) {
            assertTrue(Files.isRegularFile(run.images().resolve(name)), name);
        }
        assertTrue(
                Files.isRegularFile(run.checkpoint()) && run.read(run.config()).startsWith("#"));
        Map<String, Double> last = MetricsLog.read(run.metrics()).getLast();
        assertEquals(30, last.get("step"));
        assertTrue(last.keySet().containsAll(List.of("loss.heat", "loss.initial_u", "loss.dirichlet_u")), "" + last);
        assertTrue(last.keySet().containsAll(List.of("causal.least", "causal.epsilon", "causal.met")), "" + last);
        assertTrue((double) result(run).get("relativeL2") < 10, "" + result(run));
        String report = run.read(run.report());
        for (String part : List.of(
                "terms of the loss",
                "least causal weight",
                "causal weights over t",
                "data:image/png",
                "u over x",
                "relative L2 error")) {
            assertTrue(report.contains(part), part);
        }
        assertEquals(0, run("eval", "run", "--json", "--device", "cpu"), shell.err());
        assertEquals(
                result(run).get("relativeL2"),
                new JsonMapper().readValue(shell.out(), Map.class).get("relativeL2"));
        assertEquals(0, run("eval", "run", "--split", "train", "--device", "cpu"));
        assertTrue(shell.err().contains("no train part"), shell.err());
        assertEquals(2, run("render", "run", "--mode", "depth", "--device", "cpu", "--out", "x.png"));
        assertTrue(shell.err().contains("expected a mode of run: space-time, profile, error"), shell.err());
    }

    /** A session whose power fails right after a step, before the checkpoint of that step. */
    private record Failing(Session session, long step) implements Session {
        @Override
        public TrainingSession<?> training() {
            return session.training();
        }

        @Override
        public Wording wording() {
            return session.wording();
        }

        @Override
        public Trainer<?> trainer(Path checkpoint, List<TrainListener> listeners) {
            TrainListener plug = new TrainListener() {
                @Override
                public void onStep(StepReport report) {
                    if (report.progress().step() == step) {
                        throw new IllegalStateException("pulled the plug");
                    }
                }
            };
            return session.trainer(
                    checkpoint,
                    Stream.concat(listeners.stream(), Stream.of(plug)).toList());
        }

        @Override
        public String data() {
            return session.data();
        }

        @Override
        public String fingerprint() {
            return session.fingerprint();
        }

        @Override
        public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
            return session.evaluate(split, pictures, gallery);
        }

        @Override
        public Optional<Exhibit> preview() {
            return session.preview();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "phases, steps: 10, first: {beta2: 0.999}, then: {type: ssbroyden}"})
    void aRunThatDiedAndResumedEqualsOneThatDidNot(String optimizer) {
        String yaml = shell.write("a.yaml", """
            kind: pinn
            problem: {name: advection, exact: true}
            field: {layers: 1, width: 6, precision: double}
            collocation: {points: 64, resample: 7, adaptive: true}
            train: {steps: 24, rate: 0.01, checkpointSeconds: 1e-9, optimizer: {type: %s}}
            output: {logSteps: 1}
            """.formatted(optimizer)).toString();
        assertEquals(0, train(yaml, "--out", "whole"), shell.err());
        Session.Opener failing = (job, manager, kernels) -> new Failing(job.open(manager, kernels), 17);
        assertEquals(1, shell.run(failing, "train", yaml, "--device", "cpu", "--out", "broken"));
        assertEquals(0, train("broken", "--resume"), shell.err());
        assertTrue(shell.out().contains("after step 16"), shell.out());
        assertEquals(losses("whole"), losses("broken"));
        assertEquals(
                result(folder("whole")).get("relativeL2"),
                result(folder("broken")).get("relativeL2"));
    }

    private List<Double> losses(String run) {
        return MetricsLog.read(folder(run).metrics()).stream()
                .map(row -> row.get("loss"))
                .toList();
    }

    @Test
    void aRunInTimeWindowsResumesInItsWindow() {
        String yaml = config("windows", "name: advection, exact: true", "windows: {count: 3}\n");
        assertEquals(0, train(yaml, "--out", "run"), shell.err());
        assertEquals(3, MetricsLog.read(folder("run").metrics()).getLast().get("window"));
        Object before = result(folder("run")).get("relativeL2");
        assertEquals(0, run("eval", "run", "--json", "--device", "cpu"), shell.err());
        assertEquals(before, new JsonMapper().readValue(shell.out(), Map.class).get("relativeL2"));
        assertEquals(0, train("run", "--resume", "--steps", "35"), shell.err());
        assertEquals(35, result(folder("run")).get("steps"));
    }

    @Test
    void theLossCanChangeInManyWays() {
        String yaml = config("lorenz", "name: lorenz", "");
        String[] options = {
            "balance={method: gradnorm, every: 10}",
            "curriculum={coefficient: rho, values: [5, 28]}",
            "pseudoTime={start: 5, every: 5}",
            "collocation.resample=1"
        };
        Stream<String> set = Stream.of(options).flatMap(option -> Stream.of("--set", option));
        assertEquals(
                0, train(Stream.concat(Stream.of(yaml, "--out", "run"), set).toArray(String[]::new)), shell.err());
        List<Map<String, Double>> rows = MetricsLog.read(folder("run").metrics());
        assertEquals(5, rows.getFirst().get("coefficient.rho"));
        assertEquals(28, rows.getLast().get("coefficient.rho"));
        assertNotEquals(rows.getFirst().get("weight.x"), rows.getLast().get("weight.x"));
        assertTrue(rows.getLast().containsKey("pseudoTime.x"), "" + rows);
        String report = folder("run").read(folder("run").report());
        for (String part : List.of("weights of the terms", "pseudo-time", "coefficient rho")) {
            assertTrue(report.contains(part), part);
        }
        assertEquals(0, train("run", "--resume", "--steps", "35"), shell.err());
        assertEquals(35, result(folder("run")).get("steps"));
        assertEquals(2, train(yaml, "--set", "curriculum={coefficient: rho, values: [28, 30]}"));
        assertTrue(shell.err().contains("curriculum.values ends with 30.0, but rho is 28.0"), shell.err());
        assertEquals(2, train(yaml, "--set", "curriculum={coefficient: r, values: [28]}"));
        assertTrue(shell.err().contains("the coefficients of lorenz are sigma, rho, beta"), shell.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"helmholtz", "lorenz"})
    void otherKindsOfDomainsHavePicturesToo(String problem) {
        String yaml = config("other", "name: " + problem, "");
        assertEquals(0, train(yaml, "--out", "run", "--steps", "3"), shell.err());
        String first = problem.equals("lorenz") ? "curve_x.svg" : "map_u.png";
        assertTrue(Files.isRegularFile(folder("run").images().resolve(first)));
    }

    @Test
    void withoutATruthNothingIsMeasured() {
        String yaml = config("other", "name: heat, coefficients: {kappa: 0.7}", "");
        assertEquals(0, train(yaml, "--out", "run", "--steps", "3"), shell.err());
        assertTrue(shell.out().contains("no reference solution"), shell.out());
        assertFalse(result(folder("run")).containsKey("relativeL2"));
        assertTrue((double) result(folder("run")).get("relativeResidual") > 0.02);
        assertTrue(shell.out().contains("of those of an arbitrary function, which is rough"), shell.out());
        assertEquals(0, run("train", "run", "--resume", "--steps", "3", "--device", "cpu"), shell.err());
        assertTrue(shell.err().contains("Nothing was left to train"), shell.err());
        assertEquals(0, run("eval", "run", "--device", "cpu"), shell.err());
        assertTrue(shell.err().contains("no reference solution to measure against"), shell.err());
        assertTrue(shell.out().contains("relative residual"), shell.out());
        assertTrue(Files.isRegularFile(folder("run").images().resolve("solution.png")));
    }

    @Test
    void anInverseProblemNamesTheCoefficientItLearned() {
        String yaml = config("inverse", "name: heat, learned: {kappa: 0.5}, data: {points: 50, noise: 0.01}", "");
        assertEquals(0, train(yaml, "--out", "run"), shell.err());
        assertTrue(shell.out().contains("kappa = 0.5 (learned)"), shell.out());
        assertTrue(shell.out().matches("(?s).*known solution; kappa = [0-9.]+[.]\n.*"), shell.out());
        Map<String, Double> last = MetricsLog.read(folder("run").metrics()).getLast();
        assertTrue(last.keySet().containsAll(List.of("loss.data_u", "coefficient.kappa")), "" + last);
        assertTrue((double) result(folder("run")).get("coefficient.kappa") > 0);
    }

    @Test
    void mistakesAreOneSentence() {
        String yaml = config("a", "name: helmholtz", "causal: {chunks: 4}\n");
        assertEquals(2, train(yaml));
        assertTrue(shell.err().contains("causal"), shell.err());
        assertEquals(2, train(config("b", "name: heat", "weights: {inital_u: 3}\n")));
        assertTrue(shell.err().contains("weights.inital_u"), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
        assertFalse(Files.exists(temp.resolve("runs")));
    }

    @Test
    void anAblationOfACausalRunTellsWhoMetTheCriterion() throws IOException {
        config("heat", "name: heat", "causal: {chunks: 4, epsilons: [1e-9]}\n");
        String yaml = shell.write("parts.yaml", """
            kind: ablation
            base: heat.yaml
            set: {train.steps: 10}
            cases:
              easy: {}
              hard: {causal.epsilons: [1e8]}
              none: {causal.enabled: false}
            """).toString();
        assertEquals(0, run("ablate", yaml, "--device", "cpu", "--out", "all"), shell.err());
        List<String[]> rows = Files.readAllLines(temp.resolve("all/ablation.csv")).stream()
                .map(line -> line.split(","))
                .toList();
        assertEquals(
                List.of("criterionMet", "1", "0", ""),
                rows.stream().map(cells -> cells[7]).toList());
        double first = (double) result(folder("all/easy")).get("relativeL2");
        double last = (double) result(folder("all/none")).get("relativeL2");
        assertEquals(last / first, Double.parseDouble(rows.get(3)[6]), 1e-12);
        assertTrue(
                shell.out().lines().anyMatch(line -> line.matches("easy: 10 steps .* criterion met yes, no solution")));
    }

    @Test
    void aDivergenceLeavesTheLastGoodCheckpoint() throws IOException {
        String yaml = config("a", "name: heat", "").replace("rate: 0.01", "rate: 0.01, checkpointSeconds: 1e-9");
        assertEquals(0, train(yaml, "--out", "run"), shell.err());
        Path file = folder("run").config();
        Files.writeString(file, Files.readString(file).replaceFirst("rate: 0.01", "rate: 1e38"));
        assertEquals(3, train("run", "--resume", "--steps", "60"), shell.err());
        assertTrue(
                shell.err().matches("The loss became \\S+ in step \\d+, .*; the checkpoint of step 3\\d stays in .*\n"),
                shell.err());
        assertEquals(0, run("eval", "run", "--json", "--device", "cpu"), shell.err());
        assertTrue((double) new JsonMapper().readValue(shell.out(), Map.class).get("relativeL2") < 1e30, shell.out());
    }

    @Test
    void aSolutionInSpaceIsShownInItsMiddle() {
        String box = "domain: {x: [0, 3], y: [0, 1], z: [0, 1]}, equations: lap(u) = 0,"
                + " conditions: {boundary: u = x + 2*y + 4*z}";
        String known = config("known", box + ", solution: {u: x + 2*y + 4*z}", "");
        assertEquals(0, train(known, "--steps", "2", "--out", "known"), shell.err());
        String report = folder("known").read(folder("known").report());
        assertTrue(report.matches("(?s).*u over y .to the right. and z .upwards. at x = 1[.]5\\d*: truth.*"), report);
        String open = config("open", box.replace("x: [0, 3]", "t: [0, 1], x: [0, 3]"), "");
        assertEquals(0, train(open, "--steps", "2", "--out", "open"), shell.err());
        assertTrue(folder("open").read(folder("open").report()).contains("Prediction of u at x = 1.5"));
    }

    @Test
    void theTermThatIsNoNumberIsNamed() {
        String own = config(
                "own",
                "domain: {t: [0, 1]}, equations: u_t = -u, conditions: {initial: u = 1, t=1: sqrt(u - 9) = 0}",
                "");
        assertEquals(3, train(own, "--out", "run"), shell.err());
        assertTrue(shell.err().contains("The loss became NaN in step 1, first in the term t_1_u;"), shell.err());
    }

    /** All but those that need a reference before they start. */
    static Stream<String> shippedEquations() {
        return Shipped.configurations().keySet().stream()
                .filter(name -> Configuration.load(Kinds.ALL, name).job() instanceof PinnJob job
                        && job.problem().data() == null);
    }

    @ParameterizedTest
    @MethodSource("shippedEquations")
    void everyShippedEquationFitsItsProblem(String name) {
        assertEquals(0, train(name, "--dry-run"), shell.err());
        assertTrue(shell.out().contains("kind: pinn"), shell.out());
    }

    @Test
    void problemsAreListed() {
        assertEquals(0, run("list", "problems"));
        assertEquals(Problems.names().size(), shell.out().lines().count());
        assertTrue(shell.out().lines().anyMatch(line -> line.matches("burgers +u_t .*")), shell.out());
        assertEquals(2, run("list", "problem"));
        assertTrue(shell.err().contains("the nearest one is problems"), shell.err());
    }
}
