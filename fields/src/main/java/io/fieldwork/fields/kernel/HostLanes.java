package io.fieldwork.fields.kernel;

import java.util.function.IntPredicate;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of the lanes of one vector. Every operation is rounded exactly and in a fixed order, so that compiled and
 * interpreted code agree bit for bit, which the library's exp and its sums over lanes do not promise.
 */
final class HostLanes {
    /** Four lanes or more. */
    static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() < 4 ? FloatVector.SPECIES_128 : FloatVector.SPECIES_PREFERRED;

    static final int LANES = FLOATS.length();

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693145752f;
    private static final float LN2_LOW = 1.42860677e-6f;
    /** 1.5 * 2^23: adding it rounds a small number to the nearest whole one, which then stands in the lowest bits. */
    private static final float ROUNDER = 12582912f;

    private static final VectorShuffle<Float> UP_1 = moved(-1);
    private static final VectorShuffle<Float> UP_2 = moved(-2);
    private static final VectorShuffle<Float> UP_4 = moved(-4);
    private static final VectorShuffle<Float> UP_8 = moved(-8);
    private static final VectorMask<Float> FROM_1 = from(1);
    private static final VectorMask<Float> FROM_2 = from(2);
    private static final VectorMask<Float> FROM_4 = from(4);
    private static final VectorMask<Float> FROM_8 = from(8);

    private static final VectorShuffle<Float> DOWN_1 = moved(1);
    private static final VectorShuffle<Float> DOWN_2 = moved(2);
    private static final VectorShuffle<Float> DOWN_4 = moved(4);
    private static final VectorShuffle<Float> DOWN_8 = moved(8);
    private static final VectorMask<Float> BELOW_1 = from(LANES - 1).not();
    private static final VectorMask<Float> BELOW_2 = from(LANES - 2).not();
    private static final VectorMask<Float> BELOW_4 = from(LANES - 4).not();
    private static final VectorMask<Float> BELOW_8 = from(LANES - 8).not();

    private static final VectorShuffle<Float> SWAP_HALVES = swapped(LANES / 2);
    private static final VectorShuffle<Float> SWAP_QUARTERS = swapped(LANES / 4);
    private static final VectorShuffle<Float> SWAP_2 = swapped(2);
    private static final VectorShuffle<Float> SWAP_1 = swapped(1);
    private static final VectorMask<Float> UPPER_HALF = lanes(lane -> lane >= LANES / 2);
    private static final VectorMask<Float> ODD_QUARTERS = lanes(lane -> lane / (LANES / 4) % 2 == 1);

    private static final VectorShuffle<Float> ALL_FIRST = VectorShuffle.fromOp(FLOATS, lane -> 0);
    private static final VectorShuffle<Float> ALL_LAST = VectorShuffle.fromOp(FLOATS, lane -> LANES - 1);

    private HostLanes() {}

    private static VectorShuffle<Float> moved(int by) {
        return VectorShuffle.fromOp(FLOATS, lane -> Math.floorMod(lane + by, LANES));
    }

    private static VectorShuffle<Float> swapped(int distance) {
        return VectorShuffle.fromOp(FLOATS, lane -> lane ^ distance);
    }

    private static VectorMask<Float> from(int first) {
        return lanes(lane -> lane >= first);
    }

    /** A mask that is set where the condition holds. */
    static VectorMask<Float> lanes(IntPredicate chosen) {
        boolean[] set = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            set[lane] = chosen.test(lane);
        }
        return VectorMask.fromArray(FLOATS, set, 0);
    }

    /** One number in every lane. */
    static FloatVector all(float number) {
        return FloatVector.broadcast(FLOATS, number);
    }

    /** exp of numbers up to 0 by reduction to 2^n exp(r) and Taylor's series to r^7, error below 2e-7 of the value. */
    static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.max(-87f);
        FloatVector shifted = bounded.fma(all(LOG2_E), all(ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(all(-LN2_HIGH), bounded);
        r = n.fma(all(-LN2_LOW), r);
        FloatVector p = all(1f / 5040);
        p = p.fma(r, all(1f / 720));
        p = p.fma(r, all(1f / 120));
        p = p.fma(r, all(1f / 24));
        p = p.fma(r, all(1f / 6));
        p = p.fma(r, all(1f / 2));
        p = p.fma(r, all(1f));
        p = p.fma(r, all(1f));
        FloatVector power = shifted.reinterpretAsInts()
                .sub(Float.floatToRawIntBits(ROUNDER))
                .add(127)
                .lanewise(VectorOperators.LSHL, 23)
                .reinterpretAsFloats();
        return p.mul(power);
    }

    /** Products of each lane and those before it. */
    static FloatVector products(FloatVector x) {
        FloatVector p = x.mul(x.rearrange(UP_1), FROM_1);
        p = p.mul(p.rearrange(UP_2), FROM_2);
        p = LANES > 4 ? p.mul(p.rearrange(UP_4), FROM_4) : p;
        return LANES > 8 ? p.mul(p.rearrange(UP_8), FROM_8) : p;
    }

    /** Sums of each lane and those after it. */
    static FloatVector sumsBehind(FloatVector x) {
        FloatVector s = x.add(x.rearrange(DOWN_1), BELOW_1);
        s = s.add(s.rearrange(DOWN_2), BELOW_2);
        s = LANES > 4 ? s.add(s.rearrange(DOWN_4), BELOW_4) : s;
        return LANES > 8 ? s.add(s.rearrange(DOWN_8), BELOW_8) : s;
    }

    /**
     * The sums over all lanes of four vectors, of which each takes a quarter of the lanes, and every lane of its quarter
     * holds its sum: a first, then c, b and d.
     */
    static FloatVector sums(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        FloatVector ab = a.blend(b, UPPER_HALF).add(b.blend(a, UPPER_HALF).rearrange(SWAP_HALVES));
        FloatVector cd = c.blend(d, UPPER_HALF).add(d.blend(c, UPPER_HALF).rearrange(SWAP_HALVES));
        FloatVector s =
                ab.blend(cd, ODD_QUARTERS).add(cd.blend(ab, ODD_QUARTERS).rearrange(SWAP_QUARTERS));
        s = LANES > 8 ? s.add(s.rearrange(SWAP_2)) : s;
        return LANES > 4 ? s.add(s.rearrange(SWAP_1)) : s;
    }

    /** Moves every lane one up. */
    static FloatVector up(FloatVector x, FloatVector first) {
        return first.blend(x.rearrange(UP_1), FROM_1);
    }

    /** Moves every lane one down. */
    static FloatVector down(FloatVector x, FloatVector last) {
        return last.blend(x.rearrange(DOWN_1), BELOW_1);
    }

    /** The first lane, in every lane. */
    static FloatVector first(FloatVector x) {
        return x.rearrange(ALL_FIRST);
    }

    /** The last lane, in every lane. */
    static FloatVector last(FloatVector x) {
        return x.rearrange(ALL_LAST);
    }
}
