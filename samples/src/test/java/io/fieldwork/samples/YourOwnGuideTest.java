package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.cli.TestShell;
import io.fieldwork.samples.view.Offscreen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to equations of one's own says can be done. */
final class YourOwnGuideTest {
    private static final Markdown GUIDE = Markdown.of("docs/your-own.md");
    private static final List<String> YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(GUIDE.text().split("## Your own equation")[1].split("\n## ")[0])
            .results()
            .map(match -> match.group(1))
            .toList();

    @TempDir
    Path temp;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(temp);
    }

    private int run(String... arguments) {
        return shell.run(Kinds.ALL, arguments);
    }

    private void succeeds(String... arguments) {
        assertEquals(0, run(arguments), shell.err());
        assertFalse(shell.err().contains("Exception"), shell.err());
    }

    private int train(Path file, String... more) {
        List<String> all = new ArrayList<>(List.of("train", file.toString(), "--device", "cpu"));
        for (String one : List.of(
                "field={layers: 1, width: 8}",
                "train={steps: 5}",
                "output={logSteps: 1}",
                "collocation={points: 64, initial: 16, boundary: 16}")) {
            all.addAll(List.of("--set", one));
        }
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private Path image(String run, String name) {
        Path file = temp.resolve(run).resolve("images").resolve(name);
        assertTrue(Files.isRegularFile(file), name);
        return file;
    }

    /** Everything that a run of its own kind can do, after training. */
    private void doesWhatShippedRunsDo(String run, String grid, String points, String row) throws IOException {
        String resumed = temp.resolve(run).toString();
        succeeds("train", resumed, "--resume", "--steps", "7", "--device", "cpu");
        assertFalse(shell.err().contains("have changed"), shell.err());
        succeeds("eval", run, "--device", "cpu", "--json");
        succeeds("export", run, "--out", run + ".npz", "--grid", grid, "--device", "cpu");
        succeeds("export", run, "--out", run + ".csv", "--grid", grid, "--device", "cpu");
        shell.write("points.csv", points);
        succeeds("predict", run, "--input", "points.csv", "--out", run + "-at.csv", "--device", "cpu");
        assertTrue(Files.readAllLines(temp.resolve(run + "-at.csv")).get(1).matches(row + ",-?[\\d.E-]+"));
        assertTrue(Files.size(temp.resolve(run).resolve("report.html")) > 1000);
    }

    @Test
    void theRodIsTrainedResumedAndShown() throws IOException {
        Path file = shell.write("rod.yaml", YAML.getFirst());
        assertEquals(0, train(file, "--out", "rod"), shell.err());
        assertTrue(shell.out().contains("T_t = a*T_xx (initial: T = 300, left: k*T_n = 2e4"), shell.out());
        assertTrue(shell.out().contains("scaled: T = "), shell.out());
        image("rod", "solution.png");
        doesWhatShippedRunsDo("rod", "5,6", "x,t\n0.01,1.5\n", "1[.]5,0[.]01");
        Offscreen.require();
        succeeds("view", "rod", "--headless", "--frames", "2", "--out", "view", "--device", "cpu");
        assertEquals(2, temp.resolve("view").toFile().list().length);
    }

    @Test
    void ordinaryEquationsAreMeasuredAgainstTheirSolution() throws IOException {
        Path file = shell.write("spring.yaml", YAML.get(1));
        assertEquals(0, train(file, "--out", "spring"), shell.err());
        assertTrue(shell.out().contains("Relative L2 error"), shell.out());
        image("spring", "curve_v.svg");
        succeeds("eval", "spring", "--device", "cpu");
        Path bare = shell.write("bare.yaml", YAML.get(1).replaceFirst("  solution:.*\n", ""));
        assertEquals(0, train(bare, "--out", "bare"), shell.err());
        image("bare", "solution_x.svg");
        image("bare", "solution_v.svg");
    }

    @Test
    void thePlateHasAHole() throws IOException {
        Path file = shell.write("plate.yaml", YAML.get(2));
        assertEquals(0, train(file, "--out", "plate"), shell.err());
        assertTrue(shell.out().contains("x in [0, 20]"), shell.out());
        image("plate", "solution.png");
        shell.write("points.csv", "x,y\n1,1\n10,5\n");
        succeeds("predict", "plate", "--input", "points.csv", "--out", "T.csv", "--device", "cpu");
        assertTrue(Files.readAllLines(temp.resolve("T.csv")).getLast().endsWith("NaN"), "the hole has no temperature");
    }

    @Test
    void twoMaterialsMeet() throws IOException {
        Path file = shell.write("block.yaml", YAML.get(3));
        assertEquals(0, train(file, "--out", "block"), shell.err());
        assertTrue(shell.out().contains("copper: k*A_xx + q = 0; plastic: K*B_xx = 0"), shell.out());
        assertTrue(shell.out().contains("Relative L2 error"), shell.out());
        shell.write("points.csv", "x\n0.01\n0.04\n");
        succeeds("predict", "block", "--input", "points.csv", "--out", "T.csv", "--device", "cpu");
        List<String> rows = Files.readAllLines(temp.resolve("T.csv"));
        assertTrue(rows.get(1).matches("0[.]01,[\\d.]+,NaN") && rows.get(2).matches("0[.]04,NaN,[\\d.]+"), "" + rows);
    }

    @Test
    void aFamilyIsAskedForItsMembers() throws IOException {
        Path file = shell.write("rods.yaml", YAML.get(4));
        assertEquals(0, train(file, "--out", "rods"), shell.err());
        assertTrue(shell.out().contains("a in [0.00001, 0.0001]"), shell.out());
        succeeds("export", "rods", "--out", "half.csv", "--grid", "3,4", "--at", "a=5e-5", "--device", "cpu");
        assertEquals(13, Files.readAllLines(temp.resolve("half.csv")).size());
        assertEquals(2, run("export", "rods", "--out", "none.csv", "--grid", "3,4", "--at", "a=5e-3"));
        shell.write("points.csv", "a,t,x\n5e-5,10,0.03\n");
        succeeds("predict", "rods", "--input", "points.csv", "--out", "T.csv", "--device", "cpu");
        assertTrue(Files.readAllLines(temp.resolve("T.csv")).get(1).startsWith("10.0,0.03,5.0E-5,"));
    }

    /** Keys of formulas that do not fit are refused by name. */
    @Test
    void whatGoesTogetherIsSaid() {
        Map<String, String> mistakes = Map.of(
                "problem.regions={a: [0, 1, 2]}", "The region a is [0, 1, 2]; expected a lower and an upper end",
                "problem.equations={steel: T_t = a*T_xx}", "An equation holds in 'steel'; expected regions, such as",
                "problem.parameters={T: [0, 1]}", "The name is T; expected one that no coordinate or function has.",
                "problem.coefficients.h=[1, 2]", "problem.coefficients.h is [1, 2]; expected one number or formula.",
                "problem.coefficients.h=2*z", "The formula '2*z' has 'z' at character 3; expected one of T, t, x",
                "problem.functions={q: z}", "The domain has no coordinate 'z'; it has t, x.",
                "problem.conditions.domain=T = 3", "The condition 'T = 3' holds in the domain; expected an integral");
        Path file = shell.write("rod.yaml", YAML.getFirst());
        mistakes.forEach((set, expected) -> {
            assertEquals(2, train(file, "--set", set, "--out", "none"), set);
            assertTrue(shell.err().contains(expected), set + ": " + shell.err());
            assertEquals(1, shell.err().lines().count(), shell.err());
        });
        Path shipped = shell.write("shipped.yaml", "kind: pinn\nproblem: {name: burgers, parameters: {nu: [0, 1]}}\n");
        assertEquals(2, run("train", shipped.toString()));
        assertTrue(shell.err().contains("problem.parameters is given, but problem.equations is missing"), shell.err());
    }

    @Test
    void measuredValuesTeachACoefficient() {
        Path data = shell.write("measured.csv", "t,x,T\n1,0.01,320\n2,0.01,NaN\n2,0.02,310\n");
        String block = "problem:\n  learned: {a: 1}\n  data: {path: " + data + "}";
        String yaml = YAML.getFirst().replaceFirst("problem:", block).replaceFirst("a: 5e-5, ", "");
        Path file = shell.write("inverse.yaml", yaml.replace("a*T_xx", "1e-4*a*T_xx"));
        assertEquals(0, train(file, "--out", "inverse"), shell.err());
        assertTrue(shell.out().contains("a = 1 (learned); 2 measured values"), shell.out());
        RunFolder run = RunFolder.open(temp.resolve("inverse"));
        assertTrue(run.read(run.result()).contains("coefficient.a"), run.read(run.result()));
        shell.write("measured.csv", "t,x,T\n1,0.01,321\n");
        succeeds("train", run.path().toString(), "--resume", "--steps", "6", "--device", "cpu");
        assertTrue(shell.err().contains("have changed"), shell.err());
        shell.write("measured.csv", "t,x,temp\n1,0.01,320\n");
        assertEquals(2, train(file, "--out", "none"));
        assertTrue(shell.err().contains("expected measured values of T beside the coordinates"), shell.err());
    }

    @Test
    void theCasesOfAnAblationOverrideFormulas() throws IOException {
        shell.write(
                "rod.yaml",
                YAML.getFirst().replaceFirst("train:.*", "train: {steps: 3}\nfield: {layers: 1, width: 8}"));
        Path file = shell.write("parts.yaml", """
                kind: ablation
                base: rod.yaml
                set: {collocation: {points: 64, initial: 16, boundary: 16}}
                cases:
                  wind: {}
                  calm: {problem.coefficients.h: 0}
                  kept: {problem.conditions.right: T_n = 0}
                """);
        assertEquals(0, run("ablate", file.toString(), "--device", "cpu", "--out", "all"), shell.err());
        assertEquals(4, Files.readAllLines(temp.resolve("all/ablation.csv")).size());
        String guide = shell.write("rods.yaml", YAML.get(5)).toString();
        assertEquals(0, run("ablate", guide, "--steps", "1", "--device", "cpu", "--out", "guide"), shell.err());
        assertTrue(
                shell.out().lines().anyMatch(line -> line.matches("unscaled, seed 2 +1 .*no solution")), shell.out());
        assertEquals(
                2,
                run(
                        "ablate",
                        shell.write(
                                        "bad.yaml",
                                        "kind: ablation\nbase: rod.yaml\ncases: {a: {problem.equations: T_t = b}}")
                                .toString()));
        assertTrue(shell.err().contains("The formula 'T_t = b' has 'b' at character 7"), shell.err());
    }

    private Path classes(String... options) throws IOException {
        Path source = shell.write("Island.java", GUIDE.examples().getFirst());
        Path classes = Files.createDirectories(temp.resolve("classes"));
        String[] all = Stream.concat(
                        Stream.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()),
                        Stream.concat(Stream.of(options), Stream.of(source.toString())))
                .toArray(String[]::new);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, all));
        return classes;
    }

    /** The class of the guide is compiled into a folder that the class path does not know. */
    @Test
    void aClassOnAPathDoesAllOfItToo() throws IOException {
        Path classes = classes();
        Path file = shell.write("island.yaml", YAML.getLast());
        assertEquals(0, train(file, "--classes", "classes", "--out", "run"), shell.err());
        assertTrue(shell.out().contains("scaled: X ="), shell.out());
        RunFolder run = RunFolder.open(temp.resolve("run"));
        assertTrue(run.read(run.config()).contains(classes.toAbsolutePath().toString()), run.read(run.config()));
        image("run", "solution.svg");
        doesWhatShippedRunsDo("run", "9", "t\n2.5\n", "2[.]5");
        assertEquals(2, run("train", run.path().toString(), "--resume", "--classes", "classes"));
        assertEquals(2, train(file, "--out", "none"));
        assertTrue(shell.err().contains("but there is no such class; --classes names the folder or jar"), shell.err());
        Files.move(classes, temp.resolve("moved"));
        assertEquals(2, run("eval", "run", "--device", "cpu"));
        assertTrue(shell.err().contains("problem.classes is " + classes), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
    }
}
