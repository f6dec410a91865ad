package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sums of radial bases on the host. A pair of a point and a base costs a row of F numbers, F sines and 2 F operations forward. The gradient of the
 * numbers visits base by base the points that it counts for, so that no two threads write to one row and sums do not depend on their number; that of places
 * visits point by point. Sines are computed anew, not kept.
 */
final class HostRadial implements FusedOperation {
    private static final JetArithmetic<float[]> ARITHMETIC = JetArithmetic.SINGLE;
    private static final int CHUNK = 256;
    private static final int PAIRS = 16;

    private final RadialLayout layout;

    HostRadial(RadialLayout layout) {
        this.layout = layout;
    }

    @Override
    public int differentiable(int inputs) {
        return 3;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("n d, k d, k f, k e, f, offsets, m", inputs);
        Call call = new Call(inputs);
        NDArray values = inputs[0].getManager().create(new Shape(call.points, call.features), DataType.FLOAT32);
        NDArray shares = inputs[0].getManager().create(new Shape(call.bases.length), DataType.FLOAT32);
        MemorySegment to = Storage.of(values);
        MemorySegment parts = Storage.of(shares);
        HostChunks chunks = new HostChunks(call.points, CHUNK);
        chunks.run(
                () -> new Tile(call),
                (tile, number) -> chunks.pieces(number, CHUNK, (first, count) -> {
                    for (int i = 0; i < count; i++) {
                        tile.sum((int) first + i, to, parts);
                    }
                }));
        return new NDArray[] {values, shares};
    }

    /** The operands of a call. */
    private final class Call {
        private final int points;
        private final int features;
        private final int[] offsets;
        private final int[] bases;
        private final int count;
        private final long x;
        private final long centres;
        private final long precisions;
        private final MemorySegment rows;
        private final float[] factors;

        Call(NDArray[] inputs) {
            points = Math.toIntExact(inputs[0].getShape().get(0));
            features = Math.toIntExact(inputs[2].getShape().get(1));
            count = Math.toIntExact(inputs[1].getShape().get(0));
            offsets = inputs[5].toIntArray();
            bases = inputs[6].toIntArray();
            x = Memory.address(Storage.of(inputs[0]), 4L * points * layout.dimensions());
            centres = Memory.address(Storage.of(inputs[1]), 4L * count * layout.dimensions());
            rows = Storage.of(inputs[2]);
            precisions = Memory.address(Storage.of(inputs[3]), 4L * count * layout.entries());
            factors = ARITHMETIC.zeros(features);
            ARITHMETIC.load(Storage.of(inputs[4]), 0, factors, 0, features);
            for (int base : bases) {
                Objects.checkIndex(base, count);
            }
        }

        /** Writes P (x - c), and returns the squared distance. */
        float measure(int point, int base, float[] product) {
            int d = layout.dimensions();
            Arrays.fill(product, 0);
            float square = 0;
            long entry = precisions + 4L * base * layout.entries();
            for (int a = 0; a < d; a++) {
                float apart = apart(point, base, a);
                float own = number(entry) * apart;
                entry += 4;
                for (int b = a + 1; b < d; b++) {
                    float mixed = number(entry);
                    entry += 4;
                    own += mixed * apart(point, base, b);
                    product[b] += mixed * apart;
                }
                product[a] += own;
            }
            for (int a = 0; a < d; a++) {
                square += product[a] * apart(point, base, a);
            }
            return Math.max(square, 0);
        }

        private float apart(int point, int base, int axis) {
            int d = layout.dimensions();
            return number(x + 4L * (point * d + axis)) - number(centres + 4L * (base * d + axis));
        }
    }

    private static float number(long address) {
        return Memory.ALL.get(JAVA_FLOAT, address);
    }

    /** Working memory of one thread. */
    private final class Tile {
        private final Call call;
        private final int row;
        private final float[] product = new float[3];
        private final float[] numbers;
        private final float[] result;
        private final float[] gradient;
        private float[] shares = new float[PAIRS];
        private float[] squares = new float[PAIRS];
        private float[] phases;
        private float[] waves;
        /** What divides the values of the last point's bases. */
        private float whole;

        Tile(Call call) {
            this.call = call;
            this.row = ARITHMETIC.stride(call.features);
            this.numbers = ARITHMETIC.zeros(row);
            this.result = ARITHMETIC.zeros(row);
            this.gradient = ARITHMETIC.zeros(row);
            this.phases = ARITHMETIC.zeros(PAIRS * row);
            this.waves = ARITHMETIC.zeros(2 * PAIRS * row);
        }

        private void room(int pairs) {
            if (shares.length < pairs) {
                shares = new float[pairs];
                squares = new float[pairs];
                phases = ARITHMETIC.zeros(pairs * row);
                waves = ARITHMETIC.zeros(2 * pairs * row);
            }
        }

        /** The shares of the bases of a point. */
        private int share(int point) {
            int from = call.offsets[point];
            int count = call.offsets[point + 1] - from;
            room(count);
            whole = layout.profile().least();
            for (int i = 0; i < count; i++) {
                squares[i] = call.measure(point, call.bases[from + i], product);
                shares[i] = layout.profile().value(squares[i]);
                whole += shares[i];
            }
            for (int i = 0; i < count; i++) {
                shares[i] /= whole;
            }
            return count;
        }

        /** The weights of rows by some shares, and from {@link #step} on their derivatives. */
        private void weigh(int count, boolean derivatives) {
            if (!layout.waves()) {
                for (int i = 0; i < count; i++) {
                    Arrays.fill(waves, i * row, i * row + row, shares[i]);
                    Arrays.fill(waves, step() + i * row, step() + i * row + row, 1);
                }
                return;
            }
            ARITHMETIC.clear(phases, 0, count * row);
            for (int i = 0; i < count; i++) {
                ARITHMETIC.add(shares[i], call.factors, 0, phases, i * row, call.features);
            }
            ARITHMETIC.derivatives(Activation.SIN, derivatives ? 2 : 1, phases, 0, waves, step(), 0, count * row);
            for (int i = 0; derivatives && i < count; i++) {
                ARITHMETIC.multiply(waves, step() + i * row, call.factors, 0, waves, step() + i * row, call.features);
            }
        }

        private int step() {
            return waves.length / 2 / row * row;
        }

        void sum(int point, MemorySegment values, MemorySegment parts) {
            int count = share(point);
            weigh(count, false);
            ARITHMETIC.clear(result, 0, row);
            for (int i = 0; i < count; i++) {
                ARITHMETIC.load(
                        call.rows,
                        (long) call.bases[call.offsets[point] + i] * call.features,
                        numbers,
                        0,
                        call.features);
                ARITHMETIC.accumulate(1, waves, i * row, numbers, 0, result, 0, call.features);
            }
            ARITHMETIC.store(result, 0, values, (long) point * call.features, call.features);
            ARITHMETIC.store(shares, 0, parts, call.offsets[point], count);
        }

        /** Adds to the gradient of a point, and keeps those of its squared distances. */
        void slope(int point, MemorySegment dy, @Nullable MemorySegment dx, float[] dSquares) {
            int count = share(point);
            weigh(count, true);
            ARITHMETIC.load(dy, (long) point * call.features, gradient, 0, call.features);
            float mean = 0;
            int from = call.offsets[point];
            for (int i = 0; i < count; i++) {
                ARITHMETIC.load(call.rows, (long) call.bases[from + i] * call.features, numbers, 0, call.features);
                float sum = 0;
                for (int f = 0; f < call.features; f++) {
                    sum += waves[step() + i * row + f] * numbers[f] * gradient[f];
                }
                dSquares[from + i] = sum;
                mean += sum * shares[i];
            }
            for (int i = 0; i < count; i++) {
                float phi = shares[i] * whole;
                dSquares[from + i] =
                        (dSquares[from + i] - mean) / whole * layout.profile().slope(squares[i], phi);
                if (dx != null) {
                    call.measure(point, call.bases[from + i], product);
                    addTo(dx, point, 2 * dSquares[from + i]);
                }
            }
        }

        /** Adds a multiple of the last product to a row of a gradient of places. */
        private void addTo(MemorySegment gradients, int at, float factor) {
            int d = layout.dimensions();
            long to = Memory.address(gradients, 4L * at * d, 4L * d);
            for (int a = 0; a < d; a++) {
                Memory.ALL.set(JAVA_FLOAT, to + 4L * a, number(to + 4L * a) + factor * product[a]);
            }
        }

        /** Adds to the gradients of a base's numbers and centre. */
        void base(
                int base,
                Pairs pairs,
                long parts,
                MemorySegment dy,
                @Nullable MemorySegment dRows,
                @Nullable MemorySegment dCentres,
                float[] dSquares) {
            ARITHMETIC.clear(result, 0, row);
            for (int from = pairs.first[base]; from < pairs.first[base + 1]; from += PAIRS) {
                int count = Math.min(PAIRS, pairs.first[base + 1] - from);
                if (dRows != null) {
                    for (int i = 0; i < count; i++) {
                        shares[i] = number(parts + 4L * pairs.number[from + i]);
                    }
                    weigh(count, false);
                    for (int i = 0; i < count; i++) {
                        ARITHMETIC.load(dy, (long) pairs.point[from + i] * call.features, gradient, 0, call.features);
                        ARITHMETIC.accumulate(1, waves, i * row, gradient, 0, result, 0, call.features);
                    }
                }
                for (int i = 0; dCentres != null && i < count; i++) {
                    call.measure(pairs.point[from + i], base, product);
                    addTo(dCentres, base, -2 * dSquares[pairs.number[from + i]]);
                }
            }
            if (dRows != null) {
                ARITHMETIC.addTo(result, 0, dRows, (long) base * call.features, call.features);
            }
        }
    }

    /**
     * The pairs in the order of their bases, within one in that of points.
     *
     * @param first of each base [k + 1]
     * @param number of a pair among all, in the order of points
     * @param point of a pair
     */
    private record Pairs(int[] first, int[] number, int[] point) {
        static Pairs of(Call call) {
            int[] first = new int[call.count + 1];
            for (int base : call.bases) {
                first[base + 1]++;
            }
            Arrays.parallelPrefix(first, Integer::sum);
            int[] next = first.clone();
            int[] number = new int[call.bases.length];
            int[] point = new int[call.bases.length];
            for (int i = 0; i < call.points; i++) {
                for (int pair = call.offsets[i]; pair < call.offsets[i + 1]; pair++) {
                    int to = next[call.bases[pair]]++;
                    number[to] = pair;
                    point[to] = i;
                }
            }
            return new Pairs(first, number, point);
        }
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
        Call call = new Call(inputs);
        MemorySegment dy = Storage.of(gradient);
        @Nullable MemorySegment[] d = Storage.ofAll(inputGradients);
        boolean places = d[0] != null || d[1] != null;
        float[] dSquares = new float[places ? call.bases.length : 0];
        if (places) {
            HostChunks chunks = new HostChunks(call.points, CHUNK);
            chunks.run(
                    () -> new Tile(call),
                    (tile, number) -> chunks.pieces(number, CHUNK, (first, count) -> {
                        for (int i = 0; i < count; i++) {
                            tile.slope((int) first + i, dy, d[0], dSquares);
                        }
                    }));
        }
        if (d[1] != null || d[2] != null) {
            Pairs pairs = Pairs.of(call);
            long parts = Memory.address(Storage.of(outputs[1]), 4L * call.bases.length);
            HostChunks chunks = new HostChunks(call.count, 16);
            chunks.run(
                    () -> new Tile(call),
                    (tile, number) -> chunks.pieces(number, 16, (first, count) -> {
                        for (int i = 0; i < count; i++) {
                            tile.base((int) first + i, pairs, parts, dy, d[2], d[1], dSquares);
                        }
                    }));
        }
    }
}
