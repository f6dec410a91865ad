package io.fieldwork.samples.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.radiance.HashGridOptions;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.volume.ProposalOptions;
import io.fieldwork.fields.volume.RaySamplerOptions;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.radiance.RadianceJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final String LEAST = "kind: radiance\nscene: {path: /data/lego}\n";

    @TempDir
    Path temp;

    private static RadianceJob job(String yaml) {
        return (RadianceJob) Configuration.of(Kinds.ALL, "a.yaml", "a", yaml).job();
    }

    private static String mistake(String yaml) {
        return assertThrows(UserError.class, () -> job(yaml)).getMessage();
    }

    @Test
    void keysReachTheRecordsAndTheRestIsDefault() {
        RadianceJob job = job(LEAST + """
                field: {type: hashGrid, levels: 8, finestResolution: 512}
                sampling: {samples: 4096}
                train: {steps: 7, rate: 2e-2, optimizer: {beta2: 0.95}}
                output: {logSteps: 3}
                """);
        assertEquals("/data/lego", job.scene().path());
        assertEquals(8, ((HashGridOptions) job.field()).levels());
        assertEquals(512.0, ((HashGridOptions) job.field()).finestResolution());
        assertEquals(18, ((HashGridOptions) job.field()).log2Table());
        assertEquals(4096, job.sampling().samples());
        assertEquals(7, job.train().steps());
        assertEquals(0.02, job.train().rate());
        assertEquals(0.95, ((AdamOptions) job.train().optimizer()).beta2());
        assertEquals(3, job.output().logSteps());
        assertEquals(30.0, job.output().previewSeconds());
    }

    /** What every way of sampling has leaves the choice to the photographs; what one alone has makes it that one. */
    @Test
    void samplesAloneDoNotChooseHowRaysAreSampled() {
        RaySamplerOptions free =
                job(LEAST + "sampling: {samples: 4096, near: 0.2}\n").sampling();
        ProposalOptions open = (ProposalOptions) free.suited(true);
        SamplingOptions closed = (SamplingOptions) free.suited(false);
        assertEquals(List.of(4096, 4096), List.of(open.samples(), closed.samples()));
        assertEquals(List.of(0.2, 0.2), List.of(open.near(), closed.near()));
        RaySamplerOptions chosen =
                job(LEAST + "sampling: {samples: 4096, thinning: 1}\n").sampling();
        assertEquals(SamplingOptionsBuilder.builder().samples(4096).thinning(1).build(), chosen);
        assertEquals(chosen, chosen.suited(true));
        assertEquals(
                "a.yaml: unknown key sampling.intervals; the nearest known key is sampling.levels.",
                mistake(LEAST + "sampling: {intervals: 4}\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LEAST,
                LEAST + "sampling: {near: 0.1}\n",
                LEAST + "sampling: {type: auto, samples: 512}\n",
                LEAST + "sampling: {occupancyThreshold: 0.02}\n",
                LEAST + "train: {minutes: 0.3}\n",
                LEAST + "train: {steps: 12, minutes: 2, seed: 9, warmup: 0}\nfield: {log2Table: 15}\n",
                "kind: radiance\nscene: {path: 'shipped:toybox', background: black, box: 2, imageScale: 0.25}\n"
            })
    void theCompleteConfigurationReadsBackIdentically(String yaml) {
        RadianceJob job = job(yaml);
        String complete = Configuration.complete(job);
        assertEquals(job, job(complete), complete);
        assertEquals(complete, Configuration.complete(job(complete)));
        assertTrue(complete.startsWith("kind: radiance\n"), complete);
        assertTrue(complete.contains("checkpointSeconds: 30"), complete);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train: {stpes: 3}      | unknown key train.stpes; the nearest known key is train.steps.",
                "trian: {steps: 3}      | unknown key trian; the nearest known key is train.",
                "steps: 3               | unknown key steps; the nearest known key is train.steps.",
                "field: {level: 3}      | unknown key field.level; the nearest known key is field.levels.",
                "field: {type: hashgrid}| field.type is 'hashgrid'; the nearest known one is hashGrid.",
                "field: {type: spectral}| field.type is 'spectral', a field of kind pinn; kind radiance takes hashGrid, kplanes, nerf, tensorf, plenoxels, surface.",
                "field: {type: fno}     | field.type is 'fno', a field of kind operator; kind radiance takes hashGrid, kplanes, nerf, tensorf, plenoxels, surface.",
                "field: 3               | field is 3; expected a block of keys.",
                "train: {optimizer: {beta: 0.9}} | unknown key train.optimizer.beta; the nearest known key is train.optimizer.beta1.",
                "train: {steps: many}   | train.steps is 'many'; expected a whole number.",
                "train: {steps: 2.5}    | train.steps is 2.5; expected a whole number.",
                "train: {steps: '5'}    | train.steps is '5'; expected a whole number.",
                "train: {rate: fast}    | train.rate is 'fast'; expected a number.",
                "train: {rate: [1]}     | train.rate is [1]; expected a number.",
                "train: {rate: {a: 1}}  | train.rate is {\"a\":1}; expected a number.",
                "train: [1]             | train is [1]; expected a block of keys.",
                "train: {steps: 99999999999999999999} | train.steps is 99999999999999999999; expected a whole number.",
                "train: {steps: 0}      | train.steps is 0; expected a positive whole number.",
                "train: {rate: .nan}    | train.rate is NaN; expected a positive number.",
                "output: {images: -1}   | output.images is -1; expected a number of views, 0 or more.",
            })
    void everyMistakeIsOneSentenceThatNamesFileAndKey(String line, String expected) {
        String message = mistake(LEAST + line + "\n");
        assertEquals("a.yaml: " + expected, message);
        assertEquals(1, message.lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scene: {path: x}                   | the key kind is missing; expected one of radiance",
                "{kind: radiant, scene: {path: x}}  | kind is 'radiant'; the nearest known one is radiance",
                "kind: radiance                     | scene.path is missing",
                "{kind: radiance, scene: {}}        | scene.path is missing",
                "{kind: radiance, kind: radiance}   | is not valid YAML: Duplicate",
                "{kind: radiance                    | is not valid YAML",
                "just words                         | is 'just words'; expected a block of keys",
                "''                                 | expected a block of keys",
            })
    void aFileThatIsNoConfigurationIsOneSentence(String yaml, String expected) {
        String message = mistake(yaml);
        assertTrue(message.startsWith("a.yaml") && message.contains(expected), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aKeyThatIsRepeatedInABlockIsNamed() {
        String message = mistake(LEAST + "train:\n  steps: 1\n  steps: 2\n");
        assertTrue(message.contains("\"steps\"") && message.contains("line 5"), message);
    }

    @Test
    void overridesReachAnyKey() {
        Configuration base = Configuration.of(Kinds.ALL, "a.yaml", "a", LEAST);
        Configuration other = base.set("train.steps=11")
                .set("field.levels=4")
                .set("scene.background=black")
                .set("train.optimizer.beta1=0.8")
                .with("--seed", "train.seed", 5L);
        RadianceJob job = (RadianceJob) other.job();
        assertEquals(11, job.train().steps());
        assertEquals(0.8, ((AdamOptions) job.train().optimizer()).beta1());
        assertEquals(5, job.train().seed());
        assertEquals(4, ((HashGridOptions) job.field()).levels());
        assertEquals("black", job.scene().background());
        assertEquals(5000, base.job().train().steps(), "the base is unchanged");
        assertEquals(5000, other.set("train.steps=").job().train().steps(), "nothing means the default");
        assertEquals(5000, other.set("train.steps=null").job().train().steps());
        assertEquals(9, other.set("train={seed: 9}").job().train().seed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train.stepps=3  | --set train.stepps=3: unknown key train.stepps; the nearest known key is train.steps.",
                "seed=3          | --set seed=3: unknown key seed; the nearest known key is train.seed.",
                "train.steps.x=3 | --set train.steps.x=3: train.steps is {\"x\":3}; expected a whole number.",
                "train=3         | --set train=3: train is 3; expected a block of keys.",
                "train.steps     | --set train.steps is no assignment; expected key=value such as train.rate=0.02.",
                "train.rate=-1   | --set train.rate=-1: train.rate is -1.0; expected a positive number.",
                "sampling={samples: 3} | --set sampling={samples: 3}: sampling.samples is 3; expected 64 to 4194304.",
                "train..x=3      | --set train..x=3: unknown key train.; the nearest known key is train.",
            })
    void aBadOverrideIsOneSentence(String assignment, String expected) {
        Configuration base = Configuration.of(Kinds.ALL, "a.yaml", "a", LEAST);
        UserError error =
                assertThrows(UserError.class, () -> base.set(assignment).job());
        assertEquals(expected, error.getMessage());
    }

    @Test
    void aMistakeIsBlamedOnWhatMadeIt() {
        Configuration base = Configuration.of(Kinds.ALL, "a.yaml", "a", LEAST + "train: {rate: 0}\n");
        UserError file =
                assertThrows(UserError.class, () -> base.set("train.steps=5").job());
        assertEquals("a.yaml: train.rate is 0.0; expected a positive number.", file.getMessage());
        Configuration mended = base.set("train.rate=1").set("sampling.near=-3");
        UserError option = assertThrows(
                UserError.class,
                () -> mended.with("--seed", "train.seed", 7).limited(3L, null).job());
        assertTrue(option.getMessage().startsWith("--set sampling.near=-3: sampling.near is -3"), option.getMessage());
    }

    @Test
    void relativePathsAreTheCallers() {
        String here = Path.of("").toAbsolutePath().toString();
        RadianceJob job = job("kind: radiance\nscene: {path: data/lego}\n");
        assertEquals(here + "/data/lego", job.scene().path());
        RadianceJob other = (RadianceJob) Configuration.of(Kinds.ALL, "a.yaml", "a", LEAST)
                .set("scene.path=./x")
                .job();
        assertEquals(here + "/x", other.scene().path());
    }

    @Test
    void filesAndShippedNamesLoad() throws IOException {
        Path file = Files.writeString(temp.resolve("lego.yaml"), LEAST);
        Configuration configuration = Configuration.load(Kinds.ALL, file.toString());
        assertEquals("lego", configuration.name());
        assertEquals("/data/lego", ((RadianceJob) configuration.job()).scene().path());
        assertEquals("toybox", Configuration.load(Kinds.ALL, "toybox").name());
        UserError missing = assertThrows(UserError.class, () -> Configuration.load(Kinds.ALL, "none.yaml"));
        assertEquals("There is no configuration file none.yaml.", missing.getMessage());
        UserError unknown = assertThrows(UserError.class, () -> Configuration.load(Kinds.ALL, "toybix"));
        assertTrue(unknown.getMessage().endsWith("the nearest shipped one is toybox."), unknown.getMessage());
    }

    @Test
    void everyShippedConfigurationIsValidAndDescribed() {
        assertNotEquals(0, Shipped.configurations().size());
        Shipped.configurations().forEach((name, description) -> {
            assertTrue(description.length() > 20, name);
            Job job = Configuration.load(Kinds.ALL, name).job();
            assertEquals(
                    job,
                    Configuration.of(Kinds.ALL, name, name, Configuration.complete(job))
                            .job());
        });
    }
}
