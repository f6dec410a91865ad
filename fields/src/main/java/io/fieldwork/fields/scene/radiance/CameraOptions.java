package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the poses of the training cameras are learned with the field; block {@code cameras} of a configuration.
 *
 * @param refine whether they are; false by default
 * @param rate learning rate at the peak of the schedule, which {@code train} says, as a share of the mean distance from the
 * middle of the scene; turns move what is seen as much; default 0.0003
 * @param start share of the run after which they are, in [0, 1); default 0.02, when there is something to be seen
 * @param evaluation {@code fitted} (default): the pose of each photograph that is measured is fitted to it first, because it
 * is no more exact than others were; {@code given} takes it as it is
 */
@Buildable
public record CameraOptions(
        @Nullable Boolean refine,
        @Nullable Double rate,
        @Nullable Double start,
        @Nullable String evaluation) {
    /** Fills in defaults and rejects values outside their range. */
    public CameraOptions {
        refine = refine != null && refine;
        rate = rate == null ? 3e-4 : rate;
        start = start == null ? 0.02 : start;
        evaluation = evaluation == null ? "fitted" : evaluation;
        UserError.require(rate > 0 && rate <= 1, "cameras.rate", rate, "a number above 0 and at most 1");
        UserError.require(start >= 0 && start < 1, "cameras.start", start, "a share of the run in [0, 1)");
        UserError.oneOf("cameras.evaluation", evaluation, List.of("fitted", "given"));
    }

    /** {@return the default options: cameras stay as they are given} */
    public static CameraOptions none() {
        return CameraOptionsBuilder.builder().build();
    }

    /** Whether poses are fitted to the photographs that are measured. */
    boolean fitted() {
        return refine && evaluation.equals("fitted");
    }
}
