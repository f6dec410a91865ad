package io.fieldwork.fields.kernel;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaCompiler;
import io.fieldwork.fields.cuda.CudaDriver;
import io.fieldwork.fields.cuda.CudaException;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.cuda.KernelArguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The CUDA kernels under test: on a GPU where the engine has one, and emulated on the host where a C++ compiler is found.
 * Both go through the same classes, sources and argument lists; only the compiler behind them differs.
 *
 * @param name {@code emulated} or {@code device}
 * @param manager whose device holds the tensors
 * @param kernels the kernels
 */
record CudaSubject(String name, NDManager manager, CudaKernels kernels) {
    private static final Map<String, CudaProgram> EMULATED = new ConcurrentHashMap<>();

    /** All subjects that this machine can run; the calling test is skipped if there are none. */
    static Stream<CudaSubject> all() {
        Assumptions.assumeFalse(Found.SUBJECTS.isEmpty(), "neither a GPU nor a host C++ compiler");
        return Found.SUBJECTS.stream();
    }

    private static final class Found {
        static final List<CudaSubject> SUBJECTS = find();

        private static List<CudaSubject> find() {
            List<CudaSubject> found = new ArrayList<>();
            if (runs("g++", "--version")) {
                NDManager manager = NDManager.newBaseManager(Device.cpu());
                found.add(new CudaSubject("emulated", manager, new CudaKernels(manager, emulator())));
            }
            if (deviceWorks()) {
                NDManager manager = NDManager.newBaseManager(Device.gpu());
                found.add(new CudaSubject("device", manager, new CudaKernels(manager)));
            }
            return found;
        }
    }

    /** Whether both the driver and the engine can use a GPU. */
    static boolean deviceWorks() {
        if (CudaDriver.devices().isEmpty()) {
            return false;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.gpu())) {
            return manager.zeros(new Shape(1), DataType.FLOAT32).getFloat() == 0;
        } catch (EngineException | UnsatisfiedLinkError e) {
            return false;
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

    @Override
    public String toString() {
        return name;
    }

    private static CudaCompiler emulator() {
        return (name, source, options) -> EMULATED.computeIfAbsent(source, text -> build(name, text));
    }

    private static CudaProgram build(String name, String source) {
        try {
            Path folder = Files.createTempDirectory("emulated");
            Path text = folder.resolve(name);
            Path prelude = folder.resolve("host_prelude.h");
            Path library = folder.resolve("kernels.so");
            try (InputStream in = CudaSubject.class.getResourceAsStream("host_prelude.h")) {
                Files.writeString(text, source);
                Files.write(prelude, in.readAllBytes());
                return load(text, prelude, library);
            } finally {
                for (Path file : List.of(text, prelude, library, folder)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CudaProgram load(Path text, Path prelude, Path library) throws IOException {
        String failure = run(
                "g++",
                "-x",
                "c++",
                "-std=c++17",
                "-O1",
                "-shared",
                "-fPIC",
                "-ffp-contract=off",
                "-w",
                "-include",
                prelude.toString(),
                text.toString(),
                "-o",
                library.toString());
        if (!failure.isEmpty()) {
            throw new CudaException(failure);
        }
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        return (function, grid, arguments) -> emulate(symbols, function, grid, arguments);
    }

    private static synchronized void emulate(
            SymbolLookup symbols, String function, CudaProgram.Grid grid, Object... arguments) {
        MethodHandle launch = Linker.nativeLinker()
                .downcallHandle(
                        symbols.find("launch_" + function)
                                .orElseThrow(() -> new CudaException("no function " + function)),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = KernelArguments.pack(arena, arguments);
            if ((int) launch.invokeExact(grid.x(), grid.y(), grid.threads(), parameters) != 0) {
                throw new CudaException("the lanes of a warp diverge in " + function);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
