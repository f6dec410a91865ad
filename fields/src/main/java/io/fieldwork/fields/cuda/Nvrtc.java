package io.fieldwork.fields.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** NVIDIA's run-time compiler: CUDA C++ text to machine code, without a GPU and without a toolkit. */
public final class Nvrtc {
    private static final String ACCOUNT = "--ptxas-options=-v";

    private static @Nullable Nvrtc loaded;

    private final NativeLibrary library;

    private Nvrtc(NativeLibrary library) {
        this.library = library;
    }

    /**
     * {@return the compiler, loaded on first use}
     *
     * @throws CudaException naming where it was looked for
     */
    public static synchronized Nvrtc get() {
        if (loaded == null) {
            loaded = open(NvrtcLocations.all());
        }
        return loaded;
    }

    /** The first compiler of some paths and names that can be loaded. */
    static Nvrtc open(List<String> candidates) {
        NativeLibrary library;
        try {
            library = NativeLibrary.open("the CUDA run-time compiler NVRTC", candidates);
        } catch (CudaException e) {
            throw new CudaException(e.getMessage() + "; set " + NvrtcLocations.VARIABLES.getFirst()
                    + " to the folder that holds it, such as that of 'pip install nvidia-cuda-nvrtc'");
        }
        NvrtcLocations.beside(library.path()).forEach(NativeLibrary::preload);
        return new Nvrtc(library);
    }

    /** {@return its path, or the name that the system's loader knew} */
    public String path() {
        return library.path();
    }

    /**
     * Compiles for one architecture: to its machine code if the compiler knows it, else to portable code of the newest
     * older one, which the driver translates.
     *
     * @param name of the source in error messages
     * @param source CUDA C++ without includes
     * @param capability ten times the major plus the minor number, such as 90
     * @param options further options
     * @throws CudaException with the compiler's log
     */
    public byte[] compile(String name, String source, int capability, List<String> options) {
        return compiled(name, source, capability, options).image;
    }

    /**
     * {@return the assembler's account of registers, shared memory and what is spilled, in some lines for each function}
     * Empty where there is no machine code for the architecture.
     *
     * @throws CudaException as {@link #compile}
     */
    public String account(String name, String source, int capability, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add(ACCOUNT);
        return compiled(name, source, capability, all).log;
    }

    private record Compiled(byte[] image, String log) {}

    private Compiled compiled(String name, String source, int capability, List<String> options) {
        int target = Arrays.stream(architectures())
                .filter(known -> known <= capability)
                .max()
                .orElseThrow(() ->
                        new CudaException(path() + " does not compile for compute capability " + capability / 10.0));
        boolean exact = target == capability;
        List<String> all = new ArrayList<>(options);
        all.add("--gpu-architecture=" + (exact ? "sm_" : "compute_") + target);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment holder = arena.allocate(ValueLayout.ADDRESS);
            check(
                    "nvrtcCreateProgram",
                    holder,
                    arena.allocateFrom(source),
                    arena.allocateFrom(name),
                    0,
                    MemorySegment.NULL,
                    MemorySegment.NULL);
            MemorySegment program = holder.get(ValueLayout.ADDRESS, 0);
            try {
                return image(arena, name, program, all, exact ? "CUBIN" : "PTX");
            } finally {
                library.call("nvrtcDestroyProgram", holder);
            }
        }
    }

    private Compiled image(Arena arena, String name, MemorySegment program, List<String> options, String kind) {
        MemorySegment texts = arena.allocate(ValueLayout.ADDRESS, options.size());
        for (int i = 0; i < options.size(); i++) {
            texts.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(options.get(i)));
        }
        int code = library.call("nvrtcCompileProgram", program, options.size(), texts);
        if (code != 0) {
            throw new CudaException(name + " does not compile (NVRTC error " + code + "):\n" + log(arena, program));
        }
        return new Compiled(bytes(arena, program, kind), log(arena, program));
    }

    private String log(Arena arena, MemorySegment program) {
        byte[] text = bytes(arena, program, "ProgramLog");
        return new String(text, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    private byte[] bytes(Arena arena, MemorySegment program, String kind) {
        MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
        check("nvrtcGet" + kind + "Size", program, size);
        MemorySegment content = arena.allocate(Math.max(1, size.get(ValueLayout.JAVA_LONG, 0)));
        check("nvrtcGet" + kind, program, content);
        return content.toArray(ValueLayout.JAVA_BYTE);
    }

    private int[] architectures() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
            check("nvrtcGetNumSupportedArchs", count);
            MemorySegment known = arena.allocate(ValueLayout.JAVA_INT, count.get(ValueLayout.JAVA_INT, 0));
            check("nvrtcGetSupportedArchs", known);
            return known.toArray(ValueLayout.JAVA_INT);
        }
    }

    private void check(String function, Object... arguments) {
        int code = library.call(function, arguments);
        if (code != 0) {
            throw new CudaException(function + " failed: NVRTC error " + code);
        }
    }
}
