package io.fieldwork.fields.tensor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that holds libtorch. A libtorch of another version than the native shim's loads without complaint and brings
 * the virtual machine down at the first tensor, so the folder is examined before anything in it is loaded.
 */
record LibtorchFolder(Path path) {
    private static final String LIBRARY = System.mapLibraryName("torch");
    private static final String CUDA_LIBRARY = System.mapLibraryName("torch_cuda");
    private static final String SHIM = System.mapLibraryName("djl_torch");

    /**
     * The first folder of a library path that holds libtorch, found as the engine finds it: {@code
     * PYTORCH_LIBRARY_PATH} has folders, or the library's file, separated as in a class path.
     *
     * @throws UserError if none holds libtorch
     */
    static LibtorchFolder find(String libraryPath) {
        for (String entry : libraryPath.split(File.pathSeparator)) {
            if (entry.isBlank()) {
                continue;
            }
            Path place = Path.of(entry);
            if (Files.isRegularFile(place) && place.endsWith(LIBRARY)) {
                return new LibtorchFolder(place.toAbsolutePath().getParent());
            }
            if (Files.isRegularFile(place.resolve(LIBRARY))) {
                return new LibtorchFolder(place.toAbsolutePath());
            }
        }
        throw missing(libraryPath);
    }

    private static UserError missing(String libraryPath) {
        Path inner = Path.of(libraryPath.split(File.pathSeparator)[0], "lib");
        String hint = Files.isRegularFile(inner.resolve(LIBRARY))
                ? "did you mean " + inner + "?"
                : "it must name the folder that holds " + LIBRARY
                        + " (\"lib\" of a libtorch archive, \"torch/lib\" of a" + " Python package).";
        return new UserError("PYTORCH_LIBRARY_PATH is " + libraryPath + ", where there is no " + LIBRARY + "; " + hint);
    }

    /**
     * Refuses a libtorch of another version than the shim's on the class path, such as 2.7.1, unless the folder holds a
     * shim of its own, perhaps under the version of the engine.
     *
     * @throws UserError if it does not fit
     */
    void requireFit(String shimVersion, String engineVersion) {
        if (bringsShim(engineVersion)) {
            return;
        }
        Optional<String> written = LibtorchVersion.written(path);
        if (written.isPresent() ? written.get().equals(shimVersion) : embeds(shimVersion)) {
            return;
        }
        throw new UserError("The libtorch in " + path + " is "
                + written.map(version -> "version " + version).orElse("not recognisably version " + shimVersion)
                + ", but the native shim at hand fits " + shimVersion
                + " alone; point PYTORCH_LIBRARY_PATH at a libtorch "
                + shimVersion + ", or put a matching " + SHIM + " into that folder.");
    }

    /** Whether a shim lies beside libtorch; the engine prefers it to the one on the class path. */
    boolean bringsShim(String engineVersion) {
        return Files.exists(path.resolve(engineVersion + "-" + SHIM)) || Files.exists(path.resolve(SHIM));
    }

    /** Whether this is a CUDA build. */
    boolean hasCuda() {
        return Files.exists(path.resolve(CUDA_LIBRARY));
    }

    private boolean embeds(String version) {
        try {
            return LibtorchVersion.embedded(path.resolve(System.mapLibraryName("torch_cpu")), version);
        } catch (IOException e) {
            throw new UserError("The libtorch in " + path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
