package io.fieldwork.fields.tensor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;

/**
 * The query of the NVIDIA driver's devices through the CUDA driver interface. It is independent of libtorch, so it
 * finds devices that the libtorch at hand cannot use.
 */
public final class NvidiaDriver {
    private static final String LIBRARY =
            System.getProperty("os.name").startsWith("Windows") ? "nvcuda.dll" : "libcuda.so.1";
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;
    private static final int NAME_BYTES = 256;

    private final SymbolLookup symbols;
    private final Arena arena;

    /** The library stays loaded: others in this process may use the driver, too. */
    private NvidiaDriver(String library, Arena arena) {
        this.symbols = SymbolLookup.libraryLookup(library, Arena.global());
        this.arena = arena;
    }

    /** {@return the devices that the driver shows to this process; empty if there is no driver or no device} */
    public static List<NvidiaDevice> devices() {
        return devices(LIBRARY);
    }

    static List<NvidiaDevice> devices(String library) {
        try (Arena arena = Arena.ofConfined()) {
            return new NvidiaDriver(library, arena).list();
        } catch (IllegalArgumentException absent) {
            return List.of();
        }
    }

    private List<NvidiaDevice> list() {
        List<NvidiaDevice> devices = new ArrayList<>();
        MemorySegment out = arena.allocate(JAVA_LONG);
        if (call("cuInit", 0) != 0 || call("cuDeviceGetCount", out) != 0) {
            return devices;
        }
        int count = out.get(JAVA_INT, 0);
        for (int index = 0; index < count; index++) {
            devices.add(describe(index, out));
        }
        return devices;
    }

    private NvidiaDevice describe(int index, MemorySegment out) {
        call("cuDeviceGet", out, index);
        int device = out.get(JAVA_INT, 0);
        MemorySegment name = arena.allocate(NAME_BYTES);
        call("cuDeviceGetName", name, NAME_BYTES, device);
        call("cuDeviceTotalMem_v2", out, device);
        long bytes = out.get(JAVA_LONG, 0);
        call("cuDeviceGetAttribute", out, CAPABILITY_MAJOR, device);
        int major = out.get(JAVA_INT, 0);
        call("cuDeviceGetAttribute", out, CAPABILITY_MINOR, device);
        int minor = out.get(JAVA_INT, 0);
        return new NvidiaDevice(index, name.getString(0), bytes, 10 * major + minor);
    }

    /** Calls a driver function whose arguments are pointers and ints, and returns its status, 0 for success. */
    private int call(String name, Object... arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
        }
        MemorySegment symbol =
                symbols.find(name).orElseThrow(() -> new IllegalArgumentException("the driver lacks " + name));
        try {
            return (int) Linker.nativeLinker()
                    .downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, layouts))
                    .invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
