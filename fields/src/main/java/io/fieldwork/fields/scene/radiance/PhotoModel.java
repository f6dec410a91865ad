package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.Visible;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is learned of how each training photograph was taken, beside the field: exposures and cameras, or nothing.
 *
 * @param exposure null if all are alike
 * @param cameras null if they are exactly as given
 */
record PhotoModel(@Nullable Exposure exposure, @Nullable RefinedCameras cameras) {
    /** The model of a capture's training photographs at its start; the manager of the device owns its arrays. */
    static PhotoModel of(NDManager manager, RadianceOptions options, Capture capture) {
        int photos = capture.train().size();
        double rate = options.train().rate();
        return new PhotoModel(
                options.appearance().affine() ? new Exposure(manager, photos) : null,
                options.cameras().refine() ? new RefinedCameras(manager, capture, options.cameras(), rate) : null);
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        if (exposure != null) {
            parameters.add(exposure.exposures());
        }
        if (cameras != null) {
            parameters.add(cameras.motions());
        }
        return parameters;
    }

    /** Rays of the given cameras, as the cameras are now. */
    Rays seen(Rays given) {
        return cameras == null ? given : cameras.seen(given);
    }

    /** The samples of a batch, at places through which its cameras learn. */
    Visible followed(RadianceTask.Batch batch) {
        return cameras == null ? batch.visible() : cameras.followed(batch);
    }

    /** Colours of a batch's rays, multiplied with their opacity, as its photographs show them. */
    NDArray exposed(RadianceTask.Batch batch, NDArray color, NDArray opacity) {
        return exposure == null ? color : exposure.exposed(batch, color, opacity);
    }

    /** A capture with its training cameras as they are now. */
    Capture seen(Capture given) {
        return cameras == null
                ? given
                : new Capture(
                        cameras.now(),
                        given.validation(),
                        given.test(),
                        given.extrapolation(),
                        given.extent(),
                        given.transform(),
                        given.window());
    }
}
