package io.fieldwork.samples.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.cli.TestShell;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.report.Exhibit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A kind that only this test knows, a number that moves to another one, goes through every command once it is listed. */
class NewKindTest {
    private static final JobKinds KINDS = listed(DialJob.class);

    @TempDir
    Path temp;

    private TestShell shell;

    /** The kinds of the program and one more, as one more line of the list would give them. */
    private static JobKinds listed(Class<? extends Job> kind) {
        SequencedMap<String, Class<? extends Job>> jobs = new LinkedHashMap<>(Kinds.ALL.jobs());
        jobs.putAll(JobKinds.of(kind).jobs());
        return new JobKinds(jobs, Job::open, Kinds.ALL.presets());
    }

    /** The number that is wanted, and the blocks of every job. */
    @JsonTypeName("dial")
    record DialJob(
            @Nullable Double target,
            TrainOptions train,
            @Nullable OutputOptions output) implements Job {
        DialJob {
            target = target == null ? 1 : target;
            output = output == null ? OutputOptions.defaults() : output;
        }

        @Override
        public Session open(NDManager manager, @Nullable String kernels) {
            Parameter dial = new Parameter("dial", manager.zeros(new Shape(1)), Parameter.Group.DENSE);
            Optimizer optimizer = train.optimizer().build(manager, Kernels.of(manager, "plain"), () -> List.of(dial));
            return new DialRun(target, new Training(new DialTask(dial, target.floatValue()), optimizer, train));
        }
    }

    record DialTask(Parameter dial, float target) implements Task<Float> {
        @Override
        public List<Parameter> parameters() {
            return List.of(dial);
        }

        @Override
        public Float draw(Progress progress) {
            return target;
        }

        @Override
        public Loss loss(Tape tape, Float batch) {
            NDArray miss = dial.value().sub(batch).square().sum();
            return new Loss(miss, Map.of());
        }

        @Override
        public Map<String, Double> evaluate() {
            return Map.of("miss", (double) Math.abs(dial.value().getFloat(0) - target));
        }

        @Override
        public void close() {
            dial.value().close();
        }
    }

    record Training(DialTask task, Optimizer optimizer, TrainOptions schedule) implements TrainingSession<Float> {
        @Override
        public void close() {
            optimizer.close();
            task.close();
        }
    }

    record DialRun(double target, Training training) implements Session {
        @Override
        public Wording wording() {
            return new Wording("Reading the dial.", "Dials", shown -> "Off by " + shown.get("miss") + ".");
        }

        @Override
        public String data() {
            return "a dial to be set to " + target;
        }

        @Override
        public String fingerprint() {
            return "dial " + target;
        }

        @Override
        public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
            return training.task().evaluate();
        }
    }

    @BeforeEach
    void train() {
        shell = new TestShell(temp);
        String yaml = shell.write("dial.yaml", """
                kind: dial
                target: 0.75
                train: {steps: 300, rate: 0.05}
                """).toString();
        assertEquals(0, run("train", yaml, "--device", "cpu", "--out", "run"), shell.err());
    }

    private int run(String... arguments) {
        return shell.run(KINDS, arguments);
    }

    @Test
    void itTrainsIsMeasuredAndReports() {
        assertTrue(shell.out().contains("Data:   a dial to be set to 0.75"), shell.out());
        assertTrue(shell.out().contains("Reading the dial."), shell.out());
        assertTrue(shell.out().contains("Off by "), shell.out());
        RunFolder run = RunFolder.open(temp.resolve("run"));
        assertTrue(run.read(run.config()).contains("kind: dial\ntarget: 0.75\n"), run.read(run.config()));
        assertTrue(run.read(run.report()).contains("Trained all of 300 steps."));
        assertEquals(0, run("eval", "run", "--json", "--device", "cpu"), shell.err());
        Map<?, ?> numbers = new JsonMapper().readValue(shell.out(), Map.class);
        assertEquals(0, (double) numbers.get("miss"), 0.01);
        assertEquals(1, numbers.get("parameters"));
        assertEquals(0, run("train", "run", "--resume", "--steps", "310", "--device", "cpu"), shell.err());
        assertTrue(shell.out().contains("after step 300"), shell.out());
        shell.write("both.yaml", "kind: ablation\nbase: dial.yaml\ncases: {as it is: {}, far: {target: 2}}\n");
        String both = temp.resolve("both.yaml").toString();
        assertEquals(0, run("ablate", both, "--steps", "5", "--out", "both", "--device", "cpu"), shell.err());
    }

    @Test
    void whatItDoesNotOfferIsRefusedInOneSentence() {
        refused("holds no solution of an equation", "export", "run", "--out", "x.npz");
        refused("holds no radiance field", "bake", "run", "--out", "x.safetensors");
        refused("holds nothing that a camera can see", "render", "run", "--out", "x.png");
        refused("cannot be shown", "view", "run", "--headless", "--out", "images");
    }

    private void refused(String words, String... command) {
        assertEquals(2, run(command), shell.out());
        assertTrue(shell.err().contains(words), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
    }

    @Test
    void itsKeysAreCheckedAsThoseOfAnyKind() {
        String wrong = shell.write("wrong.yaml", "kind: dial\ntarjet: 1\ntrain: {steps: 2}\n")
                .toString();
        refused("unknown key tarjet; the nearest known key is target", "train", wrong);
        String kind = shell.write("kind.yaml", "kind: dail\n").toString();
        refused("kind is 'dail'; the nearest known one is dial", "train", kind);
    }
}
