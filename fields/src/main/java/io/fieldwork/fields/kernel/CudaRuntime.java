package io.fieldwork.fields.kernel;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaCompiler;
import io.fieldwork.fields.cuda.CudaDevice;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The device and compiler that the CUDA operations share.
 *
 * @param device of all tensors
 * @param compiler makes programs for that device
 */
public record CudaRuntime(Device device, CudaCompiler compiler) {
    /** Threads of a block, in every launch. */
    static final int THREADS = 256;

    /** Threads that work together on one ray. */
    static final int WARP = 32;

    /**
     * What stands in for a device within a scope, and only there: a compiler whose programs reach tensors of the host. This
     * package alone can bind it, and nothing in it does: tests do.
     */
    static final ScopedValue<CudaCompiler> STAND_IN = ScopedValue.newInstance();

    /** Compiles one of the sources. */
    CudaProgram program(String file, Map<String, String> definitions, String... options) {
        return compiler.compile(file, CudaSource.text(file, definitions), List.of(options));
    }

    /** {@return the smallest grid with one thread for each item} */
    public static CudaProgram.Grid each(long items) {
        return CudaProgram.Grid.over(items, THREADS);
    }

    /** A grid with one warp for each item. */
    static CudaProgram.Grid warps(long items) {
        return CudaProgram.Grid.over(items * WARP, THREADS);
    }

    /**
     * The compiler for the device of a manager.
     *
     * @throws IllegalArgumentException if that is no GPU
     * @throws io.fieldwork.fields.cuda.CudaException if there is no driver or no such device
     */
    public static CudaCompiler compiler(NDManager manager) {
        if (STAND_IN.isBound()) {
            return STAND_IN.get();
        }
        if (!manager.getDevice().isGpu()) {
            throw new IllegalArgumentException("CUDA kernels need a GPU, not " + manager.getDevice());
        }
        return CudaDevice.open(manager.getDevice().getDeviceId());
    }

    /**
     * {@return the values that a launch takes for some arguments: addresses for arrays of a type, 0 for null, the
     * elements of lists one by one, numbers as they are}
     *
     * @throws IllegalArgumentException as {@link #address}
     */
    public Object[] arguments(DataType type, @Nullable Object... arguments) {
        return Arrays.stream(arguments)
                .flatMap(argument -> values(type, argument))
                .toArray();
    }

    private Stream<Object> values(DataType type, @Nullable Object argument) {
        return switch (argument) {
            case null -> Stream.of(0L);
            case NDArray array -> Stream.of(address(array, type));
            case List<?> several -> several.stream().flatMap(each -> values(type, each));
            default -> Stream.of(argument);
        };
    }

    /** A fresh single-precision array with undefined content. */
    NDArray create(NDManager manager, long... shape) {
        return manager.create(new Shape(shape), DataType.FLOAT32, device);
    }

    /** Address of a single-precision tensor, 0 for none. */
    long floats(@Nullable NDArray array) {
        return array == null ? 0L : address(array, DataType.FLOAT32);
    }

    /** Address of a tensor of 32-bit integers. */
    long integers(NDArray array) {
        return address(array, DataType.INT32);
    }

    /**
     * Address of a contiguous tensor of a type on the device.
     *
     * @throws IllegalArgumentException if the tensor lies elsewhere, has another type or is not contiguous: the device
     *     would read wrong or forbidden memory
     */
    long address(NDArray array, DataType type) {
        if (array.getDataType() != type || !array.getDevice().equals(device)) {
            throw new IllegalArgumentException("a CUDA kernel on " + device + " needs " + type + " there, not "
                    + array.getDataType() + " on " + array.getDevice());
        }
        return Storage.address(array);
    }

    /** Rejects an address that vector loads cannot use. */
    static long aligned(long address, int bytes) {
        if (address % bytes != 0) {
            throw new IllegalArgumentException("a CUDA kernel needs a tensor that starts at a multiple of " + bytes
                    + " bytes, not a part of another");
        }
        return address;
    }
}
