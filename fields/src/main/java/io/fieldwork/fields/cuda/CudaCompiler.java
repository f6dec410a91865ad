package io.fieldwork.fields.cuda;

import java.util.List;

/** A compiler of programs from CUDA C++ text. */
@FunctionalInterface
public interface CudaCompiler {
    /**
     * Compiles a source.
     *
     * @param name in error messages, such as {@code composite.cu}
     * @param source its text, without includes
     * @param options options of the compiler beside the architecture
     * @throws CudaException with the compiler's log if the text does not compile
     */
    CudaProgram compile(String name, String source, List<String> options);
}
