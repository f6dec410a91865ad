package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** All parameters as one vector of doubles: their entries in order, each parameter row-major. */
public final class FlatParameters {
    private final List<Parameter> parameters;
    private final int size;

    /** @param parameters to view, which stay where they are; float32 or float64, contiguous */
    public FlatParameters(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        this.size = Math.toIntExact(
                parameters.stream().mapToLong(p -> p.value().size()).sum());
    }

    /** A view of parameters in double precision; the error for any other names the optimiser. */
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

    /** Whether others are the same tensors in the same order. */
    boolean shows(List<Parameter> others) {
        return others.size() == parameters.size()
                && IntStream.range(0, others.size())
                        .allMatch(
                                i -> others.get(i).value() == parameters.get(i).value());
    }

    /** {@return a copy of the values [size]} */
    public double[] values() {
        return flat(parameters.stream().map(Parameter::value).toList());
    }

    /** @param flat new values of the parameters, [size] */
    public void set(double[] flat) {
        int at = 0;
        for (Parameter parameter : parameters) {
            NDArray to = parameter.value();
            double[] values = Arrays.copyOfRange(flat, at, at + (int) to.size());
            try (NDArray exact = to.getManager().create(values, to.getShape());
                    NDArray rounded = exact.toType(to.getDataType(), true)) {
                Storage.overwrite(to, rounded);
            }
            at += values.length;
        }
    }

    /** {@return a copy of the gradients [size]; the gradients themselves are zero afterwards} */
    public double[] takeGradient() {
        List<NDArray> gradients =
                parameters.stream().map(p -> Tape.gradient(p.value())).toList();
        double[] flat = flat(gradients);
        for (NDArray gradient : gradients) {
            try (NDArray zeros = gradient.zerosLike()) {
                Storage.overwrite(gradient, zeros);
            }
        }
        return flat;
    }

    private double[] flat(List<NDArray> arrays) {
        double[] flat = new double[size];
        int at = 0;
        for (NDArray array : arrays) {
            try (NDArray exact = array.toType(DataType.FLOAT64, true)) {
                System.arraycopy(exact.toDoubleArray(), 0, flat, at, (int) array.size());
            }
            at += (int) array.size();
        }
        return flat;
    }
}
