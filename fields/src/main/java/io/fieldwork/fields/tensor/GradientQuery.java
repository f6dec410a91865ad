package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tensor has a gradient, asked of libtorch itself: the engine's {@code getGradient} loses 32 bytes with every no.
 *
 * <p>A handle of the engine's points to an {@code at::Tensor}, which is one pointer to a {@code c10::TensorImpl}; that one's
 * {@code grad()} gives a reference to another {@code at::Tensor}, which points to a known address where there is no gradient.
 * The names are those of the common C++ ABI. A libtorch that does not export them (Windows) is asked the engine's way.
 */
final class GradientQuery {
    private static final AddressLayout TENSOR =
            ValueLayout.ADDRESS.withTargetLayout(MemoryLayout.structLayout(ValueLayout.ADDRESS));
    private static final SymbolLookup LIBTORCH = SymbolLookup.loaderLookup();
    private static final @Nullable MemorySegment UNDEFINED =
            LIBTORCH.find("_ZN3c1019UndefinedTensorImpl10_singletonE").orElse(null);
    private static final @Nullable MethodHandle GRADIENT = LIBTORCH.find("_ZNK3c1010TensorImpl4gradEv")
            .map(symbol ->
                    Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(TENSOR, ValueLayout.ADDRESS)))
            .orElse(null);

    private GradientQuery() {}

    /** {@return whether a tensor surely has none; false where that is not known} */
    static boolean hasNone(NDArray leaf) {
        if (GRADIENT == null || UNDEFINED == null) {
            return false;
        }
        try {
            MemorySegment tensor =
                    MemorySegment.ofAddress(((PtNDArray) leaf).getHandle()).reinterpret(ValueLayout.ADDRESS.byteSize());
            MemorySegment gradient = (MemorySegment) GRADIENT.invokeExact(tensor.get(ValueLayout.ADDRESS, 0));
            return gradient.get(ValueLayout.ADDRESS, 0).address() == UNDEFINED.address();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
