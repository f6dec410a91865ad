package io.fieldwork.fields.kernel;

import io.fieldwork.fields.cuda.CudaCompiler;

/** Work whose CUDA kernels reach tensors of the host through a compiler for them, such as a stand-in for a device. */
public final class HostedCuda {
    private HostedCuda() {}

    /** {@return the result of work in which {@code Kernels.of(manager, "cuda")} takes any manager} On this thread alone. */
    public static <T> T call(CudaCompiler compiler, ScopedValue.CallableOp<T, RuntimeException> work) {
        return ScopedValue.where(CudaRuntime.STAND_IN, compiler).call(work);
    }
}
