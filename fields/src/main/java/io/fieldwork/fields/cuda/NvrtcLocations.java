package io.fieldwork.fields.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The search path of the run-time compiler: the folder that {@code FIELDWORK_NVRTC} names, that of {@code
 * PYTORCH_LIBRARY_PATH}, beside the libraries this process has loaded, in the packages beside a Python installation of the engine, in the toolkit, or where the
 * system's loader looks.
 */
final class NvrtcLocations {
    /** The variables of the environment, or else system properties, that name folders. */
    static final List<String> VARIABLES = List.of("FIELDWORK_NVRTC", "PYTORCH_LIBRARY_PATH");

    private static final Path TOOLKIT = Path.of("/usr/local/cuda/lib64");
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private NvrtcLocations() {}

    /** Paths and names to try, best first. */
    static List<String> all() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String variable : VARIABLES) {
            String named =
                    Objects.requireNonNullElseGet(System.getenv(variable), () -> System.getProperty(variable, ""));
            if (!named.isBlank()) {
                addWithPackages(folders, Path.of(named));
            }
        }
        mappedFolders().forEach(folder -> addWithPackages(folders, folder));
        folders.add(TOOLKIT);
        List<String> candidates = new ArrayList<>();
        folders.forEach(folder -> candidates.addAll(in(folder)));
        candidates.addAll(List.of("libnvrtc.so.12", "libnvrtc.so.13", "libnvrtc.so"));
        return candidates;
    }

    /** The compilers in one folder; the shortest name first. */
    static List<String> in(Path folder) {
        return files(folder, NvrtcLocations::isCompiler);
    }

    /** The libraries that a compiler looks up by name alone when it works; they lie beside it. */
    static List<String> beside(String compiler) {
        Path folder = Path.of(compiler).getParent();
        return folder == null ? List.of() : files(folder, file -> file.startsWith("libnvrtc-builtins"));
    }

    private static List<String> files(Path folder, Predicate<String> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> wanted.test(file.getFileName().toString()))
                    .map(Path::toString)
                    .sorted((a, b) -> a.length() != b.length() ? a.length() - b.length() : a.compareTo(b))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A Python installation keeps the engine in {@code torch/lib} and the compiler in a package of its own. */
    private static void addWithPackages(Set<Path> folders, Path folder) {
        folders.add(folder);
        Path packages = folder.toAbsolutePath().normalize().resolve("../..").normalize();
        folders.add(packages.resolve("nvidia/cuda_nvrtc/lib"));
        folders.add(packages.resolve("nvidia/cu13/lib"));
    }

    private static boolean isCompiler(String file) {
        return file.startsWith("libnvrtc")
                && file.contains(".so")
                && !file.contains("builtins")
                && !file.contains(".alt.");
    }

    private static List<Path> mappedFolders() {
        if (!Files.isReadable(MAPPED)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(MAPPED)) {
            return lines.map(line -> line.substring(Math.max(0, line.indexOf('/'))))
                    .filter(file -> file.contains("/libtorch") || file.contains("/libnvrtc"))
                    .map(file -> Path.of(file).getParent())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
