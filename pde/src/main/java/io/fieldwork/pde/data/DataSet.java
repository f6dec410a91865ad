package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Pairs of fields on a regular grid, in single precision. The numbers stay in files that are mapped into memory: a
 * sample is read on access, by any number of threads. Fields are
 * [channels, height, width], on a line with height 1, or in space [channels, depth, height, width]. Of a trajectory the first frame
 * is the input and the later frames are the channels of the output.
 */
public final class DataSet {
    private final String name;
    private final Supplier<String> content;
    private final List<Shard> shards;
    private final Grid whole;
    private final int from;
    private final int to;
    private final int stride;

    private DataSet(
            String name, Supplier<String> content, List<Shard> shards, Grid whole, int from, int to, int stride) {
        this.name = name;
        this.content = content;
        this.shards = shards;
        this.whole = whole;
        this.from = from;
        this.to = to;
        this.stride = stride;
    }

    /**
     * All samples of some files with equally many each, but for the last. The content is a digest of what determines
     * the numbers.
     */
    static DataSet of(String name, Supplier<String> content, List<Shard> shards, Grid grid) {
        int count = shards.stream().mapToInt(Shard::count).sum();
        return new DataSet(name, content, List.copyOf(shards), grid, 0, count, 1);
    }

    /** {@return the name of the recipe or of the file} */
    public String name() {
        return name;
    }

    /** {@return the number of samples, 0 or more} */
    public int count() {
        return to - from;
    }

    /** {@return the grid of its fields} */
    public GridSize size() {
        return GridSize.ofField(outputShape());
    }

    /** {@return the shape of an input, [channels, height, width] or in space [channels, depth, height, width]} */
    public int[] inputShape() {
        return kept(shards.getFirst().inputShape());
    }

    /** {@return the shape of an output, as that of an input} */
    public int[] outputShape() {
        return kept(shards.getFirst().outputShape());
    }

    private int[] kept(int[] shape) {
        return IntStream.range(0, shape.length)
                .map(i -> i == 0 ? shape[0] : Grid.kept(shape[i], stride))
                .toArray();
    }

    /** {@return the grid of the values: the lengths of the domain and its boundary} */
    public Grid grid() {
        GridSize size = shards.getFirst().outputs().size();
        return stride == 1 ? whole : whole.strided(size, stride);
    }

    /**
     * Copies the channels, layers, rows and columns of an input, row-major, into a buffer from its position on.
     *
     * @throws UserError if a value is not finite
     */
    public void input(int sample, FloatBuffer into) {
        read(false, sample, into);
    }

    /**
     * Copies an output, as {@link #input} does.
     *
     * @throws UserError if a value is not finite
     */
    public void output(int sample, FloatBuffer into) {
        read(true, sample, into);
    }

    private void read(boolean output, int sample, FloatBuffer into) {
        int index = from + Objects.checkIndex(sample, count());
        int each = shards.getFirst().count();
        Shard shard = shards.get(index / each);
        int[] shape = output ? shard.outputShape() : shard.inputShape();
        float[] values = new float[IntStream.of(shape).reduce(1, Math::multiplyExact)];
        shard.read(output, index % each, values);
        if (stride == 1) {
            into.put(values);
        } else {
            thin(values, shape, 0, 0, into);
        }
    }

    /** Copies all channels at every stride-th point, from an axis on. */
    private void thin(float[] values, int[] shape, int axis, int from, FloatBuffer into) {
        if (axis == shape.length) {
            into.put(values[from]);
            return;
        }
        for (int i = 0; i < shape[axis]; i += axis == 0 ? 1 : stride) {
            thin(values, shape, axis + 1, from * shape[axis] + i, into);
        }
    }

    /** {@return the hexadecimal SHA-256 of what determines the numbers: recipe or file, range of samples, stride} */
    public String fingerprint() {
        String key = content.get() + " " + from + " " + to + " " + stride;
        return Digest.of(key);
    }

    /** {@return one line such as {@code darcy: 1000 samples, input 1x211x211, output 1x211x211, dirichlet}} */
    public String description() {
        return name + ": " + count() + (count() == 1 ? " sample, input " : " samples, input ") + shown(inputShape())
                + ", output " + shown(outputShape()) + ", " + whole.boundary();
    }

    private static String shown(int[] shape) {
        return Arrays.toString(shape).replaceAll("[\\[\\]]", "").replace(", ", "x");
    }

    /**
     * {@return the same samples at every step-th grid point from the first, along all axes}
     *
     * @throws UserError if the grid does not allow it
     */
    public DataSet strided(int step) {
        grid().strided(size(), step);
        return new DataSet(name, content, shards, whole, from, to, stride * step);
    }

    /** {@return the same samples with stride 1, on the grid of their files} */
    public DataSet whole() {
        return new DataSet(name, content, shards, whole, from, to, 1);
    }

    /** {@return the samples first to end - 1} */
    public DataSet slice(int first, int end) {
        Objects.checkFromToIndex(first, end, count());
        return new DataSet(name, content, shards, whole, from + first, from + end, stride);
    }
}
