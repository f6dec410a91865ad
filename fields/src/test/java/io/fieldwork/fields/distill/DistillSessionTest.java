package io.fieldwork.fields.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.radiance.HashGridOptions;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.radiance.PlenoxelsOptionsBuilder;
import io.fieldwork.fields.radiance.RadianceFieldOptions;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneFiles;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.scene.radiance.RadianceOptionsBuilder;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.scene.radiance.RadianceSessionTest;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small hash grid that has learned a ball teaches others. */
class DistillSessionTest {
    private static final HashGridOptions TEACHER = hashGrid(10);
    private static final DistillOptions USUAL = DistillOptions.defaults();

    @TempDir
    private static Path folder;

    private static NDManager manager;
    private static RadianceSession teacher;

    private static HashGridOptions hashGrid(int log2Table) {
        return HashGridOptionsBuilder.builder()
                .levels(4)
                .features(2)
                .log2Table(log2Table)
                .baseResolution(4)
                .finestResolution(32.0)
                .hidden(16)
                .geometryFeatures(8)
                .harmonics(2)
                .build();
    }

    @BeforeAll
    static void teach() {
        manager = Compute.configured().newManager();
        List<Photo> train = IntStream.range(0, 10)
                .mapToObj(i -> RadianceSessionTest.photo("train/r_" + i, 2 * Math.PI * i / 10))
                .toList();
        List<Photo> test =
                List.of(RadianceSessionTest.photo("test/r_0", 0.3), RadianceSessionTest.photo("test/r_1", 2.9));
        SceneFiles.blender(
                new Capture(train, test, test, Box.cube(1.5f), SceneTransform.identity()), folder.resolve("data"));
        teacher = radiance(TEACHER, 200);
        teacher.trainer(null, List.of()).run();
    }

    @AfterAll
    static void close() {
        teacher.close();
        manager.close();
    }

    private static RadianceSession radiance(RadianceFieldOptions field, long steps) {
        return RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .field(field)
                .sampling(SamplingOptionsBuilder.builder()
                        .samples(2048)
                        .stepsAcross(96)
                        .occupancyResolution(16)
                        .build())
                .train(TrainOptionsBuilder.builder()
                        .steps(steps)
                        .seed(3L)
                        .rate(0.02)
                        .checkpointSeconds(1e9)
                        .build())
                .build()
                .open(manager, folder);
    }

    private static DistillSession student(RadianceFieldOptions field, long steps, DistillOptions options) {
        return new DistillSession(radiance(field, steps), () -> teacher, options);
    }

    private static float[][] parameters(DistillSession session) {
        return session.task().parameters().stream()
                .map(parameter -> parameter.value().toFloatArray())
                .toArray(float[][]::new);
    }

    @Test
    void aStudentShowsWhatItsTeacherDoes() {
        double taught = teacher.task().evaluate().get("psnr");
        var voxels = PlenoxelsOptionsBuilder.builder()
                .resolutions(List.of(16))
                .changes(List.of())
                .density(0.02)
                .build();
        for (RadianceFieldOptions field : List.of(hashGrid(9), voxels)) {
            try (DistillSession session = student(field, 150, USUAL)) {
                double before = session.task().evaluate().get("psnr");
                session.trainer(null, List.of()).run();
                double after = session.task().evaluate().get("psnr");
                assertTrue(
                        after > taught - 6 && after > before + 10,
                        field + ": " + before + " dB, then " + after + " of " + taught);
            }
        }
    }

    /** From within each of the stages that have a teacher, and the last one that has none. */
    @Test
    void aRunResumedInAnyStageEqualsOneThatNeverStopped() {
        DistillOptions options = DistillOptionsBuilder.builder()
                .stages(List.of(0.2, 0.4))
                .own(0.6)
                .photographs(0.8)
                .freshRays(2048)
                .build();
        Path file = folder.resolve("state.safetensors");
        List<Long> steps = List.of(5L, 12L, 20L, 27L, 35L);
        float[][] expected;
        try (DistillSession whole = student(hashGrid(9), 40, options)) {
            RadianceSessionTest.keeping(whole, file, steps);
            expected = parameters(whole);
        }
        for (long step : steps) {
            Path saved = RadianceSessionTest.kept(file, step);
            try (DistillSession second = student(hashGrid(9), 40, options)) {
                Trainer<DistillTask.Batch> trainer = second.trainer(saved, List.of());
                trainer.resume(saved);
                assertEquals(step, trainer.progress().step());
                trainer.run();
                float[][] actual = parameters(second);
                for (int k = 0; k < expected.length; k++) {
                    assertArrayEquals(expected[k], actual[k], "parameter " + k + " after step " + step);
                }
            }
        }
    }

    @Test
    void eachStageTeachesWhatItCompares() {
        try (DistillSession session = student(hashGrid(9), 100, USUAL)) {
            DistillTask task = session.task();
            Progress first = new Progress(0, 0, 0, 3);
            task.prepare(first);
            assertEquals(Stage.FEATURES, task.stage(first));
            assertFalse(reached(task, first).contains("color/0"), "features are before colour");
            assertTrue(reached(task, first).contains("density/0"));
            Progress second = new Progress(1, 0, 0.1, 3);
            task.prepare(second);
            assertEquals(Stage.SAMPLES, task.stage(second));
            assertTrue(reached(task, second).containsAll(List.of("density/0", "color/0", "color/2")));
            assertEquals(Stage.PIXELS, task.stage(new Progress(2, 0, 0.2, 3)));
            assertEquals(Stage.OWN, task.stage(new Progress(2, 0, 0.5, 3)));
        }
    }

    /** The names of the parameters with a gradient, which is taken away. */
    private static List<String> reached(DistillTask task, Progress progress) {
        try (Tape tape = Tape.open()) {
            tape.backward(task.loss(tape, task.draw(progress)).total());
        }
        List<String> reached = new ArrayList<>();
        for (Parameter parameter : task.parameters()) {
            var gradient = Tape.gradient(parameter.value());
            if (gradient != null && gradient.abs().sum().getFloat() > 0) {
                reached.add(parameter.name());
                gradient.muli(0);
            }
        }
        return reached;
    }

    @Test
    void headsAreCopiedWhereTheirShapesAgreeIfThatIsWanted() {
        DistillOptions off = DistillOptionsBuilder.builder().heads(false).build();
        Progress first = new Progress(0, 0, 0, 3);
        float[] theirs = teacher.field().heads().getFirst().value().toFloatArray();
        try (DistillSession copied = student(hashGrid(9), 10, USUAL);
                DistillSession own = student(hashGrid(9), 10, off)) {
            copied.task().prepare(first);
            own.task().prepare(first);
            assertArrayEquals(theirs, head(copied));
            assertFalse(Arrays.equals(theirs, head(own)));
        }
    }

    private static float[] head(DistillSession session) {
        return session.student().field().heads().getFirst().value().toFloatArray();
    }

    @Test
    void aPoolIsAFunctionOfTheStepAndEndsWithItsMemory() {
        List<Camera> cameras =
                teacher.capture().train().stream().map(Photo::camera).toList();
        RandomViews views = new RandomViews(cameras, teacher.field().box(), 0.1);
        DistillOptions little =
                DistillOptionsBuilder.builder().freshRays(4096).memory(16).build();
        AnswerPool slow = new AnswerPool(new Teacher(teacher), views, little, true);
        AnswerPool quick = new AnswerPool(new Teacher(teacher), views, little, true);
        for (int step = 0; step <= 3; step++) {
            slow.grow(step, 7);
        }
        quick.grow(3, 7);
        int[] chosen = slow.draw(Draws.of(7, "test", 0), 500);
        assertArrayEquals(chosen, quick.draw(Draws.of(7, "test", 0), 500));
        Answers one = slow.answers(chosen);
        Answers other = quick.answers(chosen);
        assertArrayEquals(one.positions(), other.positions());
        assertArrayEquals(one.density(), other.density());
        assertArrayEquals(one.features(), other.features());
        assertEquals(8, one.width());
        quick.grow(1000, 7);
        int full = quick.size();
        quick.grow(2000, 7);
        assertEquals(full, quick.size());
        assertTrue(full < 4096 * 1000, full + " rays");
    }

    @Test
    void viewsAreThoseOfTheirCamerasAndBetweenThem() {
        Camera alone = teacher.capture().train().getFirst().camera();
        RandomViews views = new RandomViews(List.of(alone), teacher.field().box(), 0);
        float[] origins = new float[30];
        float[] directions = new float[30];
        float[] middle = new float[6];
        alone.ray(alone.intrinsics().cx(), alone.intrinsics().cy(), middle, 0);
        for (int i = 0; i < 10; i++) {
            views.ray(Draws.of(1, "views", 0), i, origins, directions, 3 * i);
            double along = 0;
            double length = 0;
            for (int k = 0; k < 3; k++) {
                assertEquals(alone.pose().position()[k], origins[3 * i + k], 1e-5);
                along += directions[3 * i + k] * middle[3 + k];
                length += directions[3 * i + k] * directions[3 * i + k];
            }
            assertEquals(1, length, 1e-5);
            assertTrue(along > Math.cos(Math.atan(Math.sqrt(2) * Math.tan(0.69 / 2)) + 1e-4), "in the image");
        }
    }
}
