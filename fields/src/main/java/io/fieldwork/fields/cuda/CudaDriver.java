package io.fieldwork.fields.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A binding of the CUDA driver API calls that describe devices and load and launch functions. */
public final class CudaDriver {
    private static final List<String> LIBRARIES = List.of("libcuda.so.1", "libcuda.so", "nvcuda.dll");
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;
    private static final int LONGEST_NAME = 4096;

    private static @Nullable CudaDriver loaded;

    private final NativeLibrary library;
    private final MethodHandle setCurrent;
    private final MethodHandle launch;

    private CudaDriver(NativeLibrary library) {
        this.library = library;
        this.setCurrent = library.bind("cuCtxSetCurrent", ValueLayout.ADDRESS);
        this.launch = library.bind(
                "cuLaunchKernel",
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS);
        call("cuInit", 0);
    }

    /**
     * The driver, loaded and initialised on first use.
     *
     * @throws CudaException if there is none or it does not start
     */
    static synchronized CudaDriver get() {
        if (loaded == null) {
            loaded = open(LIBRARIES);
        }
        return loaded;
    }

    /** The first driver of some libraries that can be loaded. */
    static CudaDriver open(List<String> libraries) {
        return new CudaDriver(NativeLibrary.open("the CUDA driver", libraries));
    }

    /**
     * {@return the devices that the driver shows to this process; empty if there is no driver or no device} It is asked
     * directly, so that it finds devices that the engine at hand cannot use.
     */
    public static List<NvidiaDevice> devices() {
        return devices(CudaDriver::get);
    }

    static List<NvidiaDevice> devices(String library) {
        return devices(() -> open(List.of(library)));
    }

    private static List<NvidiaDevice> devices(Supplier<CudaDriver> driver) {
        try {
            CudaDriver found = driver.get();
            int count = found.integer("cuDeviceGetCount");
            return IntStream.range(0, count).mapToObj(found::describe).toList();
        } catch (CudaException absent) {
            return List.of();
        }
    }

    private NvidiaDevice describe(int index) {
        int device = integer("cuDeviceGet", index);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(LONGEST_NAME);
            MemorySegment bytes = arena.allocate(ValueLayout.JAVA_LONG);
            call("cuDeviceGetName", name, LONGEST_NAME, device);
            call("cuDeviceTotalMem_v2", bytes, device);
            return new NvidiaDevice(index, name.getString(0), bytes.get(ValueLayout.JAVA_LONG, 0), capability(device));
        }
    }

    /** Compute capability of a device's handle times ten. */
    int capability(int device) {
        return 10 * integer("cuDeviceGetAttribute", CAPABILITY_MAJOR, device)
                + integer("cuDeviceGetAttribute", CAPABILITY_MINOR, device);
    }

    /** Calls a function. */
    void call(String function, Object... arguments) {
        check(function, library.call(function, arguments));
    }

    /** Calls a function that writes one int to its first parameter. */
    int integer(String function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.JAVA_INT);
            call(function, before(result, arguments));
            return result.get(ValueLayout.JAVA_INT, 0);
        }
    }

    /** Calls a function that writes one handle to its first parameter. */
    MemorySegment handle(String function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
            call(function, before(result, arguments));
            return result.get(ValueLayout.ADDRESS, 0);
        }
    }

    /** Makes a context the current one of this thread. */
    void enter(MemorySegment context) {
        int code;
        try {
            code = (int) setCurrent.invokeExact(context);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        check("cuCtxSetCurrent", code);
    }

    /** Starts a function on the legacy default stream. */
    void launch(String name, MemorySegment function, CudaProgram.Grid grid, MemorySegment parameters) {
        int code;
        try {
            code = (int) launch.invokeExact(
                    function,
                    grid.x(),
                    grid.y(),
                    1,
                    grid.threads(),
                    1,
                    1,
                    0,
                    MemorySegment.NULL,
                    parameters,
                    MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        check("cuLaunchKernel of " + name, code);
    }

    private void check(String call, int code) {
        if (code != 0) {
            throw new CudaException(call + " failed: " + errorName(code) + meaning(code));
        }
    }

    /** What an error means to a user, and what helps; empty where its name says it. */
    private static String meaning(int code) {
        return switch (code) {
            case 2 -> " (the GPU is out of memory: make batches or tables smaller, or end what else uses it)";
            case 209 -> " (the compiled code does not fit this GPU)";
            case 701 -> " (the kernel needs more registers or threads than this GPU has)";
            case 700, 714, 715, 716, 717, 718, 719 ->
                " (a kernel failed and the GPU takes no more work from this process; a new one can resume)";
            default -> "";
        };
    }

    private String errorName(int code) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(ValueLayout.ADDRESS);
            return library.call("cuGetErrorName", code, text) == 0
                    ? text.get(ValueLayout.ADDRESS, 0).reinterpret(LONGEST_NAME).getString(0)
                    : "error " + code;
        }
    }

    private static Object[] before(Object first, Object... rest) {
        return Stream.concat(Stream.of(first), Arrays.stream(rest)).toArray();
    }
}
