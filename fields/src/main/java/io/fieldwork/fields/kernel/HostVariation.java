package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Storage;
import java.nio.ByteOrder;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Total variation of the rows of a sparse lattice at some vertices, on the host. A vertex with rows of c numbers reads 16 c bytes and as many
 * are read and written in the adjoint; some 20 c operations. Layers of vertices are written by one thread each, so sums do not
 * depend on the number of threads.
 */
final class HostVariation implements FusedOperation {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = FLOATS.length();
    private static final int CHUNK = 256;
    private static final int LAYERS = 8;

    private final float smoothing;

    HostVariation(double smoothing) {
        this.smoothing = (float) smoothing;
    }

    /** The operands of a call. */
    private record Call(VoxelLattice lattice, int n, long vertices, int count, int width, long rows) {
        static Call of(NDArray[] inputs) {
            int count = Math.toIntExact(inputs[0].getShape().get(0));
            int width = Math.toIntExact(inputs[0].getShape().get(1));
            int n = Math.toIntExact(inputs[1].size());
            return new Call(
                    VoxelLattice.of(inputs[2]),
                    n,
                    Memory.address(Storage.of(inputs[1]), 4L * n),
                    count,
                    width,
                    Memory.address(Storage.of(inputs[0]), 4L * count * width));
        }

        int vertex(int i) {
            return Memory.ALL.get(JAVA_INT, vertices + 4L * i);
        }

        /** The rows of a vertex and its next ones along x, y and z; a missing one is the vertex's own. */
        boolean rows(int vertex, int[] row) {
            int nx = lattice.nx();
            int ny = lattice.ny();
            row[0] = link(vertex);
            row[1] = next(row[0], vertex % nx < nx - 1, vertex + 1);
            row[2] = next(row[0], vertex / nx % ny < ny - 1, vertex + nx);
            row[3] = next(row[0], vertex / nx / ny < lattice.nz() - 1, vertex + nx * ny);
            return row[0] >= 0;
        }

        private int next(int own, boolean inside, int vertex) {
            int row = inside ? link(vertex) : -1;
            return row < 0 ? own : row;
        }

        private int link(int vertex) {
            int row = Memory.ALL.get(JAVA_INT, lattice.links() + 4L * Objects.checkIndex(vertex, lattice.size()));
            if (row >= count) {
                throw new IndexOutOfBoundsException("a link to row " + row + " of " + count);
            }
            return row;
        }

        private long at(long values, int row, int k) {
            return values + 4L * ((long) row * width + k);
        }

        FloatVector vector(int row, int k, VectorMask<Float> lanes) {
            return FloatVector.fromMemorySegment(FLOATS, Memory.ALL, at(rows, row, k), ORDER, lanes);
        }

        void add(long values, int row, int k, FloatVector more, VectorMask<Float> lanes) {
            long to = at(values, row, k);
            FloatVector.fromMemorySegment(FLOATS, Memory.ALL, to, ORDER, lanes)
                    .add(more)
                    .intoMemorySegment(Memory.ALL, to, ORDER, lanes);
        }
    }

    @Override
    public int differentiable(int inputs) {
        return 1;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        Call call = Call.of(inputs);
        NDArray result = inputs[0].getManager().create(new Shape(call.n), DataType.FLOAT32);
        long to = Memory.address(Storage.of(result), 4L * call.n);
        new HostChunks(call.n, CHUNK).each((first, count) -> {
            int[] row = new int[4];
            for (int i = (int) first; i < first + count; i++) {
                float sum = call.rows(call.vertex(i), row) ? lengths(call, row) : 0;
                Memory.ALL.set(JAVA_FLOAT, to + 4L * i, sum);
            }
        });
        return new NDArray[] {result};
    }

    /** The smoothed lengths of the differences from the first of four rows, added up. */
    private float lengths(Call call, int[] row) {
        FloatVector sums = FloatVector.zero(FLOATS);
        for (int k = 0; k < call.width; k += LANES) {
            VectorMask<Float> lanes = FLOATS.indexInRange(k, call.width);
            FloatVector own = call.vector(row[0], k, lanes);
            FloatVector x = call.vector(row[1], k, lanes).sub(own);
            FloatVector y = call.vector(row[2], k, lanes).sub(own);
            FloatVector z = call.vector(row[3], k, lanes).sub(own);
            sums = sums.add(x.mul(x).add(y.mul(y)).add(z.mul(z)).add(smoothing).sqrt(), lanes);
        }
        float sum = 0;
        for (int k = 0; k < LANES; k++) {
            sum += sums.lane(k);
        }
        return sum;
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (outputGradients[0] == null || inputGradients[0] == null) {
            return;
        }
        Call call = Call.of(inputs);
        long dy = Memory.address(Storage.of(outputGradients[0]), 4L * call.n);
        long dRows = Memory.address(Storage.of(inputGradients[0]), 4L * call.count * call.width);
        int layer = call.lattice.nx() * call.lattice.ny();
        new HostChunks(call.lattice.nz(), LAYERS).each((first, layers) -> {
            int[] row = new int[4];
            for (int i = 0; i < call.n; i++) {
                int vertex = call.vertex(i);
                long z = vertex / layer;
                boolean here = z >= first && z < first + layers;
                boolean above = z + 1 >= first && z + 1 < first + layers;
                if ((here || above) && call.rows(vertex, row)) {
                    spread(call, row, here, above, Memory.ALL.get(JAVA_FLOAT, dy + 4L * i), dRows);
                }
            }
        });
    }

    /** Adds to the rows of a vertex and its neighbours in the same layer, to the one above, or to both. */
    private void spread(Call call, int[] row, boolean here, boolean above, float gradient, long dRows) {
        for (int k = 0; k < call.width; k += LANES) {
            VectorMask<Float> lanes = FLOATS.indexInRange(k, call.width);
            FloatVector own = call.vector(row[0], k, lanes);
            FloatVector x = call.vector(row[1], k, lanes).sub(own);
            FloatVector y = call.vector(row[2], k, lanes).sub(own);
            FloatVector z = call.vector(row[3], k, lanes).sub(own);
            FloatVector length =
                    x.mul(x).add(y.mul(y)).add(z.mul(z)).add(smoothing).sqrt();
            FloatVector scale = FloatVector.broadcast(FLOATS, gradient).div(length);
            if (here) {
                call.add(dRows, row[0], k, scale.mul(x.add(y).add(z)).neg(), lanes);
                call.add(dRows, row[1], k, scale.mul(x), lanes);
                call.add(dRows, row[2], k, scale.mul(y), lanes);
            }
            if (above && row[3] != row[0]) {
                call.add(dRows, row[3], k, scale.mul(z), lanes);
            }
        }
    }
}
