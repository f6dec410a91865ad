package io.fieldwork.samples.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.optimizer.PhasesOptions;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Ablation;
import io.fieldwork.samples.config.Ablation.Case;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.image.ImageJob;
import io.fieldwork.samples.kind.operator.OperatorJob;
import io.fieldwork.samples.kind.radiance.RadianceJob;
import io.fieldwork.samples.kind.radiance.distill.DistillJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedAblationsTest {
    @TempDir
    Path temp;

    static Stream<String> names() {
        return Shipped.ablations().keySet().stream();
    }

    @Test
    void theyAreDescribed() {
        assertTrue(Shipped.ablations().keySet().containsAll(List.of("allen-cahn", "burgers", "darcy-32")));
        Shipped.ablations().forEach((name, text) -> assertTrue(text.length() > 20, name));
    }

    /** The same job with few points or samples and, if it has two optimisers, one step for the first. */
    private static Job small(Configuration configuration) {
        Configuration brief = configuration.limited(2L, null);
        Configuration few = switch (configuration.job()) {
            case OperatorJob job -> brief.with("samples", "data.train", 9).with("samples", "data.test", 2);
            case ImageJob job -> brief.with("pixels", "scene.size", 16);
            case DistillJob job -> brief.with("samples", "sampling.samples", 512);
            case RadianceJob job -> brief.with("samples", "sampling.samples", 512);
            default -> brief.with("points", "collocation.points", 200);
        };
        boolean phases = few.job().train().optimizer() instanceof PhasesOptions;
        return (phases ? few.with("phases", "train.optimizer.steps", 1) : few).job();
    }

    /** The cases, those that need a teacher with one that has hardly learned. */
    private List<Case> cases(String name, NDManager manager) {
        Path teacher = temp.resolve("teacher");
        return Ablation.load(
                        Kinds.ALL,
                        name,
                        base -> base.job() instanceof DistillJob
                                ? base.with("teacher", "teacher.run", teach(teacher, manager))
                                : base)
                .cases();
    }

    /** Trains a teacher, unless it is there already. */
    private static String teach(Path folder, NDManager manager) {
        if (Files.exists(folder)) {
            return folder.toString();
        }
        Job job = small(Configuration.load(Kinds.ALL, "toybox"));
        RunFolder run = RunFolder.create(folder);
        run.write(run.config(), Configuration.complete(job));
        try (Session session = job.open(manager, null)) {
            session.trainer(run.checkpoint(), List.of()).run();
        }
        return folder.toString();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCaseTrainsAndIsAnotherJob(String name) {
        HashSet<String> jobs = new HashSet<>();
        try (NDManager manager = Compute.configured().newManager()) {
            List<Case> cases = cases(name, manager);
            for (Case one : cases) {
                jobs.add(Configuration.complete(one.configuration().job()));
                try (Session session = small(one.configuration()).open(manager, null)) {
                    TrainResult result = session.trainer(temp.resolve("state.safetensors"), List.of())
                            .run();
                    assertEquals(TrainResult.Stop.STEPS, result.stop(), one.title());
                }
            }
            assertEquals(cases.size(), jobs.size(), "two cases are the same job");
        }
    }
}
