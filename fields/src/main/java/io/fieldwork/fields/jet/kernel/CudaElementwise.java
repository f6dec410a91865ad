package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.kernel.CudaRuntime;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An elementwise operation on the device, one thread an element, compiled once for each type on first use. */
abstract sealed class CudaElementwise implements FusedOperation permits CudaActivation, CudaLeibniz {
    private final CudaRuntime runtime;
    private final String name;
    private final String shapes;
    private final Map<DataType, CudaProgram> programs = new ConcurrentHashMap<>();

    /**
     * An operation.
     *
     * @param name of its source in messages of the compiler
     * @param shapes the pattern of its operands, with the sizes n and w of the first
     */
    CudaElementwise(CudaRuntime runtime, String name, String shapes) {
        this.runtime = runtime;
        this.name = name;
        this.shapes = shapes;
    }

    /** The source for one type. */
    abstract String text(DataType type);

    /** Rejects arrays that are too short for the kernels. */
    final void check(NDArray[] inputs) {
        ShapeContract.match(shapes, inputs);
    }

    /** Number of elements of a slot. */
    static int elements(NDArray jet) {
        return Math.toIntExact(jet.getShape().get(1) * jet.getShape().get(2));
    }

    /** A fresh array of the same type, with undefined content. */
    final NDArray like(NDArray jet, long... shape) {
        return jet.getManager().create(new Shape(shape), jet.getDataType(), runtime.device());
    }

    /**
     * Starts a function.
     *
     * @param threads how many; without any nothing is started
     * @param type of all arrays
     * @param arguments numbers, and arrays whose addresses are meant; null is the address 0
     */
    final void launch(String function, int threads, DataType type, List<@Nullable Object> arguments) {
        if (threads == 0) {
            return;
        }
        List<Object> values = new ArrayList<>();
        for (Object argument : arguments) {
            switch (argument) {
                case null -> values.add(0L);
                case NDArray array -> values.add(runtime.address(array, type));
                default -> values.add(argument);
            }
        }
        programs.computeIfAbsent(type, t -> runtime.compiler().compile(name + ".cu", text(t), List.of()))
                .launch(function, CudaRuntime.each(threads), values.toArray());
    }
}
