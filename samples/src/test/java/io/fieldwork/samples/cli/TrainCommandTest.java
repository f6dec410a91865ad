package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.cuda.CudaException;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.report.MetricsLog;
import io.fieldwork.samples.report.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sun.misc.Signal;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {
    @TempDir
    Path temp;

    private TestShell shell;
    private String config;

    @BeforeEach
    void configure() {
        shell = new TestShell(temp);
        config = shell.config("tiny.yaml", "steps: 40, rate: 0.1, checkpointSeconds: 1e-9")
                .toString();
    }

    private int train(String... arguments) {
        return shell.run(Stream.concat(Stream.of("train", "--device", "cpu"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private int train(Session.Opener opener, String... arguments) {
        return shell.run(
                opener,
                Stream.concat(Stream.of("train", "--device", "cpu"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static Session.Opener crashingAt(long step) {
        return TinySession.opener(at -> {
            if (at == step) {
                throw new IllegalStateException("pulled the plug");
            }
        });
    }

    private RunFolder run(String name) {
        return RunFolder.open(temp.resolve("runs").resolve(name));
    }

    @Test
    void aRunLeavesEverythingBehind() {
        assertEquals(0, train(config, "--seed", "3"), shell.err());
        RunFolder run = run("tiny");
        for (Path file : List.of(
                run.config(),
                run.manifest(),
                run.metrics(),
                run.checkpoint(),
                run.report(),
                run.result(),
                run.images().resolve("test_0.png"),
                run.images().resolve("test_1.png"))) {
            assertTrue(Files.isRegularFile(file), file.toString());
        }
        List<Map<String, Double>> rows = MetricsLog.read(run.metrics());
        assertEquals(9, rows.size(), "step 1 and every fifth of 40");
        assertEquals(40, rows.getLast().get("step"));
        assertFalse(rows.getLast().containsKey("psnr"), "what is not finite is absent");
        assertEquals(3, RunManifest.read(run).get("seed"));
        assertTrue(shell.out().contains("four numbers"), shell.out());
        assertTrue(shell.out().contains("Test PSNR"), shell.out());
        assertTrue(shell.out().contains(run.report().toString()), shell.out());
        String report = run.read(run.report());
        assertTrue(report.contains("nothing &lt;to&gt; see") && report.contains("Trained all of 40 steps."));
    }

    @Test
    void aFolderOfPhotographsIsTrainedUnderItsName() throws IOException {
        Path cameras = temp.resolve("garden/sparse/0/cameras.txt");
        Files.createDirectories(cameras.getParent());
        Files.createFile(cameras);
        assertEquals(0, train("garden", "--steps", "1"), shell.err());
        assertTrue(shell.out().contains("garden is a capture (sparse/0/cameras.txt)"), shell.out());
        assertTrue(shell.out().contains("fieldwork train toybox --set scene.path="), shell.out());
        assertTrue(shell.out().contains("Trained all of 1 step."), shell.out());
        assertTrue(run("garden").read(run("garden").config()).contains("garden"));
    }

    @ParameterizedTest
    @CsvSource({
        "flow/data.NPZ, flow, flow/data.NPZ",
        "grid/a.npy grid/u.npy, grid, grid",
        "flow.mat, flow.mat, flow.mat",
        "it''s/x.h5 it''s/readme.txt, it''s, it''s/x.h5"
    })
    void aDataSetIsTrainedAsPairs(String files, String given, String expected) throws IOException {
        touch(files);
        assertEquals(0, train(given, "--steps", "1"), shell.err());
        String path = temp.resolve(expected).toString();
        String line = "data={type: pairs, path: '" + path.replace("'", "''") + "'}";
        assertTrue(shell.out().contains("fieldwork train darcy-64 --set \"" + line), shell.out());
        String name = given.replaceFirst("[.].*", "");
        assertTrue(run(name).read(run(name).config()).contains(expected), "the run is named after what was given");
    }

    @ParameterizedTest
    @CsvSource({
        "hats/hat.ply, hats, holds meshes",
        "photos/a.jpg, photos, COLMAP",
        "two/a.npz two/b.h5, two, 'holds 2 files of arrays (a.npz, b.h5); name the one'",
        "both/a.npz both/b.png, both, beside images",
        "old/config.yaml, old, --resume",
        "notes/readme.txt, notes, neither cameras"
    })
    void whatHasNoConfigurationIsExplained(String files, String given, String expected) throws IOException {
        touch(files);
        assertMistake(expected, given);
    }

    @Test
    void aMeshIsTheDistanceToIt() throws IOException {
        touch("hat.ply");
        assertEquals(0, train("hat.ply", "--steps", "1"), shell.err());
        assertTrue(shell.out().contains("hat.ply is a mesh: 'fieldwork train distance --set scene.path="), shell.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.JPG", "a.tif", "a.TIFF"})
    void aPictureIsLearned(String file) throws IOException {
        touch(file);
        assertEquals(0, train(file, "--steps", "1"), shell.err());
        assertTrue(shell.out().contains(file + " is a picture: 'fieldwork train image --set scene.path="), shell.out());
    }

    private void touch(String files) throws IOException {
        for (String file : files.split(" ")) {
            Files.createDirectories(temp.resolve(file).getParent());
            Files.createFile(temp.resolve(file));
        }
    }

    @Test
    void aTransformsFileOfItsOwnIsACaptureToo() throws IOException {
        touch("garden/transforms_all.json");
        assertEquals(0, train("garden/transforms_all.json", "--steps", "1"), shell.err());
        assertTrue(shell.out().contains("is a capture (transforms_all.json)"), shell.out());
    }

    @Test
    void anUnknownNameSuggestsOnlyWhatIsNear() {
        assertEquals(2, train("nosuch"));
        assertFalse(shell.err().contains("nearest"), shell.err());
        assertEquals(2, train("toybix"));
        assertTrue(shell.err().contains("nearest shipped one is toybox"), shell.err());
    }

    @Test
    void theNextRunOfTheSameNameTakesASuffix() {
        assertEquals(0, train(config, "--steps", "2", "--quiet"));
        assertEquals(0, train(config, "--steps", "3", "--quiet"));
        assertEquals(2, MetricsLog.read(run("tiny").metrics()).size() + 1);
        assertEquals(3, result(run("tiny-2")).get("steps"));
        assertEquals(3, shell.out().lines().count(), "quality, pictures, report: " + shell.out());
    }

    @Test
    void anExplicitFolderThatIsNotEmptyIsRefused() throws IOException {
        Files.writeString(Files.createDirectory(temp.resolve("mine")).resolve("a.txt"), "keep");
        assertEquals(2, train(config, "--out", "mine"));
        assertTrue(shell.err().contains("--resume"), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
        assertEquals("keep", Files.readString(temp.resolve("mine/a.txt")));
    }

    @Test
    void outputThatCannotBeWrittenIsOneSentence() throws IOException {
        Files.writeString(temp.resolve("file"), "");
        assertEquals(2, train(config, "--out", "file/run"));
        assertTrue(shell.err().contains("cannot be written"), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
    }

    @Test
    void aRunThatDiedAndResumedEqualsOneThatDidNot() throws IOException {
        assertEquals(0, train(config, "--out", "whole"));
        assertEquals(1, train(crashingAt(23), config, "--out", "broken"));
        assertTrue(shell.err().contains("pulled the plug"), shell.err());
        Files.writeString(
                temp.resolve("broken/metrics.jsonl"),
                Files.readString(temp.resolve("broken/metrics.jsonl")) + "{\"step\":25,\"loss\":9}\n{\"st");
        assertEquals(0, train("broken", "--resume"), shell.err());
        assertTrue(shell.out().contains("after step 23"), shell.out());
        RunFolder whole = RunFolder.open(temp.resolve("whole"));
        RunFolder broken = RunFolder.open(temp.resolve("broken"));
        assertEquals(losses(whole), losses(broken));
        assertEquals(result(whole).get("psnr"), result(broken).get("psnr"));
        assertArrayEquals(parameters(whole), parameters(broken), "the same parameters to the last bit");
        assertEquals(2, ((List<?>) RunManifest.read(broken).get("starts")).size());
    }

    private static List<List<Double>> losses(RunFolder run) {
        return MetricsLog.read(run.metrics()).stream()
                .map(row -> List.of(row.get("step"), row.get("loss"), row.get("rate")))
                .toList();
    }

    private static float[] parameters(RunFolder run) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            return Checkpoint.read(manager, run.checkpoint()).get("parameter/x").toFloatArray();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> result(RunFolder run) {
        return new JsonMapper().readValue(run.read(run.result()), Map.class);
    }

    @Test
    void oneCommandStartsAndGoesOn() {
        String[] command = {config, "--out", "job", "--resume", "--steps", "10"};
        assertEquals(0, train(command), shell.err());
        assertTrue(shell.out().contains("starting one"), shell.out());
        assertEquals(0, train(config, "--out", "job", "--resume", "--steps", "15"), shell.err());
        assertEquals(15, result(RunFolder.open(temp.resolve("job"))).get("steps"));
        assertFalse(shell.err().contains("Nothing was left"), shell.err());
        assertEquals(0, train("job", "--resume", "--steps", "15"), shell.err());
        assertTrue(shell.err().contains("Nothing was left to train: the run has taken 15 steps"), shell.err());
        assertEquals(2, train("job", "--resume", "--seed", "4"));
        assertEquals(2, train("job", "--resume", "--set", "train.rate=1"));
    }

    @Test
    void aRunThatDiedBeforeItsFirstCheckpointStartsAgain() {
        String late = shell.config("late.yaml", "steps: 8").toString();
        assertEquals(1, train(crashingAt(5), late, "--out", "early"));
        assertEquals(2, shell.run("eval", "early"));
        assertEquals(0, train("early", "--resume"), shell.err());
        assertEquals(
                3,
                MetricsLog.read(RunFolder.open(temp.resolve("early")).metrics()).size() + 1);
    }

    @Test
    void aDeviceThatFailsIsOneSentenceAndTheCheckpointStays() {
        Session.Opener opener = TinySession.opener(at -> {
            if (at == 12) {
                throw new CudaException("cuLaunchKernel of adam_dense failed: CUDA_ERROR_OUT_OF_MEMORY");
            }
        });
        assertEquals(1, train(opener, config, "--out", "lost"));
        assertTrue(
                shell.err().contains("Training broke off after step 12; the checkpoint of step 12 stays in"),
                shell.err());
        assertTrue(shell.err().contains("--resume goes on from it."), shell.err());
        assertTrue(shell.err().contains("CudaException: cuLaunchKernel of adam_dense failed"), shell.err());
        assertEquals(0, train("lost", "--resume"), shell.err());
    }

    @Test
    void aLossThatIsNotANumberNamesTheStepAndKeepsTheCheckpoint() {
        Session.Opener opener = TinySession.opener(at -> {
            if (at == 12) {
                throw new TinySession.NotANumber();
            }
        });
        assertEquals(3, train(opener, config, "--out", "nan"));
        assertTrue(shell.err().contains("NaN in step 13"), shell.err());
        assertTrue(shell.err().contains("checkpoint of step 12"), shell.err());
        RunFolder run = RunFolder.open(temp.resolve("nan"));
        assertEquals("diverged", result(run).get("stop"));
        assertTrue(Files.exists(run.report()));
        for (float value : parameters(run)) {
            assertTrue(Float.isFinite(value));
        }
    }

    @Test
    void controlCWritesCheckpointAndReport() {
        String endless = shell.config("endless.yaml", "steps: 1000000000").toString();
        Session.Opener opener = TinySession.opener(at -> {
            if (at == 17) {
                Signal.raise(new Signal("INT"));
            }
        });
        assertEquals(130, train(opener, endless, "--out", "cut"), shell.err());
        RunFolder run = RunFolder.open(temp.resolve("cut"));
        assertEquals("cancelled", result(run).get("stop"));
        assertTrue((int) result(run).get("steps") >= 17);
        assertTrue(Files.exists(run.checkpoint()) && Files.exists(run.report()));
        assertTrue(shell.out().contains("--resume"), shell.out());
    }

    @Test
    void aDryRunPrintsTheConfigurationAndWritesNothing() throws IOException {
        assertEquals(0, train(config, "--dry-run", "--minutes", "2", "--set", "field.levels=3"));
        assertTrue(shell.out().contains("minutes: 2.0") && shell.out().contains("levels: 3"), shell.out());
        assertTrue(shell.out().contains("steps: null"), "the command line's limit replaces the file's");
        assertFalse(Files.exists(temp.resolve("runs")));
    }

    @Test
    void mistakesAreOneSentenceAndCodeTwo() {
        String typo = shell.write("typo.yaml", "kind: radiance\nscene: {path: x}\ntrain: {stpes: 3}\n")
                .toString();
        assertMistake("train.steps", typo);
        assertMistake("toybox", "toybix");
        assertMistake("There is no configuration file", "none.yaml");
        assertMistake("run folder", "--resume");
        assertMistake("no folder none", "none", "--resume");
        assertMistake("no run folder", "--out", "none", "--resume");
        assertMistake("Which configuration", "--quiet");
        assertMistake("add --resume", ".");
        assertMistake("positive number", config, "--minutes", "-1");
        assertMistake("host", config, "--kernels", "hots");
        assertMistake("--kernels cuda cannot run on the device cpu", config, "--kernels", "cuda");
        assertMistake("--set train.rat=1", config, "--set", "train.rat=1");
        assertMistake("--set train.rate", config, "--set", "train.rate");
        assertMistake("train.rate is 'x'; expected a number", config, "--set", "train.rate=x");
        assertMistake("without --view", config, "--view");
        assertMistake("add --view", config, "--script", "input.txt");
        assertMistake("none.txt", config, "--view", "--script", "none.txt");
        assertEquals(2, shell.run("train", config, "--device", "tpu"));
        assertFalse(Files.exists(temp.resolve("runs")), "no mistake leaves a run behind");
    }

    private void assertMistake(String expected, String... arguments) {
        assertEquals(2, train(arguments), String.join(" ", arguments));
        assertTrue(shell.err().contains(expected), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
    }
}
