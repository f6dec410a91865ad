package io.fieldwork.fields.encoding;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/**
 * The positional encoding of NeRF (Mildenhall et al. 2020, section 5.1): coordinates with their sines and cosines at octaves of the
 * frequency 1, not of pi, as in the released code. Coordinates of about [-1, 1] suit it; it has no parameters.
 */
public final class FrequencyEncoding implements Encoding {
    private final Operation operation;
    private final int width;

    /**
     * An encoding of points.
     *
     * @param dimensions coordinates of a point
     * @param octaves number of frequencies, 1 to 16
     */
    public FrequencyEncoding(Kernels kernels, int dimensions, int octaves) {
        this.operation = kernels.frequencies(octaves);
        this.width = dimensions * (1 + 2 * octaves);
    }

    @Override
    public NDArray encode(Tape tape, NDArray x) {
        return operation.apply(tape, x)[0];
    }

    @Override
    public NDArray encode(Tape tape, NDArray x, NDArray known) {
        return operation.resume(tape, new NDArray[] {known}, x)[0];
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public void close() {}
}
