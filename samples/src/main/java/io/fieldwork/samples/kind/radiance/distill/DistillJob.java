package io.fieldwork.samples.kind.radiance.distill;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.distill.DistillOptions;
import io.fieldwork.fields.distill.DistillSession;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.radiance.RadianceFieldOptions;
import io.fieldwork.fields.radiance.SurfaceOptions;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.exact.GenerateOptions;
import io.fieldwork.fields.scene.radiance.PenaltyOptions;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.fields.volume.RaySamplerOptions;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.radiance.GeneratedScene;
import io.fieldwork.samples.kind.radiance.RadianceJob;
import io.fieldwork.samples.kind.radiance.SurfaceJob;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Learn a radiance field from a trained one of any architecture; {@code kind: distill}. What is not named here is as in {@link RadianceJob}.
 *
 * @param teacher the trained run
 * @param distill what of it is compared, and when
 * @param scene where its photographs are, whose cameras say what is looked at; null for the teacher's
 * @param field what is learned, default a hash grid
 * @param sampling how rays are sampled
 * @param loss of colours of rays at the student's own samples, default {@code huber}
 * @param penalties what is added to that loss, default nothing
 * @param train how long and how fast
 * @param output what the run writes
 * @param generate makes the photographs, if {@code scene.path} is {@code generated:NAME}; null for the teacher's
 */
@JsonTypeName("distill")
public record DistillJob(
        TeacherOptions teacher,
        @Nullable DistillOptions distill,
        @Nullable SceneOptions scene,
        @Nullable RadianceFieldOptions field,
        @Nullable RaySamplerOptions sampling,
        @Nullable String loss,
        @Nullable PenaltyOptions penalties,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output,
        @Nullable GenerateOptions generate)
        implements Job {
    /** Fills in defaults. */
    public DistillJob {
        if (teacher == null) {
            throw new UserError("teacher.run is missing: it names the folder of a trained run.");
        }
        distill = distill == null ? DistillOptions.defaults() : distill;
        field = field == null ? HashGridOptionsBuilder.builder().build() : field;
        sampling = sampling == null ? null : sampling.settled();
        loss = loss == null ? "huber" : loss;
        penalties = penalties == null ? PenaltyOptions.none() : penalties;
        train = train == null ? TrainOptions.defaults() : train;
        output = output == null ? OutputOptions.defaults() : output;
    }

    /** Fills in the checksum and the scene of the teacher, where there is one; a run that has them needs its teacher for training alone. */
    public static void complete(ObjectNode job) {
        GeneratedScene.complete(job);
        String run = job.path("teacher").path("run").asString("");
        String checksum = run.isEmpty() ? null : TeacherOptions.checksum(Path.of(run));
        if (checksum == null || !(job.get("teacher") instanceof ObjectNode teacher)) {
            return;
        }
        if (!teacher.hasNonNull("checksum")) {
            teacher.put("checksum", checksum);
        }
        if (!job.hasNonNull("scene")) {
            Map<String, Object> theirs = RunFolder.open(Path.of(run)).configuration();
            for (String block : new String[] {"scene", "generate"}) {
                if (theirs.get(block) != null) {
                    job.set(block, new JsonMapper().valueToTree(theirs.get(block)));
                }
            }
        }
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        if (scene == null || teacher.checksum() == null) {
            throw new UserError(
                    "teacher.run is " + teacher.run()
                            + ", but there is no trained run of photographs; expected a run folder of kind radiance, surface or distill.");
        }
        Session student = student().open(manager, kernels);
        TeacherRun source = new TeacherRun(teacher, manager.getDevice());
        RadianceSession trained = (RadianceSession) student.training();
        return new DistillRun(new DistillSession(trained, source, distill), student, source, teacher);
    }

    /** The student as if it learned from the photographs. */
    private Job student() {
        return field instanceof SurfaceOptions
                ? new SurfaceJob(scene, field, sampling, loss, penalties, train, output, generate)
                : new RadianceJob(scene, field, sampling, null, null, loss, penalties, train, output, generate);
    }
}
