package io.fieldwork.samples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.batch.Cluster;
import io.fieldwork.samples.batch.Cluster.Needs;
import io.fieldwork.samples.batch.ClusterWorkers;
import io.fieldwork.samples.batch.JobRun;
import io.fieldwork.samples.batch.Results;
import io.fieldwork.samples.batch.Scheduler;
import io.fieldwork.samples.batch.Worker;
import io.fieldwork.samples.config.Sweep;
import io.fieldwork.samples.run.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

/** Sweeps on Spark in this process, whose workers are processes as anywhere. */
class SparkSweepTest {
    private static final String SWEEP = """
            kind: sweep
            base: image
            set:
              scene.size: 16
              train.steps: STEPS
              train.checkpointSeconds: 1e-3
              field: {type: hashGrid, levels: 2}
              output: {images: 0, previewSeconds: 0}
            seeds: [1, 2]
            """;

    @TempDir
    Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Sweep sweep(int steps) throws IOException {
        Path file = Files.writeString(temp.resolve("many.yaml"), SWEEP.replace("STEPS", "" + steps));
        return Sweep.load(Kinds.ALL, file.toString(), base -> base);
    }

    private int run(String folder, Sweep sweep, Worker.Source source) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Console console = new Console(out, out, false, false);
        return new Scheduler(temp.resolve(folder), sweep, 2, 3, source, console).execute();
    }

    private int onSpark(String folder, Sweep sweep) {
        try (ClusterWorkers cluster = new ClusterWorkers(() -> connect("local[2]"))) {
            return run(folder, sweep, cluster);
        }
    }

    private Cluster connect(String master) {
        Cluster.Engine engine =
                ServiceLoader.load(Cluster.Engine.class).findFirst().orElseThrow();
        return engine.connect(new Needs(master, "test", 2, 0.5, "cpu", worker(), temp.resolve("logs")));
    }

    /** What starts a worker: this virtual machine again. */
    private static List<String> worker() {
        List<String> line = new ArrayList<>();
        line.add(ProcessHandle.current().info().command().orElseThrow());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(List.of("io.fieldwork.samples.cli.Main", "sweep-worker"));
        return line;
    }

    /** The table without the column of minutes, which no two runs have alike. */
    private List<String> table(String folder) {
        List<String> lines = Results.of(temp.resolve(folder)).csv().lines().toList();
        int minutes = List.of(lines.getFirst().split(",")).indexOf("minutes");
        return lines.stream()
                .map(line -> {
                    List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
                    cells.remove(minutes);
                    return String.join(",", cells);
                })
                .toList();
    }

    /** One worker is killed in mid-training, the other cancelled by Ctrl-C; what is repeated has the table of a local sweep. */
    @Test
    void theTableIsThatOfThisMachineAfterAKillAndAnInterrupt() throws Exception {
        Sweep sweep = sweep(300);
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        Thread.ofVirtual().start(() -> disturb(others, temp.resolve("spark")));
        assertEquals(130, onSpark("spark", sweep), said.toString(StandardCharsets.UTF_8));
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("its process ended by signal 9; it is tried again"), text);
        assertTrue(table("spark").stream().anyMatch(line -> line.endsWith(",interrupted")), text);
        assertEquals(0, onSpark("spark", sweep), said.toString(StandardCharsets.UTF_8));
        assertEquals(0, run("here", sweep, lane -> new JobRun(Kinds.ALL, "cpu", "test", "fieldwork sweep")));
        assertEquals(table("here"), table("spark"));
    }

    /** Kills a worker when a run has a checkpoint, and interrupts all when that was told. */
    private void disturb(Set<ProcessHandle> others, Path all) {
        await(() -> Files.exists(all.resolve("seed-1/checkpoint/state.safetensors"))
                || Files.exists(all.resolve("seed-2/checkpoint/state.safetensors")));
        ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child))
                .findFirst()
                .orElseThrow()
                .destroyForcibly();
        await(() -> said.toString(StandardCharsets.UTF_8).contains("tried again"));
        Signal.raise(new Signal("INT"));
    }

    private static void await(BooleanSupplier condition) {
        try {
            while (!condition.getAsBoolean()) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aMasterThatIsNoneIsRefusedInOneSentence() {
        String message = assertThrows(UserError.class, () -> connect("spork://nowhere:1"))
                .getMessage();
        assertTrue(message.startsWith("--spark is spork://nowhere:1, where no Spark answers: "), message);
        assertFalse(message.contains("\n"), message);
    }
}
