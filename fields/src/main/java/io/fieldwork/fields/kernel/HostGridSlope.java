package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A network of a hash grid's features with the gradient of its value, in one pass: a block of points goes through the levels, which give features and their
 * derivatives, through the network, and back to the features while it is in the caches of one core. Of main memory only points, values and
 * gradients are touched, 28 bytes a point; L levels of F features and a network of m numbers cost about 8 L (F + 8) + 4 m operations. Points are
 * worked on one by one, so results depend neither on the number of threads nor on their neighbours.
 */
final class HostGridSlope implements Operation {
    /** Blocks of a piece of work. */
    private static final int PIECE = 8;

    private final HashGridLayout layout;
    private final int[] widths;

    HostGridSlope(HashGridLayout layout, int... widths) {
        if (widths.length < 2 || widths[0] != layout.width() || widths[widths.length - 1] != 1) {
            throw new IllegalArgumentException("widths " + Arrays.toString(widths) + " do not lead from "
                    + layout.width() + " features to one value");
        }
        this.layout = layout;
        this.widths = widths.clone();
    }

    @Override
    public NDArray[] apply(Tape tape, NDArray... inputs) {
        assert ShapeContract.match("n 3, " + layout.rows() + " " + layout.features(), inputs[0], inputs[1]);
        long n = inputs[0].getShape().get(0);
        NDArray value = inputs[0].getManager().create(new Shape(n), DataType.FLOAT32);
        NDArray slope = inputs[0].getManager().create(new Shape(n, 3), DataType.FLOAT32);
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment table = Storage.of(inputs[1]);
        MemorySegment y = Storage.of(value);
        MemorySegment dx = Storage.of(slope);
        HostNetworkWeights weights = new HostNetworkWeights(widths, Arrays.copyOfRange(inputs, 1, inputs.length));
        HostChunks chunks = new HostChunks(n, (long) PIECE * HashGridJet.BLOCK);
        chunks.run(
                () -> new HostGridSlopeTile(layout, weights, table),
                (tile, chunk) ->
                        chunks.pieces(chunk, HashGridJet.BLOCK, (first, points) -> tile.run(x, y, dx, first, points)));
        return new NDArray[] {value, slope};
    }
}
