package io.fieldwork.fields.volume;

import io.fieldwork.fields.kernel.MarchRegion;
import java.util.Arrays;

/**
 * The choice of samples where a medium is known to be almost empty: one of a few neighbours on a ray, at random, stands for the lengths
 * of all of them. The optical thickness of the kept samples is that of all in the mean, and so are the gradients; the work is done
 * where the medium is dense.
 *
 * @param most how many neighbours one sample stands for at most
 * @param limit optical thickness of a sample below which it is almost empty
 * @param jitter random offsets of the rays, which decide
 */
record Thinning(int most, float limit, Jitter jitter) {
    /**
     * What is kept.
     *
     * @param offsets [rays + 1], ray r owns the entries offsets[r] to offsets[r + 1] - 1
     * @param samples numbers of the kept samples
     * @param lengths that they stand for
     */
    record Kept(int[] offsets, int[] samples, float[] lengths) {}

    /**
     * Chooses of samples from offsets[r] to offsets[r + 1] - 1 of each ray r.
     *
     * @param sigma density of all samples
     * @param delta their lengths
     */
    Kept choose(int[] offsets, float[] sigma, float[] delta) {
        int rays = offsets.length - 1;
        int[] starts = new int[rays + 1];
        int[] kept = new int[sigma.length];
        float[] lengths = new float[sigma.length];
        int count = 0;
        for (int ray = 0; ray < rays; ray++) {
            for (int i = offsets[ray]; i < offsets[ray + 1]; count++) {
                int j = i + 1;
                float length = delta[i];
                if (sigma[i] * delta[i] < limit) {
                    for (; j < offsets[ray + 1] && j - i < most && sigma[j] * delta[j] < limit; j++) {
                        length += delta[j];
                    }
                }
                kept[count] = i + (int) (draw(ray, i - offsets[ray]) * (j - i));
                lengths[count] = length;
                i = j;
            }
            starts[ray + 1] = count;
        }
        return new Kept(starts, Arrays.copyOf(kept, count), Arrays.copyOf(lengths, count));
    }

    /** A number in [0, 1), of a ray and the place of a group on it. */
    private double draw(int ray, int place) {
        double turn = jitter.at(ray) + place * MarchRegion.GOLDEN;
        return turn - Math.floor(turn);
    }
}
