package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;

/**
 * All parameters as one vector of doubles: their entries in order, each parameter row-major. On the host single and double
 * precision are copied from and to tensor storage directly.
 */
public final class FlatParameters {
    private final List<Parameter> parameters;
    private final int size;

    /**
     * A view of parameters; they stay where they are.
     *
     * @param parameters float32 or float64, contiguous
     */
    public FlatParameters(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        this.size = Math.toIntExact(
                parameters.stream().mapToLong(p -> p.value().size()).sum());
    }

    /**
     * A view of parameters in double precision.
     *
     * @param parameters to see
     * @param optimizer its type, named in the error
     * @return the view
     * @throws UserError if one has another precision
     */
    static FlatParameters doubles(List<Parameter> parameters, String optimizer) {
        for (Parameter parameter : parameters) {
            DataType type = parameter.value().getDataType();
            if (type != DataType.FLOAT64) {
                throw new UserError("The optimizer " + optimizer + " needs parameters in double precision, but "
                        + parameter.name() + " is " + type.name().toLowerCase(Locale.ROOT)
                        + "; set field.precision to double.");
            }
        }
        return new FlatParameters(parameters);
    }

    /** {@return the length of the vector, which is the number of entries of all parameters} */
    public int size() {
        return size;
    }

    /**
     * Whether these are the tensors of this view.
     *
     * @param others parameters of the task now
     * @return true for the same tensors in the same order
     */
    boolean shows(List<Parameter> others) {
        if (others.size() != parameters.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).value() != parameters.get(i).value()) {
                return false;
            }
        }
        return true;
    }

    /** {@return a copy of the values [size]} */
    public double[] values() {
        double[] flat = new double[size];
        int at = 0;
        for (Parameter parameter : parameters) {
            read(parameter.value(), flat, at);
            at += (int) parameter.value().size();
        }
        return flat;
    }

    /**
     * Changes the values.
     *
     * @param flat new values, [size]
     */
    public void set(double[] flat) {
        int at = 0;
        for (Parameter parameter : parameters) {
            write(flat, at, parameter.value());
            at += (int) parameter.value().size();
        }
    }

    /** {@return a copy of the gradients [size]; the gradients themselves are zero afterwards} */
    public double[] takeGradient() {
        double[] flat = new double[size];
        int at = 0;
        for (Parameter parameter : parameters) {
            NDArray gradient = Tape.gradient(parameter.value());
            read(gradient, flat, at);
            zero(gradient);
            at += (int) gradient.size();
        }
        return flat;
    }

    private static void read(NDArray from, double[] flat, int at) {
        int count = (int) from.size();
        if (!from.getDevice().isGpu() && from.getDataType() == DataType.FLOAT64) {
            MemorySegment.copy(Storage.of(from), ValueLayout.JAVA_DOUBLE, 0, flat, at, count);
        } else if (from.getDataType() == DataType.FLOAT64) {
            System.arraycopy(from.toDoubleArray(), 0, flat, at, count);
        } else {
            float[] values = from.toFloatArray();
            for (int i = 0; i < count; i++) {
                flat[at + i] = values[i];
            }
        }
    }

    private static void write(double[] flat, int at, NDArray to) {
        int count = (int) to.size();
        boolean host = !to.getDevice().isGpu();
        if (to.getDataType() == DataType.FLOAT64) {
            if (host) {
                MemorySegment.copy(flat, at, Storage.of(to), ValueLayout.JAVA_DOUBLE, 0, count);
                return;
            }
            double[] values = new double[count];
            System.arraycopy(flat, at, values, 0, count);
            overwrite(to, to.getManager().create(values, to.getShape()));
            return;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) flat[at + i];
        }
        overwrite(to, to.getManager().create(values, to.getShape()));
    }

    private static void zero(NDArray gradient) {
        if (gradient.getDevice().isGpu()) {
            overwrite(gradient, gradient.getManager().zeros(gradient.getShape(), gradient.getDataType()));
        } else {
            Storage.of(gradient).fill((byte) 0);
        }
    }

    private static void overwrite(NDArray target, NDArray values) {
        try (values) {
            Storage.overwrite(target, values);
        }
    }
}
