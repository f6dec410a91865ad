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
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A factorised grid on the host, in vectors along the rank R. A point of a plane times a line reads 6 rows of 4 R
 * bytes for 14 R operations; three of them, of rank 16, are 1152 bytes, and 4608 with what the adjoint reads and adds.
 *
 * <p>The gradient of a factor is formed in stripes of the table: points are sorted by the stripe they lie in, every
 * other stripe is worked on at once, and within a stripe points come in their own order. So sums are formed in one order
 * whatever the number of threads, and the rows that a stripe adds to stay in the cache.
 */
final class HostFactorGrid implements FusedOperation {
    private static final int CHUNK = 1024;

    private final FactorLayout layout;
    private final List<List<HostFactor>> products;
    private final int rank;
    private final int width;

    HostFactorGrid(FactorLayout layout) {
        this.layout = layout;
        this.rank = layout.rank();
        this.width = layout.width();
        this.products = layout.products().stream()
                .map(factors -> factors.stream()
                        .map(factor -> new HostFactor(factor, rank))
                        .toList())
                .toList();
    }

    /** Products of rows at one point, for one thread. */
    private final class Scratch {
        final float[] product = new float[rank];
        private final float[] factor = new float[rank];

        /** The product of all factors but one, -1 for none. */
        void multiply(List<HostFactor> factors, int except, FactorPoints points, int p, long table) {
            boolean first = true;
            for (int f = 0; f < factors.size(); f++) {
                if (f != except) {
                    factors.get(f).read(points, p, table, first ? product : factor);
                    if (!first) {
                        FactorVectors.multiply(product, factor, rank);
                    }
                    first = false;
                }
            }
        }

        /** The gradient of the values of one factor of a product, given that of the results. */
        void gradient(int which, int factor, FactorPoints points, int p, long table, long dy) {
            multiply(products.get(which), factor, points, p, table);
            if (layout.summed()) {
                float g = Memory.ALL.get(JAVA_FLOAT, dy + 4L * p);
                for (int k = 0; k < rank; k++) {
                    product[k] *= g;
                }
            } else {
                FactorVectors.multiply(product, dy + 4L * p * width + 4L * which * rank, rank);
            }
        }
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        int n = check(inputs);
        NDArray output = inputs[0].getManager().create(new Shape(n, width), DataType.FLOAT32);
        FactorPoints points = new FactorPoints(layout, Storage.of(inputs[0]), n);
        long table = table(inputs[1]);
        long y = Memory.address(Storage.of(output), 4L * n * width);
        HostChunks chunks = new HostChunks(n, CHUNK);
        chunks.run(
                Scratch::new,
                (scratch, chunk) -> chunks.pieces(chunk, CHUNK, (first, count) -> {
                    for (int product = 0; product < products.size(); product++) {
                        evaluate(scratch, product, points, (int) first, count, table, y);
                    }
                }));
        return new NDArray[] {output};
    }

    private void evaluate(Scratch scratch, int product, FactorPoints points, int first, int count, long table, long y) {
        List<HostFactor> factors = products.get(product);
        for (int p = first; p < first + count; p++) {
            scratch.multiply(factors, -1, points, p, table);
            if (layout.summed()) {
                float before = product == 0 ? 0 : Memory.ALL.get(JAVA_FLOAT, y + 4L * p);
                Memory.ALL.set(JAVA_FLOAT, y + 4L * p, before + FactorVectors.sum(scratch.product, rank));
            } else {
                FactorVectors.store(scratch.product, y + 4L * p * width + 4L * product * rank, rank);
            }
        }
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        int n = check(inputs);
        if (outputGradients[0] == null || n == 0) {
            return;
        }
        FactorPoints points = new FactorPoints(layout, Storage.of(inputs[0]), n);
        long dy = Memory.address(Storage.of(outputGradients[0]), 4L * n * width);
        if (inputGradients[1] != null) {
            scatter(points, table(inputs[1]), dy, table(inputGradients[1]));
        }
        if (inputGradients[0] != null) {
            slope(points, table(inputs[1]), dy, Storage.of(inputs[0]), Storage.of(inputGradients[0]), n);
        }
    }

    /** A factor of a product, and the stripes of points along its outer axis. */
    private record Target(int product, int factor, FactorPoints.Stripes stripes) {}

    private void scatter(FactorPoints points, long table, long dy, long gradient) {
        FactorPoints.Stripes[] stripes = new FactorPoints.Stripes[3];
        Parallel.run(3, axis -> stripes[axis] = points.stripes(axis));
        List<Target> targets = IntStream.range(0, products.size())
                .boxed()
                .flatMap(i -> IntStream.range(0, products.get(i).size())
                        .mapToObj(f ->
                                new Target(i, f, stripes[factor(i, f).shape().outer()])))
                .toList();
        int pairs = targets.stream()
                        .mapToInt(target -> target.stripes.count() + 1)
                        .max()
                        .orElseThrow()
                / 2;
        for (int parity = 0; parity < 2; parity++) {
            int odd = parity;
            new HostChunks((long) pairs * targets.size(), 1).run(Scratch::new, (scratch, unit) -> {
                Target target = targets.get(unit % targets.size());
                scatter(scratch, target, 2 * (unit / targets.size()) + odd, points, table, dy, gradient);
            });
        }
    }

    private HostFactor factor(int product, int factor) {
        return products.get(product).get(factor);
    }

    private void scatter(
            Scratch scratch, Target target, int stripe, FactorPoints points, long table, long dy, long gradient) {
        if (stripe >= target.stripes.count()) {
            return;
        }
        HostFactor factor = factor(target.product, target.factor);
        int[] order = target.stripes.order();
        int end = target.stripes.starts()[stripe + 1];
        for (int i = target.stripes.starts()[stripe]; i < end; i++) {
            scratch.gradient(target.product, target.factor, points, order[i], table, dy);
            factor.scatter(points, order[i], gradient, scratch.product);
        }
    }

    private void slope(FactorPoints points, long table, long dy, MemorySegment x, MemorySegment dx, int n) {
        long from = Memory.address(x, 12L * n);
        long to = Memory.address(dx, 12L * n);
        HostChunks chunks = new HostChunks(n, CHUNK);
        chunks.run(
                Scratch::new,
                (scratch, chunk) -> chunks.pieces(chunk, CHUNK, (first, count) -> {
                    for (int p = (int) first; p < first + count; p++) {
                        slope(scratch, points, p, table, dy, from + 12L * p, to + 12L * p);
                    }
                }));
    }

    private void slope(Scratch scratch, FactorPoints points, int p, long table, long dy, long x, long dx) {
        for (int product = 0; product < products.size(); product++) {
            List<HostFactor> factors = products.get(product);
            for (int f = 0; f < factors.size(); f++) {
                scratch.gradient(product, f, points, p, table, dy);
                factors.get(f).slope(points, p, table, scratch.product, x, dx);
            }
        }
    }

    private int check(NDArray[] inputs) {
        assert ShapeContract.match("n 3, " + layout.rows() + " " + rank, inputs[0], inputs[1]);
        return Math.toIntExact(inputs[0].getShape().get(0));
    }

    /** The address of the whole table, or of its gradient; rows of points are within it by construction. */
    private long table(NDArray array) {
        return Memory.address(Storage.of(array), 4L * layout.rows() * rank);
    }
}
