package io.fieldwork.fields.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A C library whose functions return an error code. */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    private final String path;
    private final SymbolLookup symbols;
    private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();

    private NativeLibrary(String path, SymbolLookup symbols) {
        this.path = path;
        this.symbols = symbols;
    }

    /**
     * Loads the first library that can be loaded, for the life of the process; candidates are paths, or names for the
     * system's loader.
     *
     * @throws CudaException naming all candidates if none loads
     */
    static NativeLibrary open(String what, List<String> candidates) {
        for (String candidate : candidates) {
            try {
                return new NativeLibrary(candidate, SymbolLookup.libraryLookup(candidate, Arena.global()));
            } catch (IllegalArgumentException e) {
                LOG.debug("{} could not be loaded from {}", what, candidate);
            }
        }
        throw new CudaException(what + " could not be loaded; tried " + String.join(", ", candidates));
    }

    /** Loads a library that another one will look up by its name, if it can be loaded. */
    static void preload(String path) {
        try {
            SymbolLookup.libraryLookup(path, Arena.global());
        } catch (IllegalArgumentException e) {
            LOG.debug("{} could not be loaded", path, e);
        }
    }

    /** The path it was loaded from. */
    String path() {
        return path;
    }

    /** Calls a function that is not called often; parameter types are those of the arguments. */
    int call(String function, Object... arguments) {
        MethodHandle handle = functions.computeIfAbsent(function, f -> bind(f, layouts(arguments)));
        try {
            return (int) handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A function that returns an int. */
    MethodHandle bind(String function, MemoryLayout... parameters) {
        MemorySegment symbol =
                symbols.find(function).orElseThrow(() -> new CudaException(path + " does not export " + function));
        return Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }

    private static MemoryLayout[] layouts(Object... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> switch (argument) {
                    case Integer i -> ValueLayout.JAVA_INT;
                    case Long l -> ValueLayout.JAVA_LONG;
                    default -> ValueLayout.ADDRESS;
                })
                .toArray(MemoryLayout[]::new);
    }
}
