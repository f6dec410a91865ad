package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.cuda.CudaCompiler;
import io.fieldwork.fields.cuda.CudaException;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.cuda.KernelArguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CUDA sources whose threads exchange nothing, built by a host C++ compiler: blocks and threads become loops. Many
 * sources go into one library, each in a namespace of its own.
 */
final class EmulatedCuda implements CudaCompiler {
    private static final String PRELUDE = """
            #include <cmath>
            #include <utility>
            #define __global__
            #define __device__
            #define __forceinline__ inline
            #define __launch_bounds__(threads)
            #define LAUNCHABLE(kernel) EXPORT(kernel)
            #define EXPORT(kernel) \\
                extern "C" void launch_##kernel(unsigned blocks, unsigned threads, void **parameters) { \\
                    launch(kernel, blocks, threads, parameters); \\
                }

            static struct { unsigned x; } threadIdx, blockIdx, blockDim;

            template <class... A, size_t... I>
            static void call(void (*kernel)(A...), void **parameters, std::index_sequence<I...>) {
                kernel(*static_cast<A *>(parameters[I])...);
            }

            template <class... A>
            static void launch(void (*kernel)(A...), unsigned blocks, unsigned threads, void **parameters) {
                blockDim.x = threads;
                for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++) {
                    for (threadIdx.x = 0; threadIdx.x < threads; threadIdx.x++) {
                        call(kernel, parameters, std::index_sequence_for<A...>{});
                    }
                }
            }
            """;

    private final Map<String, CudaProgram> programs = new ConcurrentHashMap<>();

    /** Builds sources ahead, in one run of the compiler. */
    EmulatedCuda(List<String> sources) {
        build(sources);
    }

    @Override
    public CudaProgram compile(String name, String source, List<String> options) {
        if (!programs.containsKey(source)) {
            build(List.of(source));
        }
        return programs.get(source);
    }

    /** Sources in one text, in which functions have the source's number behind their names. */
    static String joined(List<String> sources) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < sources.size(); k++) {
            text.append("#undef SLOTS\n#undef FUNCTION\n#undef forward\n#undef adjoint\n");
            text.append("#define forward forward_%1$d\n#define adjoint adjoint_%1$d\n".formatted(k));
            text.append("namespace source_%d {\n%s}\n".formatted(k, sources.get(k)));
        }
        return text.toString();
    }

    /** Runs a command; what it printed if it failed, else nothing. */
    static String run(String... command) throws IOException {
        Path log = Files.createTempFile("command", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int code = process.waitFor();
            return code == 0 ? "" : String.join(" ", command) + " ended with " + code + ":\n" + Files.readString(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(log);
        }
    }

    /** Whether a command ends with success. */
    static boolean runs(String... command) {
        try {
            return run(command).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private void build(List<String> sources) {
        try {
            Path text = Files.createTempFile("kernels", ".cpp");
            Path library = Files.createTempFile("kernels", ".so");
            try {
                Files.writeString(text, PRELUDE + joined(sources));
                String failure = run(
                        "g++",
                        "-std=c++17",
                        "-O0",
                        "-shared",
                        "-fPIC",
                        "-ffp-contract=off",
                        "-w",
                        text.toString(),
                        "-o",
                        library.toString());
                if (!failure.isEmpty()) {
                    throw new CudaException(failure);
                }
                SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
                for (int k = 0; k < sources.size(); k++) {
                    String suffix = "_" + k;
                    programs.put(
                            sources.get(k),
                            (function, grid, arguments) -> launch(symbols, function + suffix, grid, arguments));
                }
            } finally {
                Files.delete(text);
                Files.delete(library);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void launch(
            SymbolLookup symbols, String function, CudaProgram.Grid grid, Object... arguments) {
        MethodHandle launch = Linker.nativeLinker()
                .downcallHandle(
                        symbols.find("launch_" + function)
                                .orElseThrow(() -> new CudaException("no function " + function)),
                        FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            launch.invokeExact(grid.x(), grid.threads(), KernelArguments.pack(arena, arguments));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
