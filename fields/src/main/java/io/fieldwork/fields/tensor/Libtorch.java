package io.fieldwork.fields.tensor;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import io.fieldwork.fields.cuda.CudaDriver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The loader of libtorch, the native engine behind every tensor. It takes the folder named by {@code
 * PYTORCH_LIBRARY_PATH}; else the CPU build on the class path; else, with {@code FIELDWORK_CUDA=download} in the
 * environment, a CUDA build that the engine fetches once into its cache. Nothing is downloaded and no telemetry is sent
 * by default.
 *
 * <p>Every program loads it here before its first tensor, so that an unfit libtorch gives an error of one sentence
 * instead of a crash.
 */
public final class Libtorch {
    private static final String ENGINE = "PyTorch";
    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String CUDA_FLAVOR = "cu128";
    private static final String OFFLINE_MESSAGE = "Offline mode is enabled";

    private static @Nullable Engine engine;

    private Libtorch() {}

    /**
     * Loads libtorch once. On a CPU build every call also turns the graph optimiser off on the calling thread, whose
     * setting is per thread: it recompiles scripts for each new shape and costs more than it gives there.
     *
     * @throws UserError if the libtorch asked for is missing or does not fit
     */
    public static Engine load() {
        Engine loaded = engine();
        if (!hasCuda()) {
            JniUtils.setGraphExecutorOptimize(false);
        }
        return loaded;
    }

    /**
     * The folder libtorch was loaded from.
     *
     * @throws UserError as {@link #load}
     */
    public static Path folder() {
        engine();
        return Path.of(LibUtils.getLibtorchPath());
    }

    /**
     * Whether the libtorch in use is a CUDA build, with or without a device that it can use.
     *
     * @throws UserError as {@link #load}
     */
    public static boolean hasCuda() {
        return new LibtorchFolder(folder()).hasCuda();
    }

    /** The version of libtorch that the native shim on the class path belongs to, such as 2.7.1. */
    static String shimVersion() {
        String version = property("jnilib/pytorch.properties", "jni_version");
        return version.substring(0, version.indexOf('-'));
    }

    /** A failed start is tried again by the next call. */
    private static synchronized Engine engine() {
        if (engine == null) {
            engine = start();
        }
        return engine;
    }

    private static Engine start() {
        prepare();
        try {
            return Engine.getEngine(ENGINE);
        } catch (EngineException e) {
            throw explained(e);
        }
    }

    private static RuntimeException explained(EngineException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof UnsatisfiedLinkError) {
                return new UserError("libtorch cannot be loaded: " + message, error);
            }
            if (message.contains(OFFLINE_MESSAGE)) {
                return new UserError(
                        "There is no libtorch on the class path; set PYTORCH_LIBRARY_PATH to the folder of a libtorch "
                                + shimVersion()
                                + ", or FIELDWORK_CUDA=download to fetch a CUDA build once (about 3 GB).",
                        error);
            }
        }
        return error;
    }

    private static void prepare() {
        Logging.quiet();
        boolean download = "download".equals(System.getenv("FIELDWORK_CUDA"));
        defaultProperty("ai.djl.offline", Boolean.toString(!download));
        defaultProperty("OPT_OUT_TRACKING", "true");
        String libraryPath = Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH");
        if (libraryPath != null) {
            LibtorchFolder folder = LibtorchFolder.find(libraryPath);
            folder.requireFit(shimVersion(), property("pytorch-engine.properties", "djl_version"));
            defaultProperty(FLAVOR, folder.hasCuda() ? CUDA_FLAVOR : "cpu");
        } else if (download) {
            prepareDownload();
        }
    }

    private static void prepareDownload() {
        if (CudaDriver.devices().isEmpty()) {
            throw new UserError(
                    "FIELDWORK_CUDA=download was asked for, but no NVIDIA driver with a device answers here.");
        }
        defaultProperty(FLAVOR, CUDA_FLAVOR);
        clearHalfCache(Utils.getEngineCacheDir("pytorch"));
    }

    /**
     * The engine keeps shims in the folder it downloads libtorch into, and does not replace that folder where it exists: one
     * that holds a shim alone is cleared.
     */
    static void clearHalfCache(Path cache) {
        if (!Files.isDirectory(cache)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(cache, shimVersion() + "-" + CUDA_FLAVOR + "-*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder) && !Files.exists(folder.resolve(System.mapLibraryName("torch")))) {
                    Utils.deleteQuietly(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void defaultProperty(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    private static String property(String resource, String key) {
        try (InputStream in = Libtorch.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource + " of the PyTorch engine");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
