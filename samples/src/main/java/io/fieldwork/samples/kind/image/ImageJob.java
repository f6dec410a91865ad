package io.fieldwork.samples.kind.image;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.image.ImageFieldOptions;
import io.fieldwork.fields.image.ImageOptions;
import io.fieldwork.fields.image.ImageSamplingOptions;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Learn a picture; {@code kind: image}.
 *
 * @param scene where the picture is, default a generated one
 * @param field what is learned, default a network of random Fourier features
 * @param sampling which pixels are learned
 * @param train how long and how fast
 * @param output what the run writes
 */
@JsonTypeName("image")
public record ImageJob(
        @Nullable PictureOptions scene,
        @Nullable ImageFieldOptions field,
        @Nullable ImageSamplingOptions sampling,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output)
        implements Job {
    private static final long STEPS = 2000;

    /** Fills in defaults. */
    public ImageJob {
        scene = scene == null ? new PictureOptions(null, null) : scene;
        ImageOptions complete = new ImageOptions(field, sampling, train);
        field = complete.field();
        sampling = complete.sampling();
        train = complete.train();
        output = output == null ? OutputOptions.defaults() : output;
    }

    /** Fills the rate that suits the field, and a number of steps, into a whole configuration that leaves them open. */
    public static void complete(ObjectNode configuration) {
        ObjectNode train =
                configuration.get("train") instanceof ObjectNode there ? there : configuration.putObject("train");
        if (!train.hasNonNull("rate")) {
            String type = configuration.path("field").path("type").asString("");
            train.put("rate", ImageFieldOptions.usual(type).rate());
        }
        if (!train.hasNonNull("steps") && !train.hasNonNull("minutes")) {
            train.put("steps", STEPS);
        }
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        PictureSource source = PictureSource.of(scene, train.seed());
        ImageOptions options = new ImageOptions(field, sampling, train);
        return new ImageRun(options.open(manager, source.image(), source.halfway(), kernels), source.name());
    }
}
