package io.fieldwork.fields.distill;

import io.fieldwork.fields.scene.radiance.KnownRays;

/**
 * What a teacher answers along some rays: what they show, and its samples, packed by ray, as it found them.
 *
 * @param rays with their colours
 * @param offsets [rays + 1]; ray r owns the samples offsets[r] to offsets[r + 1] - 1
 * @param positions [s * 3], world coordinates
 * @param t [s], distances from the origins of the rays
 * @param delta [s], lengths of the intervals
 * @param density [s], natural logarithm of the density per half side of the box
 * @param colors [s * 3], in [0, 1]
 * @param weights [s], of the samples in the colours of their rays
 * @param features [s * width], of the teacher's geometry; empty where nobody asks for them
 * @param width of the features, 0 for none
 */
record Answers(
        KnownRays rays,
        int[] offsets,
        float[] positions,
        float[] t,
        float[] delta,
        float[] density,
        float[] colors,
        float[] weights,
        float[] features,
        int width) {
    /** Numbers of a ray: origin, direction, colour, opacity, distance, offset. */
    private static final int RAY = 12;
    /** Numbers of a sample without features: position, t, delta, density, colour, weight. */
    private static final int SAMPLE = 10;

    /** The samples of a ray. */
    int samples(int ray) {
        return offsets[ray + 1] - offsets[ray];
    }

    /** The memory that it takes. */
    long bytes() {
        return 4L * RAY * rays.count() + 4L * (SAMPLE + width) * t.length;
    }

    /** Room for the answers along as many rays and samples, without offsets yet. */
    static Answers empty(int rays, int samples, int width) {
        KnownRays known = new KnownRays(
                new float[3 * rays], new float[3 * rays], new float[3 * rays], new float[rays], new float[rays]);
        return new Answers(
                known,
                new int[rays + 1],
                new float[3 * samples],
                new float[samples],
                new float[samples],
                new float[samples],
                new float[3 * samples],
                new float[samples],
                new float[width * samples],
                width);
    }

    /** Copies a ray of others behind those that are here already; the rays are filled in order. */
    void take(int ray, Answers from, int row) {
        rays.take(ray, from.rays, row);
        int first = from.offsets[row];
        int count = from.samples(row);
        int at = offsets[ray];
        offsets[ray + 1] = at + count;
        System.arraycopy(from.positions, 3 * first, positions, 3 * at, 3 * count);
        System.arraycopy(from.t, first, t, at, count);
        System.arraycopy(from.delta, first, delta, at, count);
        System.arraycopy(from.density, first, density, at, count);
        System.arraycopy(from.colors, 3 * first, colors, 3 * at, 3 * count);
        System.arraycopy(from.weights, first, weights, at, count);
        System.arraycopy(from.features, width * first, features, width * at, width * count);
    }
}
