package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.npz.NpyArray;
import io.fieldwork.pde.npz.NpzFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A buffer of one file's samples while they are generated, by several threads in any order. */
final class ShardBuffer {
    private final int[] inputShape;
    private final int[] outputShape;
    private final float[][] inputs;
    private final float[][] outputs;
    private final AtomicInteger left;

    private ShardBuffer(int[] inputShape, int[] outputShape, int count, int left) {
        this.inputShape = inputShape;
        this.outputShape = outputShape;
        inputs = new float[count][size(inputShape)];
        outputs = new float[count][size(outputShape)];
        this.left = new AtomicInteger(left);
    }

    private static int size(int[] shape) {
        return shape[0] * shape[1] * shape[2];
    }

    /** A file of some samples, the first of which may be there already. */
    static ShardBuffer begin(int[] inputShape, int[] outputShape, int count, @Nullable Shard known) {
        int have = known == null ? 0 : Math.min(known.count(), count);
        ShardBuffer buffer = new ShardBuffer(inputShape, outputShape, count, count - have);
        for (int i = 0; known != null && i < have; i++) {
            known.read(false, i, buffer.inputs[i]);
            known.read(true, i, buffer.outputs[i]);
        }
        return buffer;
    }

    /** Makes a sample; returns whether it was the last. */
    boolean put(Recipe recipe, int sample, Recipe.Maker maker) {
        int i = sample % Generation.SHARD;
        try {
            maker.make(sample, inputs[i], outputs[i]);
        } catch (ArithmeticException e) {
            throw new UserError("Sample " + sample + " of " + recipe + " cannot be made: " + e.getMessage() + ".", e);
        }
        requireFinite(recipe, sample, "input", inputs[i]);
        requireFinite(recipe, sample, "output", outputs[i]);
        return left.decrementAndGet() == 0;
    }

    private static void requireFinite(Recipe recipe, int sample, String array, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UserError("The " + array + " of sample " + sample + " of " + recipe + " has the value "
                        + value + "; expected finite numbers.");
            }
        }
    }

    void write(Path file) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(Shard.INPUT, array(inputs, inputShape));
        arrays.put(Shard.OUTPUT, array(outputs, outputShape));
        try {
            NpzFile.write(file, arrays);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NpyArray array(float[][] samples, int[] shape) {
        int each = size(shape);
        float[] values = new float[Math.multiplyExact(samples.length, each)];
        for (int i = 0; i < samples.length; i++) {
            System.arraycopy(samples[i], 0, values, i * each, each);
        }
        int[] extents = {samples.length, shape[0], shape[1], shape[2]};
        return NpyArray.of(values, extents);
    }
}
