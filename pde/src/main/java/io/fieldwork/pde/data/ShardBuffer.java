package io.fieldwork.pde.data;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A buffer of one file's samples while they are generated, by several threads in any order. */
final class ShardBuffer {
    private final Format format;
    private final float[][] inputs;
    private final float[][] outputs;
    private final AtomicInteger left;

    /** A file of some samples, the first of which may be there already. */
    ShardBuffer(Format format, int count, @Nullable Shard known) {
        this.format = format;
        inputs = new float[count][size(format.input())];
        outputs = new float[count][size(format.output())];
        int have = known == null ? 0 : Math.min(known.count(), count);
        left = new AtomicInteger(count - have);
        for (int i = 0; known != null && i < have; i++) {
            known.read(false, i, inputs[i]);
            known.read(true, i, outputs[i]);
        }
    }

    private static int size(int[] shape) {
        return IntStream.of(shape).reduce(1, Math::multiplyExact);
    }

    /** Makes a sample; returns whether it was the last. */
    boolean put(Recipe recipe, int sample, Recipe.Maker maker) {
        int i = sample % Generation.SHARD;
        try {
            maker.make(sample, inputs[i], outputs[i]);
        } catch (ArithmeticException e) {
            throw new UserError(
                    "Sample " + sample + " of " + recipe.source() + " cannot be made: " + e.getMessage() + ".", e);
        }
        requireFinite(recipe, sample, "input", inputs[i]);
        requireFinite(recipe, sample, "output", outputs[i]);
        return left.decrementAndGet() == 0;
    }

    private static void requireFinite(Recipe recipe, int sample, String array, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UserError("The " + array + " of sample " + sample + " of " + recipe.source()
                        + " has the value " + value + "; expected finite numbers.");
            }
        }
    }

    void write(Path file) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(Shard.INPUT, array(inputs, format.input()));
        arrays.put(Shard.OUTPUT, array(outputs, format.output()));
        try {
            NpzFile.write(file, arrays, false);
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
        int[] extents = IntStream.concat(IntStream.of(samples.length), IntStream.of(shape))
                .toArray();
        return NpyArray.of(values, extents);
    }
}
