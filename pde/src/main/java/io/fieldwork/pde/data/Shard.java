package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.npz.NpyArray;
import io.fieldwork.pde.npz.NpzFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Some samples of a data set in one file.
 *
 * @param path of the file
 * @param inputName of the array of inputs
 * @param inputs [samples, ...]
 * @param outputName of the array of outputs
 * @param outputs [samples, ...]
 */
record Shard(Path path, String inputName, NpyArray inputs, String outputName, NpyArray outputs) {
    static final String INPUT = "input";
    static final String OUTPUT = "output";

    Shard {
        if (inputs.shape()[0] != outputs.shape()[0]) {
            throw new UserError("The file " + path + " has " + inputs.shape()[0] + " samples of '" + inputName
                    + "' but " + outputs.shape()[0] + " of '" + outputName + "'; expected as many.");
        }
        int[] input = field(inputs.shape());
        int[] output = field(outputs.shape());
        if (input[1] != output[1] || input[2] != output[2]) {
            throw new UserError(
                    "The file " + path + " has '" + inputName + "' on a grid of " + input[1] + "x" + input[2] + " but '"
                            + outputName + "' on " + output[1] + "x" + output[2] + "; expected the same grid.");
        }
    }

    /** Maps a file; throws UserError if it is not whole, or an array is missing or not of a field's shape. */
    static Shard open(Path path, String inputName, String outputName) {
        return of(path, NpzFile.map(path), inputName, outputName);
    }

    static Shard of(Path path, NpzFile file, String inputName, String outputName) {
        return new Shard(path, inputName, numbers(path, file, inputName), outputName, numbers(path, file, outputName));
    }

    private static NpyArray numbers(Path path, NpzFile file, String name) {
        NpyArray array = file.array(name);
        if (!array.isNumeric() || array.shape().length < 2 || array.shape().length > 4 || array.size() == 0) {
            throw new UserError(
                    "The array '" + name + "' of the file " + path + " has shape "
                            + Arrays.toString(array.shape())
                            + "; expected numbers as [samples, channels, height, width], [samples, height, width] or [samples, points].");
        }
        return array;
    }

    int count() {
        return inputs.shape()[0];
    }

    int[] inputShape() {
        return field(inputs.shape());
    }

    int[] outputShape() {
        return field(outputs.shape());
    }

    /** One input or output in single precision; throws UserError for values that are not finite. */
    void read(boolean output, int sample, float[] into) {
        (output ? outputs : inputs).read((long) sample * into.length, into);
        for (float value : into) {
            if (!Float.isFinite(value)) {
                throw new UserError("The array '" + (output ? outputName : inputName) + "' of the file " + path
                        + " has the value " + value + " in sample " + sample + "; expected finite numbers.");
            }
        }
    }

    /** [channels, height, width] of one sample. */
    private static int[] field(int[] shape) {
        return switch (shape.length) {
            case 2 -> new int[] {1, 1, shape[1]};
            case 3 -> new int[] {1, shape[1], shape[2]};
            default -> new int[] {shape[1], shape[2], shape[3]};
        };
    }
}
