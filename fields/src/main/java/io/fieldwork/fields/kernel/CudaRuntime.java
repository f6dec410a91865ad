package io.fieldwork.fields.kernel;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaCompiler;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.Storage;
import java.util.List;
import java.util.Map;
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

    /** Compiles one of the sources. */
    CudaProgram program(String file, Map<String, String> definitions, String... options) {
        return compiler.compile(file, CudaSource.text(file, definitions), List.of(options));
    }

    /**
     * A grid with one thread for each item.
     *
     * @param items number of items
     * @return the least number of blocks
     */
    public static CudaProgram.Grid each(long items) {
        return CudaProgram.Grid.over(items, THREADS);
    }

    /** A grid with one warp for each item. */
    static CudaProgram.Grid warps(long items) {
        return CudaProgram.Grid.over(items * WARP, THREADS);
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
     * Address of a tensor.
     *
     * @param array contiguous, on the device
     * @param type what its elements must be
     * @return the address of its first element there
     * @throws IllegalArgumentException if the tensor lies elsewhere, has another type or is not contiguous: the device
     *     would read wrong or forbidden memory
     */
    public long address(NDArray array, DataType type) {
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
