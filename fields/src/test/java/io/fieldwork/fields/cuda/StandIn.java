package io.fieldwork.fields.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A stand-in for driver, device and run-time compiler, made by the host's C++ compiler from {@code standin.cpp}: every call of this
 * package goes through the foreign-function interface as with a real driver, kernels are compiled from the same sources, and
 * device memory is host memory. It says what it is by its name.
 */
public final class StandIn {
    /** Errors of the driver that tests plan. */
    public static final int OUT_OF_MEMORY = 2;

    public static final int ILLEGAL_ADDRESS = 700;
    public static final int OUT_OF_RESOURCES = 701;
    public static final int LAUNCH_FAILED = 719;

    private static final int HOPPER = 90;
    private static final long SECONDS = 120;
    private static final String PRELUDE = "/io/fieldwork/fields/kernel/host_prelude.h";

    private StandIn() {}

    private static final class Built {
        static final String LIBRARY = build();
        static final NativeLibrary ENTRIES = NativeLibrary.open("the stand-in", List.of(LIBRARY));
    }

    /** Skips the calling test, with a sentence, where there is no host C++ compiler. */
    public static void require() {
        Assumptions.assumeTrue(isPossible(), "Skipped: there is no g++ to build the stand-in for the CUDA driver.");
    }

    /** {@return whether there is a host C++ compiler} */
    public static boolean isPossible() {
        return Compiler.PRESENT;
    }

    private static final class Compiler {
        static final boolean PRESENT = System.getProperty("os.name").equals("Linux") && run("g++", "--version");
    }

    /** {@return a fresh, healthy device of compute capability 9.0} Modules that were loaded before stay loaded. */
    public static CudaDevice device() {
        return device(HOPPER);
    }

    /** {@return a fresh, healthy device of a compute capability, ten times the major plus the minor number} */
    public static CudaDevice device(int capability) {
        Built.ENTRIES.call("standin_reset");
        return new CudaDevice(driver(), StandIn::compiler, capability);
    }

    /** {@return a healthy device on a machine without a run-time compiler} */
    public static CudaDevice withoutCompiler() {
        Built.ENTRIES.call("standin_reset");
        return new CudaDevice(driver(), () -> Nvrtc.open(List.of("libno-such-nvrtc.so")), HOPPER);
    }

    /** Plans that a call of an entry point, after so many others of it, returns an error; a lost device returns it forever. */
    public static void fail(String call, int after, int code) {
        try (Arena arena = Arena.ofConfined()) {
            Built.ENTRIES.call("standin_fail", arena.allocateFrom(call), after, code);
        }
    }

    /** {@return how often an entry point was called since the last device was made} */
    public static int calls(String call) {
        try (Arena arena = Arena.ofConfined()) {
            return Built.ENTRIES.call("standin_calls", arena.allocateFrom(call));
        }
    }

    /** {@return the modules that are loaded} */
    public static int modules() {
        return Built.ENTRIES.call("standin_modules");
    }

    /** The driver; its devices are described as those of any other. */
    static CudaDriver driver() {
        return CudaDriver.open(List.of(Built.LIBRARY));
    }

    static List<NvidiaDevice> devices() {
        return CudaDriver.devices(Built.LIBRARY);
    }

    private static Nvrtc compiler() {
        return Nvrtc.open(List.of(Built.LIBRARY));
    }

    private static String build() {
        try {
            Path folder = Files.createTempDirectory("stand-in");
            Path source = unpacked(folder, "standin.cpp");
            Path prelude = unpacked(folder, PRELUDE);
            Path library = folder.resolve("libstandin.so");
            for (Path file : List.of(folder, source, prelude, library)) {
                file.toFile().deleteOnExit();
            }
            String macro = "-DSTANDIN_PRELUDE=\"" + prelude + "\"";
            if (!run("g++", "-std=c++17", "-O1", "-shared", "-fPIC", macro, "" + source, "-o", "" + library)) {
                throw new IllegalStateException("g++ does not compile standin.cpp");
            }
            return library.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpacked(Path folder, String resource) throws IOException {
        Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        try (InputStream in = StandIn.class.getResourceAsStream(resource)) {
            Files.copy(in, file);
        }
        return file;
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
