package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.radiance.RadianceFieldOptions;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Captures;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.volume.RaySamplerOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All options of a radiance field's training; a configuration of kind {@code radiance}.
 *
 * @param scene the photos
 * @param field architecture, default a hash grid
 * @param sampling of rays; null, or a block without a type, chooses by the photographs: in a box, or all of space ({@link Surroundings})
 * @param appearance what differs between photographs, default nothing
 * @param cameras whether their poses are learned, default not
 * @param loss of colours: {@code huber} (default; instant-ngp's, linear above an error of 0.1), {@code mse}, or {@code smoothl1} (nerfacc's,
 * half of the square up to an error of 1, which no colour exceeds) or {@code l1} (VolSDF's and NeuS', the size of the error)
 * @param penalties added to it, default none
 * @param train duration, learning rate and optimiser
 */
@Buildable
public record RadianceOptions(
        SceneOptions scene,
        @Nullable RadianceFieldOptions field,
        @Nullable RaySamplerOptions sampling,
        @Nullable AppearanceOptions appearance,
        @Nullable CameraOptions cameras,
        @Nullable String loss,
        @Nullable PenaltyOptions penalties,
        @Nullable TrainOptions train) {
    /** Error up to which even the size of the error is its square. */
    private static final float SMALL = 1e-3f;

    /** Ways of sampling before a learned background. */
    private static final List<String> SKIES = List.of("occupancy", "proposal");

    /** Fills in defaults. */
    public RadianceOptions {
        field = field == null ? HashGridOptionsBuilder.builder().build() : field;
        sampling = sampling == null ? null : sampling.settled();
        appearance = appearance == null ? AppearanceOptions.none() : appearance;
        cameras = cameras == null ? CameraOptions.none() : cameras;
        loss = loss == null ? "huber" : loss;
        UserError.oneOf("loss", loss, List.of("huber", "mse", "smoothl1", "l1"));
        penalties = penalties == null ? PenaltyOptions.none() : penalties;
        train = train == null ? TrainOptions.defaults() : train;
    }

    /** Colour error above which the loss grows linearly: 0.1 for huber; 2, which no error reaches, for mse. */
    float knee() {
        return switch (loss) {
            case "mse" -> 2;
            case "smoothl1" -> 1;
            case "l1" -> SMALL;
            default -> 0.1f;
        };
    }

    /** The loss of a small error over its square. */
    float scale() {
        return switch (loss) {
            case "smoothl1" -> 0.5f;
            case "l1" -> 0.5f / SMALL;
            default -> 1;
        };
    }

    /** {@return a session at step 0 with the fastest kernels} */
    public RadianceSession open(NDManager owner, Path baseDirectory) {
        return open(owner, baseDirectory, null);
    }

    /**
     * Reads the photos and builds the untrained field.
     *
     * @param owner manager of the device; the session owns a sub-manager of it
     * @param baseDirectory base of a relative scene path
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @return a session at step 0
     */
    public RadianceSession open(NDManager owner, Path baseDirectory, @Nullable String kernels) {
        NDManager manager = Scopes.under(owner);
        Kernels chosen = kernels == null ? Kernels.of(manager) : Kernels.of(manager, kernels);
        Capture read = Captures.read(scene, baseDirectory);
        Surroundings found = Surroundings.of(scene, read);
        RaySamplerOptions rays = sampling == null ? found.sampling() : sampling.suited(found.open());
        requireSeen(rays, read);
        requireSky(rays, read);
        Capture capture = rays.unbounded() ? read.contracted() : read;
        Surroundings seen = rays.equals(sampling) ? Surroundings.of(rays) : found;
        return new RadianceSession(manager, chosen, seenBy(capture, rays), capture, seen);
    }

    /** Rejects a field around the ball that these rays or photographs would not show. */
    private void requireSeen(RaySamplerOptions rays, Capture read) {
        if (!field.surrounded()) {
            return;
        }
        if (!rays.surrounds()) {
            throw new UserError("field.background is true, but sampling.type is " + rays.type()
                    + "; expected errorBound or surface.");
        }
        if (read.transparent()) {
            throw new UserError("field.background is true, but the photographs of " + scene.path()
                    + " are transparent, with nothing behind; expected opaque ones, or false.");
        }
    }

    /** Rejects a learned background that these rays or photographs would not show. */
    private void requireSky(RaySamplerOptions rays, Capture read) {
        if (!scene.learnsBackground()) {
            return;
        }
        if (read.transparent()) {
            throw new UserError("scene.background is learned, but the photographs of " + scene.path()
                    + " are transparent, with nothing behind; expected opaque ones, or white or black.");
        }
        if (!SKIES.contains(rays.type())) {
            throw new UserError("scene.background is learned, but sampling.type is " + rays.type() + "; expected "
                    + String.join(" or ", SKIES) + ".");
        }
    }

    /** These options with a way of sampling, whose near plane is that of a capture unless it names one. */
    private RadianceOptions seenBy(Capture capture, RaySamplerOptions rays) {
        Double given = rays.near() == null ? scene.near() : rays.near();
        if (given != null) {
            capture.requireNear(given);
        }
        RaySamplerOptions complete =
                rays.withNear(given == null ? capture.extent().near() : given);
        return new RadianceOptions(scene, field, complete, appearance, cameras, loss, penalties, train);
    }
}
