package io.fieldwork.fields.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One GPU in its primary context, which the engine's CUDA run time uses too. Programs are compiled for exactly this
 * device, once for each text, and stay loaded as long as the process.
 */
public final class CudaDevice implements CudaCompiler {
    private static final Map<Integer, CudaDevice> OPEN = new ConcurrentHashMap<>();

    private final CudaDriver driver;
    private final Supplier<Nvrtc> compiler;
    private final MemorySegment context;
    private final int capability;
    private final Map<List<String>, CudaProgram> programs = new ConcurrentHashMap<>();

    /** A device of any driver, and the compiler for it, which is asked for at the first source. */
    CudaDevice(CudaDriver driver, Supplier<Nvrtc> compiler, int ordinal) {
        this.driver = driver;
        this.compiler = compiler;
        int device = driver.integer("cuDeviceGet", ordinal);
        capability = driver.capability(device);
        context = driver.handle("cuDevicePrimaryCtxRetain", device);
    }

    /**
     * {@return the device of a number, from 0, among those the process may see; the same object at each call}
     *
     * @throws CudaException if there is no driver or no such device
     */
    public static CudaDevice open(int ordinal) {
        return OPEN.computeIfAbsent(ordinal, number -> new CudaDevice(CudaDriver.get(), Nvrtc::get, number));
    }

    /** {@return the compute capability as ten times the major plus the minor number, such as 90} */
    public int capability() {
        return capability;
    }

    @Override
    public CudaProgram compile(String name, String source, List<String> options) {
        return programs.computeIfAbsent(
                List.of(source, String.join(" ", options)),
                key -> load(compiler.get().compile(name, source, capability, options)));
    }

    private CudaProgram load(byte[] image) {
        driver.enter(context);
        try (Arena arena = Arena.ofConfined()) {
            return new Module(driver.handle("cuModuleLoadData", arena.allocateFrom(ValueLayout.JAVA_BYTE, image)));
        }
    }

    private final class Module implements CudaProgram {
        private final MemorySegment module;
        private final Map<String, MemorySegment> functions = new ConcurrentHashMap<>();

        Module(MemorySegment module) {
            this.module = module;
        }

        @Override
        public void launch(String function, Grid grid, Object... arguments) {
            if (grid.isEmpty()) {
                return;
            }
            driver.enter(context);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment handle = functions.computeIfAbsent(function, this::find);
                driver.launch(function, handle, grid, KernelArguments.pack(arena, arguments));
            }
        }

        private MemorySegment find(String function) {
            try (Arena arena = Arena.ofConfined()) {
                return driver.handle("cuModuleGetFunction", module, arena.allocateFrom(function));
            }
        }
    }
}
