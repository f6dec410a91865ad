package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
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
    private static final long CHUNK = 1 << 14;

    /** A power of beta below this no longer changes a bias correction in single precision. */
    private static final double NEGLIGIBLE = 0x1p-27;

    private final MemorySegment value;
    private final MemorySegment gradient;
    private final MemorySegment first;
    private final MemorySegment second;
    private final long size;
    private final AdamStep step;
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final float decay;

    HostAdam(NDArray value, NDArray gradient, NDArray first, NDArray second, AdamStep step) {
        this.value = Storage.of(value);
        this.gradient = Storage.of(gradient);
        this.first = Storage.of(first);
        this.second = Storage.of(second);
        this.size = value.size();
        this.step = step;
        this.beta1 = (float) step.beta1();
        this.beta2 = (float) step.beta2();
        this.epsilon = (float) step.epsilon();
        this.decay = (float) step.weightDecay();
    }

    void dense() {
        float rate = (float) corrected(step.count());
        each((from, vectors, end) -> {
            dense(from, vectors, rate);
            for (long i = vectors; i < end; i++) {
                single(i, rate);
            }
        });
    }

    void sparse(NDArray counts) {
        MemorySegment counted = Storage.of(counts);
        float[] corrected = table();
        each((from, vectors, end) -> {
            sparse(from, vectors, counted, corrected);
            for (long i = vectors; i < end; i++) {
                if (gradient.getAtIndex(JAVA_FLOAT, i) != 0) {
                    int n = counted.getAtIndex(JAVA_INT, i) + 1;
                    counted.setAtIndex(JAVA_INT, i, n);
                    single(i, corrected[Math.min(n, corrected.length - 1)]);
                }
            }
        });
    }

    /** Entries from one to another, of which those before {@code vectors} fill whole vectors. */
    @FunctionalInterface
    private interface Chunk {
        void update(long from, long vectors, long end);
    }

    private void each(Chunk entries) {
        new HostChunks(size, CHUNK)
                .each((from, count) -> entries.update(from, from + count / LANES * LANES, from + count));
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
    private void dense(long from, long end, float rate) {
        for (long at = 4 * from; at < 4 * end; at += 4L * LANES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, value, at, ORDER);
            FloatVector g = FloatVector.fromMemorySegment(FLOATS, gradient, at, ORDER);
            FloatVector m = FloatVector.fromMemorySegment(FLOATS, first, at, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, second, at, ORDER);
            FloatVector slope = x.lanewise(VectorOperators.FMA, decay, g);
            m = m.mul(beta1).add(slope.mul(1 - beta1));
            v = v.mul(beta2).add(slope.mul(slope).mul(1 - beta2));
            x.sub(m.mul(rate).div(v.sqrt().add(epsilon))).intoMemorySegment(value, at, ORDER);
            m.intoMemorySegment(first, at, ORDER);
            v.intoMemorySegment(second, at, ORDER);
            FloatVector.zero(FLOATS).intoMemorySegment(gradient, at, ORDER);
        }
    }

    /** As {@link #dense} for entries whose gradient is not zero, each with the rate of its own count. */
    private void sparse(long from, long end, MemorySegment counts, float[] corrected) {
        int[] index = new int[LANES];
        int last = corrected.length - 1;
        for (long at = 4 * from; at < 4 * end; at += 4L * LANES) {
            FloatVector g = FloatVector.fromMemorySegment(FLOATS, gradient, at, ORDER);
            VectorMask<Float> touched = g.compare(VectorOperators.NE, 0f);
            if (!touched.anyTrue()) {
                continue;
            }
            IntVector n = IntVector.fromMemorySegment(INTS, counts, at, ORDER);
            n = n.add(1, touched.cast(INTS));
            n.intoMemorySegment(counts, at, ORDER);
            FloatVector rate = FloatVector.broadcast(FLOATS, corrected[last]);
            if (n.compare(VectorOperators.LT, last).and(touched.cast(INTS)).anyTrue()) {
                n.max(1).min(last).intoArray(index, 0);
                rate = FloatVector.fromArray(FLOATS, corrected, 0, index, 0);
            }
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, value, at, ORDER);
            FloatVector m = FloatVector.fromMemorySegment(FLOATS, first, at, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, second, at, ORDER);
            FloatVector slope = x.lanewise(VectorOperators.FMA, decay, g);
            m = m.blend(m.mul(beta1).add(slope.mul(1 - beta1)), touched);
            v = v.blend(v.mul(beta2).add(slope.mul(slope).mul(1 - beta2)), touched);
            x = x.blend(x.sub(m.mul(rate).div(v.sqrt().add(epsilon))), touched);
            x.intoMemorySegment(value, at, ORDER);
            m.intoMemorySegment(first, at, ORDER);
            v.intoMemorySegment(second, at, ORDER);
            FloatVector.zero(FLOATS).intoMemorySegment(gradient, at, ORDER);
        }
    }

    private void single(long i, float rate) {
        float x = value.getAtIndex(JAVA_FLOAT, i);
        float slope = Math.fma(x, decay, gradient.getAtIndex(JAVA_FLOAT, i));
        float m = first.getAtIndex(JAVA_FLOAT, i) * beta1 + slope * (1 - beta1);
        float v = second.getAtIndex(JAVA_FLOAT, i) * beta2 + slope * slope * (1 - beta2);
        value.setAtIndex(JAVA_FLOAT, i, x - m * rate / ((float) Math.sqrt(v) + epsilon));
        first.setAtIndex(JAVA_FLOAT, i, m);
        second.setAtIndex(JAVA_FLOAT, i, v);
        gradient.setAtIndex(JAVA_FLOAT, i, 0);
    }
}
