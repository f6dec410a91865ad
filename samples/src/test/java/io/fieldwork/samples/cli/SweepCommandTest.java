package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.fields.train.store.RunLock;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.batch.JobRun;
import io.fieldwork.samples.batch.Results;
import io.fieldwork.samples.batch.Scheduler;
import io.fieldwork.samples.batch.Worker;
import io.fieldwork.samples.batch.WorkerProcesses;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.config.Sweep;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.run.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

class SweepCommandTest {
    private static final String SWEEP = """
            kind: sweep
            base: tiny.yaml
            grid: {train.rate: [0.01, 0.1, 0.2], train.steps: [20, 30]}
            """;

    @TempDir
    Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private TestShell shell;

    @BeforeEach
    void configure() {
        shell = new TestShell(temp);
        shell.config("tiny.yaml", "steps: 30, rate: 0.1");
    }

    private static JobKinds kinds(Session.Opener opener) {
        return new JobKinds(Kinds.ALL.jobs(), opener, Kinds.ALL.presets());
    }

    private Sweep sweep(String yaml) {
        return Sweep.load(Kinds.ALL, shell.write("many.yaml", yaml).toString(), base -> base);
    }

    private int run(String folder, String yaml, int workers, Worker.Source source) {
        said.reset();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Console console = new Console(out, out, false, false);
        return new Scheduler(temp.resolve(folder), sweep(yaml), workers, 3, source, console).execute();
    }

    private static Worker tiny(LongConsumer before) {
        return new JobRun(kinds(TinySession.opener(before)), "cpu", "test", "fieldwork sweep");
    }

    private static Worker.Source tinyOnes() {
        return lane -> tiny(step -> {});
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

    private float[] parameters(String run) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            return Checkpoint.read(manager, RunFolder.open(temp.resolve(run)).checkpoint())
                    .get("parameter/x")
                    .toFloatArray();
        }
    }

    @Test
    void theJobsAreRunsAndTheTableIsTheirs() throws Exception {
        assertEquals(0, run("all", SWEEP, 2, tinyOnes()), said.toString(StandardCharsets.UTF_8));
        assertEquals(7, table("all").size());
        assertEquals(
                "run,train.rate,train.steps,psnr,parameters,steps,state",
                table("all").getFirst());
        assertEquals(
                0,
                shell.run(
                        "train",
                        temp.resolve("tiny.yaml").toString(),
                        "--device",
                        "cpu",
                        "--out",
                        "single",
                        "--set",
                        "train.rate=0.2",
                        "--set",
                        "train.steps=20"),
                shell.err());
        assertArrayEquals(parameters("single"), parameters("all/rate-0.2_steps-20"));
        assertTrue(
                table("all").get(5).startsWith("rate-0.2_steps-20,0.2,20,"),
                table("all").toString());
        assertTrue(table("all").get(5).endsWith(",20,done"), table("all").toString());
        AtomicInteger opened = new AtomicInteger();
        assertEquals(0, run("all", SWEEP, 2, lane -> {
            opened.incrementAndGet();
            return tiny(step -> {});
        }));
        assertEquals(0, opened.get(), "finished jobs need no worker");
    }

    /** Workers that break at the steps of a plan, once each, leave the table of those that do not. */
    @Test
    void crashesAreTriedAgainAndLeaveNoTrace() {
        assertEquals(0, run("whole", SWEEP, 1, tinyOnes()));
        Map<Long, Boolean> broken = new ConcurrentHashMap<>();
        AtomicInteger opened = new AtomicInteger();
        assertEquals(
                0,
                run("broken", SWEEP, 2, lane -> {
                    opened.incrementAndGet();
                    return tiny(step -> {
                        if (step % 9 == 5 && broken.putIfAbsent(step, true) == null) {
                            throw new IllegalStateException("broken at " + step);
                        }
                    });
                }),
                said.toString(StandardCharsets.UTF_8));
        assertEquals(3, broken.size(), "steps 5, 14, 23");
        assertTrue(opened.get() >= 4, "a broken worker is replaced");
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("broken at 5; it is tried again"));
        assertEquals(table("whole"), table("broken"));
    }

    @Test
    void whatCannotBeDoneFailsAndTheOthersGoOn() {
        Session.Opener opener = (job, manager, kernels) -> {
            if (job.train().steps() == 20) {
                throw new OutOfMemoryError("too much\nof it");
            }
            return TinySession.opener(step -> {}).open(job, manager, kernels);
        };
        assertEquals(1, run("all", SWEEP, 2, lane -> new JobRun(kinds(opener), "cpu", "test", "fieldwork sweep")));
        assertTrue(
                table("all").get(1).endsWith(",failed: OutOfMemoryError: too much"),
                table("all").toString());
        assertEquals(
                3,
                table("all").stream().filter(line -> line.endsWith(",30,done")).count());
        assertEquals(0, run("all", SWEEP, 1, tinyOnes()));
        assertEquals(
                6, table("all").stream().filter(line -> line.endsWith(",done")).count());
    }

    @Test
    void controlCWritesCheckpointsAndTheCommandGoesOn() {
        assertEquals(0, run("whole", SWEEP, 1, tinyOnes()));
        int code = run(
                "cut",
                SWEEP,
                1,
                lane -> tiny(step -> {
                    if (step == 25) {
                        Signal.raise(new Signal("INT"));
                        awaitSaid(temp.resolve("cut/logs/rate-0.01_steps-30.log"), "Interrupted");
                    }
                }));
        assertEquals(130, code);
        assertTrue(table("cut").get(2).endsWith(",26,interrupted"), table("cut").toString());
        assertTrue(table("cut").get(3).endsWith(",waiting"), table("cut").toString());
        assertEquals(0, run("cut", SWEEP, 1, tinyOnes()));
        assertEquals(table("whole"), table("cut"));
        assertArrayEquals(parameters("whole/rate-0.01_steps-30"), parameters("cut/rate-0.01_steps-30"));
    }

    private static void awaitSaid(Path log, String text) {
        try {
            while (!Files.readString(log).contains(text)) {
                pause(10);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The better half goes on after 10 steps, half of those after 20, and a repeated command decides alike. */
    @Test
    void halvingGivesUpTheWorse() {
        String yaml = """
            kind: sweep
            base: tiny.yaml
            grid: {train.rate: [0.001, 0.01, 0.05, 0.1]}
            halving: {by: psnr, better: high, steps: [10, 20]}
            """;
        assertEquals(0, run("whole", yaml.replaceAll("halving.*", ""), 1, tinyOnes()));
        assertEquals(0, run("half", yaml, 2, tinyOnes()), said.toString(StandardCharsets.UTF_8));
        List<String> table = table("half");
        assertTrue(table.get(1).endsWith(",10,given up"), table.toString());
        assertTrue(table.get(2).endsWith(",10,given up"), table.toString());
        assertEquals(1, table.stream().filter(line -> line.endsWith(",30,done")).count(), table.toString());
        assertEquals(
                1, table.stream().filter(line -> line.endsWith(",20,given up")).count(), table.toString());
        String best =
                table.stream().filter(line -> line.endsWith("done")).findFirst().orElseThrow();
        assertTrue(table("whole").contains(best), "pausing changes nothing");
        assertEquals(0, run("half", yaml, 2, lane -> {
            throw new IllegalStateException("nothing is left to do");
        }));
        assertEquals(table, table("half"));
    }

    /** A worker that outlives its scheduler holds the lock of its run; the next one waits for it. */
    @Test
    void aRunThatIsStillTrainedIsWaitedFor() throws Exception {
        Path run = Files.createDirectories(temp.resolve("all/rate-0.01_steps-20"));
        Path log = temp.resolve("all/logs/rate-0.01_steps-20.log");
        RunLock lock = RunLock.of(run);
        Thread.ofVirtual().start(() -> {
            while (!Files.exists(log) || log.toFile().length() == 0) {
                pause(20);
            }
            lock.close();
        });
        assertEquals(0, run("all", SWEEP, 2, tinyOnes()), said.toString(StandardCharsets.UTF_8));
        assertTrue(Files.readString(log).contains("Waiting for another process"));
    }

    /** Processes as the command starts them: all are killed in the middle of their jobs, which then go on to the same end. */
    @Test
    void killedProcessesLoseNothing() {
        String yaml = """
            kind: sweep
            base: image
            set:
              scene.size: 16
              train.steps: 80
              train.checkpointSeconds: 1e-3
              field: {type: hashGrid, levels: 2}
              output: {images: 0, previewSeconds: 0}
            seeds: [1, 2]
            """;
        WorkerProcesses processes = new WorkerProcesses(
                Main.class.getName(), "sweep-worker", List.of("cpu"), 2, temp.resolve("logs"), "fieldwork sweep");
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        Thread killer = Thread.ofVirtual().start(() -> killOnceTraining(others, temp.resolve("killed")));
        AtomicInteger opened = new AtomicInteger();
        int code = run("killed", yaml, 2, lane -> {
            opened.incrementAndGet();
            return processes.open(lane);
        });
        killer.interrupt();
        String text = said.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, text);
        assertTrue(opened.get() > 2, text);
        assertTrue(text.contains("ended by signal 9; it is tried again"), text);
        assertEquals(0, run("whole", yaml, 1, lane -> new JobRun(Kinds.ALL, "cpu", "test", "fieldwork sweep")));
        assertEquals(table("whole"), table("killed"));
    }

    /** Kills all processes that this one has started, but others, once a run has a checkpoint. */
    private static void killOnceTraining(Set<ProcessHandle> others, Path all) {
        while (IntStream.of(1, 2)
                .noneMatch(seed -> Files.exists(all.resolve("seed-" + seed + "/checkpoint/state.safetensors")))) {
            pause(10);
        }
        ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void theCommandChecksBeforeAnythingStarts() {
        String file = shell.write("many.yaml", SWEEP).toString();
        assertEquals(0, shell.run("sweep", file, "--dry-run"), shell.err());
        assertEquals(6, shell.out().lines().count());
        assertEquals(2, shell.run("sweep", file, "--workers", "0"));
        assertTrue(shell.err().contains("--workers is 0; expected 1 to 1024."), shell.err());
        shell.write("many.yaml", SWEEP.replace("train.rate", "train.rat"));
        assertEquals(2, shell.run("sweep", file, "--out", "none"));
        assertTrue(shell.err().contains("unknown key train.rat"), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
        assertFalse(Files.exists(temp.resolve("none")));
        assertEquals(2, shell.run("sweep", "ratess"));
        assertTrue(shell.err().contains("nearest shipped one is rates"), shell.err());
        assertEquals(2, shell.run("results", "none"));
        assertEquals(
                "There is no folder " + temp.resolve("none") + ".", shell.err().strip());
    }

    @Test
    void whatIsMissingForAClusterIsSaid() {
        String file = shell.write("many.yaml", SWEEP).toString();
        assertEquals(2, shell.run("sweep", file, "--spark", "spark://head:7077", "--out", "all"));
        assertTrue(shell.err().contains("--spark needs Apache Spark, which the usual build leaves out"), shell.err());
        assertEquals(2, shell.run("sweep", file, "--spark", "spark://head:7077", "--out", "hdfs://head/all"));
        assertTrue(shell.err().contains("--out is hdfs:/head/all; expected a folder"), shell.err());
        assertEquals(2, shell.run("sweep", file, "--spark", "spark://head:7077", "--device", "gpu0,gpu1"));
        assertTrue(shell.err().contains("--device is gpu0,gpu1; expected one for all"), shell.err());
    }

    @Test
    void aTaskOfAnArrayRunsOneJob() {
        String file = shell.write("many.yaml", SWEEP).toString();
        assertEquals(0, shell.run("sweep", file, "--slurm", "--out", "all", "--workers", "3"), shell.err());
        assertTrue(shell.out().contains("#SBATCH --array=0-5%3"), shell.out());
        String all = temp.resolve("all").toString();
        assertTrue(shell.out()
                .contains("sweep " + file + " --workers 3 --out " + all + " --job \"$SLURM_ARRAY_TASK_ID\""));
        for (int job = 5; job >= 0; job--) {
            assertEquals(
                    0,
                    shell.run("sweep", file, "--workers", "3", "--out", "all", "--job", "" + job, "--device", "cpu"));
        }
        assertEquals(0, run("whole", SWEEP, 1, tinyOnes()));
        assertEquals(table("whole"), table("all"));
        assertEquals(2, shell.run("sweep", file, "--out", "all", "--job", "6", "--device", "cpu"));
        assertTrue(shell.err().contains("--job is 6; expected 0 to 5."), shell.err());
    }

    @Test
    void resultsAreTextTableAndPage() throws Exception {
        assertEquals(0, run("all", SWEEP, 1, tinyOnes()));
        assertEquals(0, shell.run("results", "all"));
        assertEquals(7, shell.out().lines().count());
        assertEquals(0, shell.run("results", "all", "--csv", "all.csv", "--html", "all.html"), shell.err());
        assertEquals(Results.of(temp.resolve("all")).csv(), Files.readString(temp.resolve("all.csv")));
        String page = Files.readString(temp.resolve("all.html"));
        assertTrue(page.contains("6 of 6 runs have ended."));
        assertTrue(page.contains("\"rate-0.1_steps-30\""));
        assertTrue(page.contains("data:image/png;base64,"));
        assertFalse(
                page.contains("http://")
                        && page.replace("http://www.w3.org/", "").contains("http://"),
                "no network");
        Files.delete(temp.resolve("all/sweep.json"));
        List<String> found = Results.of(temp.resolve("all")).csv().lines().toList();
        assertEquals("run,train.steps,train.rate", found.getFirst().replaceFirst("(,psnr.*)", ""), "keys that differ");
        assertEquals(7, found.size());
    }
}
