package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The memory behind a tensor, without a copy, through libtorch's plain C interface.
 */
public final class Storage {
    private static final MethodHandle DATA_POINTER = function("aoti_torch_get_data_ptr");
    private static final MethodHandle STRIDES = function("aoti_torch_get_strides");

    private Storage() {}

    /**
     * {@return the elements of a contiguous tensor on the host, row-major, native byte order} The tensor must stay open
     * while the segment is used.
     *
     * @throws IllegalArgumentException if the tensor is not on the CPU or not contiguous
     */
    public static MemorySegment of(NDArray array) {
        if (array.getDevice().isGpu()) {
            throw new IllegalArgumentException(
                    "the storage of a tensor on " + array.getDevice() + " is not host memory");
        }
        long bytes = array.getShape().size() * array.getDataType().getNumOfBytes();
        return MemorySegment.ofAddress(address(array)).reinterpret(bytes);
    }

    /** {@return the elements of each of several contiguous CPU tensors; null stays null} */
    public static @Nullable MemorySegment[] ofAll(@Nullable NDArray... arrays) {
        @Nullable MemorySegment[] segments = new MemorySegment[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            segments[i] = arrays[i] == null ? null : of(arrays[i]);
        }
        return segments;
    }

    /**
     * {@return the address of a contiguous tensor's first element in the memory of its device; 0 for an empty tensor}
     *
     * @throws IllegalArgumentException if the tensor is not contiguous
     */
    public static long address(NDArray array) {
        if (!isContiguous(array)) {
            throw new IllegalArgumentException("a tensor of shape " + array.getShape() + " is not contiguous");
        }
        return pointer(DATA_POINTER, array);
    }

    /** {@return whether the elements lie in row-major order without gaps, so that {@link #address} accepts them} */
    public static boolean isContiguous(NDArray array) {
        long[] sizes = array.getShape().getShape();
        if (sizes.length == 0 || array.getShape().size() == 0) {
            return true;
        }
        MemorySegment strides = MemorySegment.ofAddress(pointer(STRIDES, array)).reinterpret(8L * sizes.length);
        long expected = 1;
        for (int k = sizes.length - 1; k >= 0; k--) {
            if (sizes[k] != 1 && strides.getAtIndex(ValueLayout.JAVA_LONG, k) != expected) {
                return false;
            }
            expected *= sizes[k];
        }
        return true;
    }

    /**
     * Copies values of the same shape and type into an array's own storage, whatever device it lives on; its gradient
     * stays.
     *
     * @throws IllegalArgumentException if shape or type are others
     */
    public static void overwrite(NDArray target, NDArray values) {
        if (!target.getShape().equals(values.getShape()) || target.getDataType() != values.getDataType()) {
            throw new IllegalArgumentException(values.getDataType() + " " + values.getShape() + " where "
                    + target.getDataType() + " " + target.getShape() + " was expected");
        }
        try (NDArray detached = target.stopGradient()) {
            detached.set(new NDIndex("..."), values.toDevice(target.getDevice(), false));
        }
    }

    private static long pointer(MethodHandle function, NDArray array) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.JAVA_LONG);
            int error =
                    (int) function.invokeExact(((PtNDArray) array).getHandle().longValue(), result);
            if (error != 0) {
                throw new IllegalStateException(
                        "libtorch does not give access to a tensor of shape " + array.getShape());
            }
            return result.get(ValueLayout.JAVA_LONG, 0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle function(String name) {
        MemorySegment symbol = SymbolLookup.loaderLookup()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("this libtorch does not export " + name));
        return Linker.nativeLinker()
                .downcallHandle(
                        symbol,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    }
}
