package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Storage;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adam in one pass on the host: reads value, gradient and two moments, writes them back, 32 bytes an entry (4 where a
 * sparse group skips a whole vector of zeros).
 */
final class HostAdam {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = FLOATS.length();
    private static final int BYTES = 4 * LANES;
    private static final long CHUNK = 1 << 14;

    /** A power of beta below this no longer changes a bias correction in single precision. */
    private static final double NEGLIGIBLE = 0x1p-27;

    private final long size;
    private final long value;
    private final long gradient;
    private final long first;
    private final long second;
    private final AdamStep step;
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final float decay;

    HostAdam(NDArray value, NDArray gradient, NDArray first, NDArray second, AdamStep step) {
        this.size = value.size();
        this.value = address(value);
        this.gradient = address(gradient);
        this.first = address(first);
        this.second = address(second);
        this.step = step;
        this.beta1 = (float) step.beta1();
        this.beta2 = (float) step.beta2();
        this.epsilon = (float) step.epsilon();
        this.decay = (float) step.weightDecay();
    }

    private long address(NDArray array) {
        return Memory.address(Storage.of(array), 4 * size);
    }

    void dense() {
        float rate = (float) corrected(step.count());
        each((from, vectors, bytes) -> {
            dense(from, vectors, rate);
            for (int at = vectors; at < bytes; at += 4) {
                single(from + at, rate);
            }
        });
    }

    void sparse(NDArray counts) {
        long counted = address(counts);
        float[] corrected = table();
        each((from, vectors, bytes) -> {
            sparse(from, vectors, counted, corrected);
            for (int at = vectors; at < bytes; at += 4) {
                long i = from + at;
                if (Memory.ALL.get(JAVA_FLOAT, gradient + i) != 0) {
                    int n = Memory.ALL.get(JAVA_INT, counted + i) + 1;
                    Memory.ALL.set(JAVA_INT, counted + i, n);
                    single(i, corrected[Math.min(n, corrected.length - 1)]);
                }
            }
        });
    }

    /** A stretch of each array, in bytes: where it begins, how many fill whole vectors, and how many there are. */
    @FunctionalInterface
    private interface Chunk {
        void update(long from, int vectors, int bytes);
    }

    private void each(Chunk entries) {
        new HostChunks(size, CHUNK).each((from, count) -> entries.update(4 * from, count / LANES * BYTES, 4 * count));
    }

    /** rate sqrt(1 - beta2^n) / (1 - beta1^n). */
    private double corrected(long n) {
        return step.rate() * Math.sqrt(1 - Math.pow(step.beta2(), n)) / (1 - Math.pow(step.beta1(), n));
    }

    /** Corrected rates by number of updates, up to where they have settled; the last one holds for all higher numbers. */
    private float[] table() {
        double slowest = Math.max(step.beta1(), step.beta2());
        double settled = slowest == 0 ? 1 : Math.ceil(Math.log(NEGLIGIBLE) / Math.log(slowest));
        float[] table = new float[(int) Math.min(step.count(), settled) + 1];
        double power1 = 1;
        double power2 = 1;
        for (int n = 1; n < table.length; n++) {
            power1 *= step.beta1();
            power2 *= step.beta2();
            table[n] = (float) (step.rate() * Math.sqrt(1 - power2) / (1 - power1));
        }
        return table;
    }

    /** One method with all of the arithmetic: a vector that is handed to a method that is not inlined goes through memory. */
    private void dense(long from, int bytes, float rate) {
        for (int at = 0; at < bytes; at += BYTES) {
            long i = from + at;
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, value + i, ORDER);
            FloatVector g = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, gradient + i, ORDER);
            FloatVector m = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, first + i, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, second + i, ORDER);
            FloatVector slope = x.lanewise(VectorOperators.FMA, decay, g);
            m = m.mul(beta1).add(slope.mul(1 - beta1));
            v = v.mul(beta2).add(slope.mul(slope).mul(1 - beta2));
            x.sub(m.mul(rate).div(v.sqrt().add(epsilon))).intoMemorySegment(Memory.ALL, value + i, ORDER);
            m.intoMemorySegment(Memory.ALL, first + i, ORDER);
            v.intoMemorySegment(Memory.ALL, second + i, ORDER);
            FloatVector.zero(FLOATS).intoMemorySegment(Memory.ALL, gradient + i, ORDER);
        }
    }

    /** As {@link #dense} for entries whose gradient is not zero, each with the rate of its own count. */
    private void sparse(long from, int bytes, long counts, float[] corrected) {
        int[] index = new int[LANES];
        int last = corrected.length - 1;
        for (int at = 0; at < bytes; at += BYTES) {
            long i = from + at;
            FloatVector g = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, gradient + i, ORDER);
            VectorMask<Float> touched = g.compare(VectorOperators.NE, 0f);
            if (!touched.anyTrue()) {
                continue;
            }
            IntVector n = IntVector.fromMemorySegment(INTS, Memory.ALL, counts + i, ORDER);
            n = n.add(1, touched.cast(INTS));
            n.intoMemorySegment(Memory.ALL, counts + i, ORDER);
            FloatVector rate = FloatVector.broadcast(FLOATS, corrected[last]);
            if (n.compare(VectorOperators.LT, last).and(touched.cast(INTS)).anyTrue()) {
                n.max(1).min(last).intoArray(index, 0);
                rate = FloatVector.fromArray(FLOATS, corrected, 0, index, 0);
            }
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, value + i, ORDER);
            FloatVector m = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, first + i, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, second + i, ORDER);
            FloatVector slope = x.lanewise(VectorOperators.FMA, decay, g);
            m = m.blend(m.mul(beta1).add(slope.mul(1 - beta1)), touched);
            v = v.blend(v.mul(beta2).add(slope.mul(slope).mul(1 - beta2)), touched);
            x = x.blend(x.sub(m.mul(rate).div(v.sqrt().add(epsilon))), touched);
            x.intoMemorySegment(Memory.ALL, value + i, ORDER);
            m.intoMemorySegment(Memory.ALL, first + i, ORDER);
            v.intoMemorySegment(Memory.ALL, second + i, ORDER);
            FloatVector.zero(FLOATS).intoMemorySegment(Memory.ALL, gradient + i, ORDER);
        }
    }

    /** The entry at a number of bytes from the first. */
    private void single(long i, float rate) {
        float x = Memory.ALL.get(JAVA_FLOAT, value + i);
        float slope = Math.fma(x, decay, Memory.ALL.get(JAVA_FLOAT, gradient + i));
        float m = Memory.ALL.get(JAVA_FLOAT, first + i) * beta1 + slope * (1 - beta1);
        float v = Memory.ALL.get(JAVA_FLOAT, second + i) * beta2 + slope * slope * (1 - beta2);
        Memory.ALL.set(JAVA_FLOAT, value + i, x - m * rate / ((float) Math.sqrt(v) + epsilon));
        Memory.ALL.set(JAVA_FLOAT, first + i, m);
        Memory.ALL.set(JAVA_FLOAT, second + i, v);
        Memory.ALL.set(JAVA_FLOAT, gradient + i, 0);
    }
}
