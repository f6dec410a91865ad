package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Storage;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** RMSprop in one pass on the host: 24 bytes an entry, 4 where a whole vector of gradients is zero. */
final class HostRmsProp {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = FLOATS.length();
    private static final int CHUNK = 1 << 14;

    private final long size;
    private final long value;
    private final long gradient;
    private final long second;
    private final float rate;
    private final float beta;
    private final float epsilon;
    private final float decay;

    HostRmsProp(NDArray value, NDArray gradient, NDArray second, RmsPropStep step) {
        this.size = value.size();
        this.value = address(value);
        this.gradient = address(gradient);
        this.second = address(second);
        this.rate = (float) step.rate();
        this.beta = (float) step.beta();
        this.epsilon = (float) step.epsilon();
        this.decay = (float) step.weightDecay();
    }

    private long address(NDArray array) {
        return Memory.address(Storage.of(array), 4 * size);
    }

    void run() {
        new HostChunks(size, CHUNK).each((first, count) -> {
            int vectors = count / LANES * LANES;
            vectors(4 * first, 4 * vectors);
            for (int k = vectors; k < count; k++) {
                single(4 * (first + k));
            }
        });
    }

    /** One method with all of the arithmetic: a vector that is handed to a method that is not inlined goes through memory. */
    private void vectors(long from, int bytes) {
        for (int at = 0; at < bytes; at += 4 * LANES) {
            long i = from + at;
            FloatVector g = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, gradient + i, ORDER);
            VectorMask<Float> touched = g.compare(VectorOperators.NE, 0f);
            if (!touched.anyTrue()) {
                continue;
            }
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, value + i, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, second + i, ORDER);
            FloatVector slope = x.lanewise(VectorOperators.FMA, decay, g);
            FloatVector square = slope.mul(slope);
            FloatVector later = v.mul(beta).add(square.mul(1 - beta));
            v = v.blend(later.blend(square, v.compare(VectorOperators.EQ, 0f)), touched);
            x = x.blend(x.sub(slope.mul(rate).div(v.sqrt().add(epsilon))), touched);
            x.intoMemorySegment(Memory.ALL, value + i, ORDER);
            v.intoMemorySegment(Memory.ALL, second + i, ORDER);
            FloatVector.zero(FLOATS).intoMemorySegment(Memory.ALL, gradient + i, ORDER);
        }
    }

    /** The entry at a number of bytes from the first. */
    private void single(long i) {
        float g = Memory.ALL.get(JAVA_FLOAT, gradient + i);
        if (g == 0) {
            return;
        }
        float x = Memory.ALL.get(JAVA_FLOAT, value + i);
        float v = Memory.ALL.get(JAVA_FLOAT, second + i);
        float slope = Math.fma(x, decay, g);
        float square = slope * slope;
        v = v == 0 ? square : v * beta + square * (1 - beta);
        Memory.ALL.set(JAVA_FLOAT, value + i, x - slope * rate / ((float) Math.sqrt(v) + epsilon));
        Memory.ALL.set(JAVA_FLOAT, second + i, v);
        Memory.ALL.set(JAVA_FLOAT, gradient + i, 0);
    }
}
