package io.fieldwork.pde.data;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What an operator knows of the data that it learned from, without a sample: enough to build it and to apply it.
 *
 * @param in channels of an input
 * @param out channels of an output
 * @param size points of the grid
 * @param grid its lengths and boundary
 */
public record DataForm(int in, int out, GridSize size, Grid grid) {
    private static final int BEFORE = 6;

    /** {@return the form of a data set} */
    public static DataForm of(DataSet data) {
        return new DataForm(data.inputShape()[0], data.outputShape()[0], data.size(), data.grid());
    }

    /** {@return its numbers: channels in and out, the boundary, depth, height, width, and the points along each axis} */
    public double[] numbers() {
        double[] numbers = Arrays.copyOf(
                new double[] {in, out, grid.boundary().ordinal(), grid.depth(), grid.height(), grid.width()},
                BEFORE + size.axes());
        for (int axis = 0; axis < size.axes(); axis++) {
            numbers[BEFORE + axis] = size.points(axis);
        }
        return numbers;
    }

    /**
     * {@return the form of some {@link #numbers}}
     *
     * @throws UserError if they are no such numbers
     */
    public static DataForm of(double[] numbers) {
        try {
            Boundary boundary = Boundary.values()[(int) numbers[2]];
            int[] points =
                    Arrays.stream(numbers).skip(BEFORE).mapToInt(n -> (int) n).toArray();
            return new DataForm(
                    (int) numbers[0],
                    (int) numbers[1],
                    new GridSize(points),
                    new Grid(numbers[3], numbers[4], numbers[5], boundary));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserError("A checkpoint has " + Arrays.toString(numbers) + " as the form of its data.", e);
        }
    }

    /** {@return data of this form without a sample} */
    public DataSplits withoutSamples() {
        Shard none = new Shard(Path.of("none"), fields(Shard.INPUT, in), fields(Shard.OUTPUT, out));
        DataSet empty = DataSet.of("no data", () -> "", List.of(none), grid);
        return new DataSplits(empty, empty, empty, 0);
    }

    private FieldArray fields(String name, int channels) {
        int[] field = size.field(channels);
        int[] shape = new int[field.length + 1];
        System.arraycopy(field, 0, shape, 1, field.length);
        return new FieldArray(name, NpyArray.of(new float[0], shape), Shard.axes(shape.length), -1);
    }
}
