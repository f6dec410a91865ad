package io.fieldwork.fields.bake;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A radiance field sampled on a lattice, interpolated linearly between its points. They are stored in bricks of 8 cells
 * a side, which hold the 9 points along each axis; a brick in which nothing is seen is not stored, and is empty.
 *
 * <p>The transmittance of a path of s cells through opacity o is (1 - o)^s. In direction d colour is the sum over k of
 * c_k Y_k(d) with the harmonics of {@link Harmonics}: c_0 = byte / 255, the others are (byte - 128) / 127.
 *
 * @param low corner of the first brick [3], world coordinates
 * @param cell side of a cell, world units
 * @param size bricks along x, y and z [3]
 * @param index [z, y, x] number of a brick, or -1 where it is empty
 * @param degree of the harmonics, 0 to 2
 * @param background sRGB [3] behind the scene
 * @param opacity [bricks, 9, 9, 9] of one cell's length in the order z, y, x; 255 is 1
 * @param color [bricks, (degree + 1)^2, 9, 9, 9, 3]
 */
public record BakedGrid(
        float[] low,
        float cell,
        int[] size,
        int[] index,
        int degree,
        float[] background,
        byte[] opacity,
        byte[] color) {
    private static final int FORMAT = 1;

    /** {@return the number of stored bricks} */
    public int bricks() {
        return opacity.length / Lattice.POINTS;
    }

    /** {@return the box it covers in world coordinates, rounded up to whole bricks} */
    public Box box() {
        float side = cell * Lattice.BRICK;
        return new Box(
                low[0], low[1], low[2], low[0] + side * size[0], low[1] + side * size[1], low[2] + side * size[2]);
    }

    /** {@return the memory of the numbers in bytes} */
    public long bytes() {
        return 4L * index.length + opacity.length + color.length;
    }

    /**
     * Writes the grid atomically to a safetensors file.
     *
     * @throws UserError if it cannot be written
     */
    public void write(Path file) {
        int side = Lattice.SIDE;
        int coefficients = (degree + 1) * (degree + 1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            tensors.put("grid/format", manager.create(new int[] {FORMAT}));
            tensors.put("grid/low", manager.create(low));
            tensors.put("grid/cell", manager.create(new float[] {cell}));
            tensors.put("grid/background", manager.create(background));
            tensors.put("grid/index", manager.create(index, new Shape(size[2], size[1], size[0])));
            tensors.put("grid/opacity", bytes(manager, opacity, bricks(), side, side, side));
            tensors.put("grid/color", bytes(manager, color, bricks(), coefficients, side, side, side, 3));
            Checkpoint.write(file, tensors);
        }
    }

    private static NDArray bytes(NDManager manager, byte[] values, long... shape) {
        return manager.create(ByteBuffer.wrap(values), new Shape(shape), DataType.UINT8);
    }

    /** {@return whether the name of a file ends as that of a grid does} */
    public static boolean isGrid(Path file) {
        return file.getFileName().toString().endsWith(".safetensors");
    }

    /**
     * {@return the grid of a file that {@link #write} wrote}
     *
     * @throws UserError if it is missing or holds no grid
     */
    public static BakedGrid read(Path file) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Map<String, NDArray> grid = Checkpoint.under("grid/", Checkpoint.read(manager, file));
            NDArray format = grid.get("format");
            if (format == null || format.getDataType() != DataType.INT32 || format.toIntArray()[0] != FORMAT) {
                throw new UserError(file + " is no baked grid; expected a file written by bake.");
            }
            return of(file, grid);
        }
    }

    private static BakedGrid of(Path file, Map<String, NDArray> grid) {
        int side = Lattice.SIDE;
        NDArray index = Checkpoint.tensor(file, grid, "index", DataType.INT32, -1, -1, -1);
        NDArray opacity = Checkpoint.tensor(file, grid, "opacity", DataType.UINT8, -1, side, side, side);
        long bricks = opacity.getShape().get(0);
        NDArray color = Checkpoint.tensor(file, grid, "color", DataType.UINT8, bricks, -1, side, side, side, 3);
        long[] shape = index.getShape().getShape();
        BakedGrid read = new BakedGrid(
                Checkpoint.tensor(file, grid, "low", DataType.FLOAT32, 3).toFloatArray(),
                Checkpoint.tensor(file, grid, "cell", DataType.FLOAT32, 1).toFloatArray()[0],
                new int[] {(int) shape[2], (int) shape[1], (int) shape[0]},
                index.toIntArray(),
                (int) Math.round(Math.sqrt(color.getShape().get(1))) - 1,
                Checkpoint.tensor(file, grid, "background", DataType.FLOAT32, 3).toFloatArray(),
                opacity.toByteArray(),
                color.toByteArray());
        int coefficients = (read.degree + 1) * (read.degree + 1);
        if (!(read.cell > 0)
                || read.degree < 0
                || read.degree > 2
                || coefficients != color.getShape().get(1)
                || Arrays.stream(read.index).anyMatch(brick -> brick < -1 || brick >= bricks)) {
            throw new UserError(
                    "The baked grid " + file + " is damaged: its cell, colours or numbers of bricks are wrong.");
        }
        return read;
    }
}
