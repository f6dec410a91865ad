package io.fieldwork.fields.tensor;

/**
 * Counter-based random numbers: the i-th draw is a pure function of (seed, stream, step, i), so a resumed run continues the
 * same sequence and any thread may draw any index. The mixing function is the 64-bit finaliser of SplitMix64 (Steele,
 * Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) applied twice to a keyed Weyl sequence.
 */
public final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;

    private Draws(long key) {
        this.key = key;
    }

    /**
     * The draws of one purpose in one step.
     *
     * @param stream purpose of the numbers; different names give independent sequences
     * @param step the training step, or 0 where there is none
     */
    public static Draws of(long seed, String stream, long step) {
        long name = 0;
        for (int i = 0; i < stream.length(); i++) {
            name = mix(name + GOLDEN + stream.charAt(i));
        }
        return new Draws(mix(mix(mix(seed + GOLDEN) ^ name) + step * GOLDEN));
    }

    /** {@return 64 random bits, uniform over all longs} */
    public long bits(long index) {
        return mix(mix(key + (index + 1) * GOLDEN) ^ key);
    }

    /** {@return a uniform number in [0, 1) with 24 random bits} */
    public float uniform(long index) {
        return (bits(index) >>> 40) * 0x1p-24f;
    }

    /** {@return the first uniform numbers of [0, 1), moved and stretched to [-bound, bound)} */
    public float[] around(int count, double bound) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (2 * uniform(i) - 1) * (float) bound;
        }
        return values;
    }

    /** {@return a uniform whole number in [0, bound), by the high product; its bias is below bound / 2^64} */
    public long below(long index, long bound) {
        return Math.unsignedMultiplyHigh(bits(index), bound);
    }

    /** {@return a standard normal number by the Box-Muller transform of the bits of draws 2 index and 2 index + 1} */
    public double normal(long index) {
        double u = ((bits(2 * index) >>> 11) + 1) * 0x1p-53;
        double v = (bits(2 * index + 1) >>> 11) * 0x1p-53;
        return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
