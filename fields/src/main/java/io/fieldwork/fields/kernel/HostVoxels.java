package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Storage;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Trilinear look-up in a sparse lattice on the host, vectors over the numbers of a row. A point with rows of c numbers costs 32 bytes of
 * links and 32 c of rows forward, and as many read and written in the adjoint; 16 c operations each way.
 *
 * <p>Points are visited layer by layer of the lattice, so that its rows stay in the cache of a core. The gradient of the rows runs over layers of
 * vertices, points in order within each, so sums are formed in one order whatever the number of threads.
 */
final class HostVoxels implements FusedOperation {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = FLOATS.length();
    private static final int CHUNK = 1024;

    /** Rows that are this narrow are summed number by number. */
    private static final int NARROW = 3;

    private final Function<NDArray[], VoxelReading> readings;

    /** The reading is made of the operation's inputs, of which the first two are points and rows and the last is links. */
    HostVoxels(Function<NDArray[], VoxelReading> readings) {
        this.readings = readings;
    }

    /** What a thread works with: a cell, and a row with room for whole vectors. */
    private static final class Scratch {
        private final VoxelCell cell = new VoxelCell();
        private final float[] row;
        private final float[] value = new float[8];

        private Scratch(int width) {
            this.row = new float[Math.ceilDiv(width, LANES) * LANES];
        }
    }

    /** The operands of a call. */
    private record Call(VoxelReading reading, VoxelLattice lattice, int n, int width, long x, long rows, int count) {
        static Call of(VoxelReading reading, NDArray[] inputs) {
            int n = Math.toIntExact(inputs[0].getShape().get(0));
            int count = Math.toIntExact(inputs[1].getShape().get(0));
            int width = Math.toIntExact(inputs[1].getShape().get(1));
            return new Call(
                    reading,
                    VoxelLattice.of(inputs[inputs.length - 1]),
                    n,
                    width,
                    Memory.address(Storage.of(inputs[0]), 12L * n),
                    Memory.address(Storage.of(inputs[1]), 4L * count * width),
                    count);
        }

        void locate(int point, VoxelCell cell) {
            cell.locate(x + 12L * point, lattice);
            for (int c = 0; c < 8; c++) {
                if (cell.row[c] >= count) {
                    throw new IndexOutOfBoundsException("a link to row " + cell.row[c] + " of " + count);
                }
            }
        }

        /** Whether a point has a gradient, which is then in the scratch row. */
        boolean spread(int point, long dy, Scratch scratch) {
            return reading.wanted(point) && reading.spread(point, dy + 4L * point * reading.outputs(), scratch.row);
        }

        Scratch scratch() {
            return new Scratch(width);
        }
    }

    @Override
    public int differentiable(int inputs) {
        return 2;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        Call call = Call.of(readings.apply(inputs), inputs);
        int outputs = call.reading.outputs();
        NDArray result = inputs[0].getManager().create(new Shape(call.n, outputs), DataType.FLOAT32);
        int @Nullable [] order =
                call.width <= NARROW ? null : call.lattice.sort(call.x, call.n).points();
        long to = Memory.address(Storage.of(result), 4L * call.n * outputs);
        chunks(call, (scratch, number) -> {
            int point = order == null ? number : order[number];
            if (call.reading.wanted(point)) {
                call.locate(point, scratch.cell);
                interpolate(scratch, call.rows, call.width);
            } else {
                Arrays.fill(scratch.row, 0);
            }
            call.reading.read(point, scratch.row, to + 4L * point * outputs);
        });
        return new NDArray[] {result};
    }

    /** The work on one point. */
    private interface PointBody {
        void accept(Scratch scratch, int point);
    }

    private static void chunks(Call call, PointBody body) {
        HostChunks chunks = new HostChunks(call.n, CHUNK);
        chunks.run(call::scratch, (scratch, number) -> {
            int end = Math.min(call.n, (number + 1) * CHUNK);
            for (int point = number * CHUNK; point < end; point++) {
                body.accept(scratch, point);
            }
        });
    }

    private static void interpolate(Scratch scratch, long rows, int width) {
        int[] row = scratch.cell.row;
        float[] weight = scratch.cell.weight;
        if (width <= NARROW) {
            for (int k = 0; k < width; k++) {
                float sum = 0;
                for (int c = 0; c < 8; c++) {
                    sum += row[c] < 0 ? 0 : weight[c] * number(rows, (long) row[c] * width + k);
                }
                scratch.row[k] = sum;
            }
            return;
        }
        for (int k = 0; k < width; k += LANES) {
            VectorMask<Float> lanes = FLOATS.indexInRange(k, width);
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int c = 0; c < 8; c++) {
                if (row[c] >= 0) {
                    long at = rows + 4L * ((long) row[c] * width + k);
                    sum = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, at, ORDER, lanes)
                            .mul(weight[c])
                            .add(sum);
                }
            }
            sum.intoArray(scratch.row, k);
        }
    }

    private static float number(long address, long index) {
        return Memory.ALL.get(JAVA_FLOAT, address + 4 * index);
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        NDArray gradient = outputGradients[0];
        if (gradient == null) {
            return;
        }
        Call call = Call.of(readings.apply(inputs), inputs);
        long dy = Memory.address(Storage.of(gradient), 4L * call.n * call.reading.outputs());
        if (inputGradients[1] != null) {
            long dRows = Memory.address(Storage.of(inputGradients[1]), 4L * call.count * call.width);
            scatter(call, dy, dRows);
        }
        if (inputGradients[0] != null) {
            long dx = Memory.address(Storage.of(inputGradients[0]), 12L * call.n);
            chunks(call, (scratch, point) -> slope(call, scratch, point, dy, dx + 12L * point));
        }
    }

    /** A layer of vertices gets the upper corners of the cells below it, then the lower corners of the cells above. */
    private static void scatter(Call call, long dy, long dRows) {
        VoxelLattice.Layers layers = call.lattice.sort(call.x, call.n);
        new HostChunks(call.lattice.nz(), 1).run(call::scratch, (scratch, layer) -> {
            for (int side = 1; side >= 0; side--) {
                int cells = layer - side;
                if (cells >= 0 && cells < call.lattice.nz() - 1) {
                    for (int i = layers.first()[cells]; i < layers.first()[cells + 1]; i++) {
                        spread(call, scratch, layers.points()[i], 4 * side, dy, dRows);
                    }
                }
            }
        });
    }

    /** Adds to the rows of four corners from the first one on. */
    private static void spread(Call call, Scratch scratch, int point, int first, long dy, long dRows) {
        if (!call.spread(point, dy, scratch)) {
            return;
        }
        call.locate(point, scratch.cell);
        for (int c = first; c < first + 4; c++) {
            if (scratch.cell.row[c] >= 0) {
                long to = dRows + 4L * scratch.cell.row[c] * call.width;
                add(scratch.row, scratch.cell.weight[c], to, call.width);
            }
        }
    }

    private static void add(float[] row, float weight, long to, int width) {
        if (width <= NARROW) {
            for (int k = 0; k < width; k++) {
                Memory.ALL.set(JAVA_FLOAT, to + 4L * k, number(to, k) + weight * row[k]);
            }
            return;
        }
        for (int k = 0; k < width; k += LANES) {
            VectorMask<Float> lanes = FLOATS.indexInRange(k, width);
            FloatVector.fromMemorySegment(FLOATS, Memory.ALL, to + 4L * k, ORDER, lanes)
                    .add(FloatVector.fromArray(FLOATS, row, k).mul(weight))
                    .intoMemorySegment(Memory.ALL, to + 4L * k, ORDER, lanes);
        }
    }

    private static void slope(Call call, Scratch scratch, int point, long dy, long dx) {
        if (!call.spread(point, dy, scratch)) {
            return;
        }
        call.locate(point, scratch.cell);
        for (int c = 0; c < 8; c++) {
            float dot = 0;
            for (int k = 0; scratch.cell.row[c] >= 0 && k < call.width; k++) {
                dot += scratch.row[k] * number(call.rows, (long) scratch.cell.row[c] * call.width + k);
            }
            scratch.value[c] = dot;
        }
        scratch.cell.addSlopes(scratch.value, dx);
    }
}
