package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.kernel.CudaRuntime;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An elementwise operation on the device, one thread an element, compiled once for each type on first use. */
abstract sealed class CudaElementwise implements FusedOperation permits CudaActivation, CudaLeibniz {
    private final CudaRuntime runtime;
    private final String name;
    private final String shapes;
    private final Function<DataType, String> text;
    private final Map<DataType, CudaProgram> programs = new ConcurrentHashMap<>();

    /** An operation: its name in messages of the compiler, the pattern of its operands, and its source for a type. */
    CudaElementwise(CudaRuntime runtime, String name, String shapes, Function<DataType, String> text) {
        this.runtime = runtime;
        this.name = name;
        this.shapes = shapes;
        this.text = text;
    }

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

    /** Starts a function on some threads, if any, with numbers, arrays of one type, null, and lists of these. */
    final void launch(String function, int threads, DataType type, @Nullable Object... arguments) {
        if (threads > 0) {
            programs.computeIfAbsent(type, t -> runtime.compiler().compile(name + ".cu", text.apply(t), List.of()))
                    .launch(function, CudaRuntime.each(threads), runtime.arguments(type, arguments));
        }
    }
}
