package io.fieldwork.pde.data;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Some samples of a data set in one file.
 *
 * @param path of the file
 * @param inputs one field or more of each sample
 * @param outputs as many, on the same grid
 */
record Shard(Path path, FieldArray inputs, FieldArray outputs) {
    static final String INPUT = "input";
    static final String OUTPUT = "output";

    private static final Axes PLANE = new Axes("nchw");
    private static final Axes SPACE = new Axes("ncdhw");

    Shard {
        if (inputs.count() != outputs.count()) {
            throw new UserError("The file " + path + " has " + inputs.count() + " samples of '" + inputs.name()
                    + "' but " + outputs.count() + " of '" + outputs.name() + "'; expected as many.");
        }
        if (!inputs.size().equals(outputs.size())) {
            throw new UserError("The file " + path + " has '" + inputs.name() + "' on a grid of "
                    + inputs.size().compact() + " but '" + outputs.name() + "' on "
                    + outputs.size().compact() + "; expected the same grid.");
        }
    }

    /** Maps a file of a generated set; throws UserError if it is not whole, or an array is missing or not of a field's shape. */
    static Shard open(Path path) {
        return of(path, NpzFile.map(path));
    }

    static Shard of(Path path, NpzFile file) {
        return new Shard(path, own(path, file, INPUT), own(path, file, OUTPUT));
    }

    /** The axes of arrays of our own, which are five in space. */
    static Axes axes(int count) {
        return count == 5 ? SPACE : PLANE;
    }

    private static FieldArray own(Path path, NpzFile file, String name) {
        NpyArray array = numbers(path, file.array(name), name);
        Axes axes = axes(array.shape().length);
        if (!axes.fits(array.shape())) {
            throw new UserError("The array '" + name + "' of the file " + path + " is no field of a data set.");
        }
        return new FieldArray(name, array, axes, -1);
    }

    /** An array of numbers, not empty. */
    static NpyArray numbers(Path path, NpyArray array, String name) {
        if (!array.isNumeric() || array.shape().length < 2 || array.size() == 0) {
            throw new UserError("The array '" + name + "' of the file " + path + " has shape "
                    + Arrays.toString(array.shape())
                    + "; expected numbers as [samples, points], [samples, height, width] or [samples, channels, height,"
                    + " width].");
        }
        return array;
    }

    int count() {
        return inputs.count();
    }

    int[] inputShape() {
        return inputs.shape();
    }

    int[] outputShape() {
        return outputs.shape();
    }

    /** One input or output in single precision; throws UserError for values that are not finite. */
    void read(boolean output, int sample, float[] into) {
        FieldArray fields = output ? outputs : inputs;
        fields.read(sample, into);
        for (float value : into) {
            if (!Float.isFinite(value)) {
                throw new UserError("The array '" + fields.name() + "' of the file " + path + " has the value " + value
                        + " in sample " + sample + "; expected finite numbers.");
            }
        }
    }
}
