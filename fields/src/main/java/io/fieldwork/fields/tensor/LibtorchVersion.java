package io.fieldwork.fields.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a libtorch that is not loaded. Its archives carry a {@code build-version} file, its Python package a
 * {@code version.py}; copies without either are searched for the version string that the ONNX exporter was compiled with.
 */
final class LibtorchVersion {
    private static final Pattern PYTHON = Pattern.compile("__version__\\s*(?::[^=]*)?=\\s*'([^']+)'");

    private LibtorchVersion() {}

    /**
     * The version written in a text file beside the library, without the build's suffix: 2.7.1 for {@code 2.7.1+cu128}.
     */
    static Optional<String> written(Path folder) {
        Path root = folder.resolveSibling("build-version");
        return text(folder.resolve("build-version"))
                .or(() -> text(root))
                .or(() -> text(folder.resolveSibling("version.py")).flatMap(LibtorchVersion::ofPython))
                .map(version -> version.strip().replaceFirst("[+].*", ""));
    }

    /** Whether a library, {@code libtorch_cpu}, holds a version as a whole C string. */
    static boolean embedded(Path library, String version) throws IOException {
        byte[] wanted = ("\0" + version + "\0").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel file = FileChannel.open(library);
                Arena arena = Arena.ofConfined()) {
            return contains(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena), wanted);
        }
    }

    private static boolean contains(MemorySegment bytes, byte[] wanted) {
        MemorySegment pattern = MemorySegment.ofArray(wanted);
        long last = bytes.byteSize() - wanted.length;
        byte second = wanted[1];
        for (long i = 0; i <= last; i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, i + 1) == second
                    && bytes.asSlice(i, wanted.length).mismatch(pattern) < 0) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> ofPython(String source) {
        Matcher matcher = PYTHON.matcher(source);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
