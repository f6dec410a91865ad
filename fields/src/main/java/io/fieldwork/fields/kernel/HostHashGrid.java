package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Hash-grid encoding on the host. A point and level costs 8 row reads of 4 F bytes, 16 F floating-point operations and some
 * 60 for indices and weights; the rows of a level come from cache where the points are coherent.
 *
 * <p>Forward and coordinate gradient run over chunks of points, level by level within a chunk. The table gradient runs over
 * levels, points in order within each, so sums are formed in one order whatever the number of threads.
 */
final class HostHashGrid implements FusedOperation {
    private static final VectorSpecies<Float> PAIR = FloatVector.SPECIES_64;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LONGEST_CHUNK = 64 * HashGridCorners.BLOCK;
    private static final ThreadLocal<@Nullable Slopes> SLOPES = new ThreadLocal<>();
    private static final ThreadLocal<HashGridCorners> CORNERS = ThreadLocal.withInitial(HashGridCorners::new);

    private final List<HashGridLayout.Level> levels;
    private final int features;
    private final int width;

    HostHashGrid(HashGridLayout layout) {
        this.levels = layout.all();
        this.features = layout.features();
        this.width = layout.width();
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("n 3, rows f", inputs[0], inputs[1]);
        int n = Math.toIntExact(inputs[0].getShape().get(0));
        NDArray output = inputs[0].getManager().create(new Shape(n, width), DataType.FLOAT32);
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment table = Storage.of(inputs[1]);
        MemorySegment out = Storage.of(output);
        eachBlock(n, (level, first, points) -> encode(x, table, out, level, first, points));
        return new NDArray[] {output};
    }

    /** The work on one level for some consecutive points. */
    private interface BlockBody {
        void accept(int level, int first, int points);
    }

    /** Chunks of points, level by level within a chunk, so that a level's rows stay in cache as long as possible. */
    private void eachBlock(int n, BlockBody body) {
        int blocks = (n + HashGridCorners.BLOCK - 1) / HashGridCorners.BLOCK;
        int chunk = Math.clamp(blocks / 8, 1, LONGEST_CHUNK / HashGridCorners.BLOCK) * HashGridCorners.BLOCK;
        Parallel.run((n + chunk - 1) / chunk, c -> {
            int end = Math.min(n, (c + 1) * chunk);
            for (int level = 0; level < levels.size(); level++) {
                for (int first = c * chunk; first < end; first += HashGridCorners.BLOCK) {
                    body.accept(level, first, Math.min(HashGridCorners.BLOCK, end - first));
                }
            }
        });
    }

    private HashGridCorners locate(MemorySegment x, int level, int first, int points) {
        HashGridCorners corners = CORNERS.get();
        corners.load(x, first, points);
        corners.locate(levels.get(level));
        return corners;
    }

    private void encode(MemorySegment x, MemorySegment table, MemorySegment out, int level, int first, int points) {
        HashGridCorners corners = locate(x, level, first, points);
        long rows = rows(table, levels.get(level), features);
        long to = column(out, level, first, points);
        if (features == 2) {
            encodePairs(corners.row, corners.weight, rows, to, points);
            return;
        }
        for (int p = 0; p < points; p++) {
            for (int f = 0; f < features; f++) {
                float sum = 0;
                for (int c = p; c < 8 * HashGridCorners.BLOCK; c += HashGridCorners.BLOCK) {
                    sum += corners.weight[c] * number(rows, (long) corners.row[c] * features + f);
                }
                Memory.ALL.set(JAVA_FLOAT, to + 4L * (p * width + f), sum);
            }
        }
    }

    /** The address of a level's rows; that of its vertices is within them by construction. */
    static long rows(MemorySegment table, HashGridLayout.Level level, int features) {
        return Memory.address(table, 4L * level.offset() * features, 4L * level.rows() * features);
    }

    /** The address of a level's first feature of the first of some points. */
    private long column(MemorySegment values, int level, int first, int points) {
        return Memory.address(values, 4L * first * width, 4L * points * width) + 4L * level * features;
    }

    private Slopes slopes() {
        Slopes slopes = SLOPES.get();
        if (slopes == null || slopes.features != features) {
            slopes = new Slopes(features);
            SLOPES.set(slopes);
        }
        return slopes;
    }

    private static float number(long address, long index) {
        return Memory.ALL.get(JAVA_FLOAT, address + 4 * index);
    }

    private void encodePairs(int[] row, float[] weight, long rows, long to, int points) {
        for (int p = 0; p < points; p++) {
            FloatVector low =
                    weighted(row, weight, rows, p).add(weighted(row, weight, rows, p + HashGridCorners.BLOCK));
            FloatVector middle = weighted(row, weight, rows, p + 2 * HashGridCorners.BLOCK)
                    .add(weighted(row, weight, rows, p + 3 * HashGridCorners.BLOCK));
            FloatVector upper = weighted(row, weight, rows, p + 4 * HashGridCorners.BLOCK)
                    .add(weighted(row, weight, rows, p + 5 * HashGridCorners.BLOCK));
            FloatVector high = weighted(row, weight, rows, p + 6 * HashGridCorners.BLOCK)
                    .add(weighted(row, weight, rows, p + 7 * HashGridCorners.BLOCK));
            low.add(middle).add(upper.add(high)).intoMemorySegment(Memory.ALL, to + 4L * p * width, ORDER);
        }
    }

    private static FloatVector weighted(int[] row, float[] weight, long rows, int c) {
        return FloatVector.fromMemorySegment(PAIR, Memory.ALL, rows + 8L * row[c], ORDER)
                .mul(weight[c]);
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
        int n = Math.toIntExact(inputs[0].getShape().get(0));
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment dy = Storage.of(gradient);
        if (inputGradients[1] != null) {
            MemorySegment dTable = Storage.of(inputGradients[1]);
            Parallel.run(levels.size(), index -> {
                int level = levels.size() - 1 - index;
                for (int first = 0; first < n; first += HashGridCorners.BLOCK) {
                    scatter(x, dy, dTable, level, first, Math.min(HashGridCorners.BLOCK, n - first));
                }
            });
        }
        if (inputGradients[0] != null) {
            MemorySegment table = Storage.of(inputs[1]);
            MemorySegment dx = Storage.of(inputGradients[0]);
            eachBlock(n, (level, first, points) -> slope(x, table, dy, dx, level, first, points));
        }
    }

    private void scatter(MemorySegment x, MemorySegment dy, MemorySegment dTable, int level, int first, int points) {
        HashGridCorners corners = locate(x, level, first, points);
        long rows = rows(dTable, levels.get(level), features);
        long from = column(dy, level, first, points);
        if (features == 2) {
            scatterPairs(corners.row, corners.weight, from, rows, points);
            return;
        }
        for (int p = 0; p < points; p++) {
            for (int f = 0; f < features; f++) {
                float g = number(from, (long) p * width + f);
                for (int c = p; c < 8 * HashGridCorners.BLOCK; c += HashGridCorners.BLOCK) {
                    add(rows, (long) corners.row[c] * features + f, corners.weight[c] * g);
                }
            }
        }
    }

    private void scatterPairs(int[] row, float[] weight, long from, long rows, int points) {
        for (int p = 0; p < points; p++) {
            FloatVector g = FloatVector.fromMemorySegment(PAIR, Memory.ALL, from + 4L * p * width, ORDER);
            for (int c = p; c < 8 * HashGridCorners.BLOCK; c += HashGridCorners.BLOCK) {
                long at = rows + 8L * row[c];
                FloatVector.fromMemorySegment(PAIR, Memory.ALL, at, ORDER)
                        .add(g.mul(weight[c]))
                        .intoMemorySegment(Memory.ALL, at, ORDER);
            }
        }
    }

    /** dx += the gradients of a level's features times what the loss asks of them. */
    private void slope(
            MemorySegment x,
            MemorySegment table,
            MemorySegment dy,
            MemorySegment dx,
            int level,
            int first,
            int points) {
        Slopes slopes = slopes();
        slopes.jet.corners.load(x, first, points);
        slopes.jet.corners.locate(levels.get(level));
        slopes.jet.gather(rows(table, levels.get(level), features));
        long from = column(dy, level, first, points);
        long to = Memory.address(dx, 12L * first, 12L * points);
        for (int f = 0; f < features; f++) {
            slopes.jet.interpolate(f, levels.get(level).scale(), slopes.value, slopes.slope, 0);
            for (int p = 0; p < points; p++) {
                float g = number(from, (long) p * width + f);
                add(to, 3L * p, g * slopes.slope[0][p]);
                add(to, 3L * p + 1, g * slopes.slope[1][p]);
                add(to, 3L * p + 2, g * slopes.slope[2][p]);
            }
        }
    }

    /** What a thread finds of the features of a block. */
    private record Slopes(int features, HashGridJet jet, float[] value, float[][] slope) {
        Slopes(int features) {
            this(features, new HashGridJet(features), new float[HashGridJet.BLOCK], new float[3][HashGridJet.BLOCK]);
        }
    }

    private static void add(long address, long index, float value) {
        Memory.ALL.set(JAVA_FLOAT, address + 4 * index, number(address, index) + value);
    }
}
