package io.fieldwork.fields.scene.radiance;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weights of the regularisation terms beside the colour loss; block {@code penalties} of a configuration.
 *
 * @param distortion of the distortion of weights along rays (Mip-NeRF 360), default 0, which is off; 0.001 to 0.01
 * against fog
 */
public record PenaltyOptions(@Nullable Double distortion) {
    /** Fills in defaults and rejects negative weights. */
    public PenaltyOptions {
        distortion = distortion == null ? 0.0 : distortion;
        require(distortion >= 0 && distortion < 1e6, "penalties.distortion", distortion, "a weight, 0 or more");
    }

    /** {@return the default options, without penalties} */
    public static PenaltyOptions none() {
        return new PenaltyOptions(null);
    }

    /** The penalties with a positive weight, in the field's box; the manager of its device owns their arrays. */
    List<Penalty> build(NDManager manager, Box box) {
        return distortion == 0 ? List.of() : List.of(new DistortionPenalty(manager, box.longest(), distortion));
    }
}
