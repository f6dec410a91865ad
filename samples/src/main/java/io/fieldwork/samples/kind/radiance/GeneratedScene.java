package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.scene.exact.GenerateOptions;
import io.fieldwork.fields.scene.exact.SceneGenerator;
import io.fieldwork.fields.scene.exact.Scenery;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.report.DataProgress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Photographs that are generated in the cache, as {@code scene.path: generated:NAME} and the block {@code generate} say. */
public final class GeneratedScene {
    private GeneratedScene() {}

    /** Completes path and scene by each other. */
    public static void complete(ObjectNode job) {
        String path = job.path("scene").path("path").asString("");
        String scene = job.path("generate").path("scene").asString("");
        boolean generated = path.startsWith(Shipped.GENERATED);
        String named = generated ? path.substring(Shipped.GENERATED.length()) : scene;
        if (!scene.isEmpty() && (!path.isEmpty() && !generated || !named.equals(scene))) {
            throw new UserError(
                    "generate.scene is '" + scene + "', but scene.path is '" + path + "'; leave one of them out.");
        }
        if (generated || !scene.isEmpty()) {
            block(job, "scene").put("path", Shipped.GENERATED + named);
            block(job, "generate").put("scene", named);
        }
    }

    private static ObjectNode block(ObjectNode job, String key) {
        return job.get(key) instanceof ObjectNode block ? block : job.putObject(key);
    }

    /** The folder of the capture in a layout, or in the usual one of the scene. */
    static Path locate(GenerateOptions options, @Nullable String format) {
        String layout = format == null ? Scenery.named(options.scene()).usualFormat() : format;
        boolean terminal = System.console() != null && System.console().isTerminal();
        DataProgress progress = new DataProgress(System.err, terminal);
        return SceneGenerator.cached(options, layout, CacheFolder.of("captures"), progress::progress);
    }
}
