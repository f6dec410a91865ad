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
            NativeLibrary library = NativeLibrary.open("the CUDA run-time compiler NVRTC", NvrtcLocations.all());
            NvrtcLocations.beside(library.path()).forEach(NativeLibrary::preload);
            loaded = new Nvrtc(library);
        }
        return loaded;
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

    private byte[] image(Arena arena, String name, MemorySegment program, List<String> options, String kind) {
        MemorySegment texts = arena.allocate(ValueLayout.ADDRESS, options.size());
        for (int i = 0; i < options.size(); i++) {
            texts.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(options.get(i)));
        }
        int code = library.call("nvrtcCompileProgram", program, options.size(), texts);
        if (code != 0) {
            String log = new String(bytes(arena, program, "ProgramLog"), StandardCharsets.UTF_8);
            throw new CudaException(name + " does not compile (NVRTC error " + code + "):\n"
                    + log.strip().replace("\0", ""));
        }
        return bytes(arena, program, kind);
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
