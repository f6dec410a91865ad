package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.volume.AutoSamplingBuilder;
import io.fieldwork.fields.volume.RaySamplerOptions;

/**
 * What lies beyond the box of a capture: nothing, or something that its photographs show.
 *
 * @param open whether something is there to be learned
 * @param words what was chosen and why
 */
public record Surroundings(boolean open, String words) {
    /** {@return the surroundings of a capture that was read with some options} */
    static Surroundings of(SceneOptions scene, Capture capture) {
        if (capture.transparent()) {
            return new Surroundings(false, "nothing is beyond the box, since images are transparent");
        }
        boolean sky = scene.learnsBackground();
        if (scene.background() != null && !sky) {
            return new Surroundings(false, "nothing but scene.background is beyond the box");
        }
        if (scene.box() != null) {
            return new Surroundings(
                    false,
                    sky
                            ? "nothing but the sky is beyond the box, since scene.box names it"
                            : "nothing is beyond the box, since scene.box names it");
        }
        return new Surroundings(
                true,
                "opaque images whose cameras " + capture.facing() + " show all of space, contracted around the box"
                        + (sky ? ", before a sky" : ""));
    }

    /** {@return the surroundings that a way of sampling can see} */
    static Surroundings of(RaySamplerOptions sampling) {
        return new Surroundings(
                sampling.unbounded(),
                sampling.projected()
                        ? "what is before the cameras, in normalised device coordinates"
                        : sampling.unbounded()
                                ? "all of space, contracted around the box"
                                : "nothing beyond the box is sampled");
    }

    /** The way of sampling that suits them: occupied cells of a box, or proposals along rays of no end. */
    RaySamplerOptions sampling() {
        return AutoSamplingBuilder.builder().build().suited(open);
    }
}
