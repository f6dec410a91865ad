package io.fieldwork.fields.scene.exact;

/** Value noise: random numbers at the points of a lattice, smoothly interpolated (Perlin's quintic). */
final class Noise {
    private Noise() {}

    /** Several octaves of noise, each half as strong and twice as fine; about 0.5, in [0, 1]. */
    static double clouds(double x, double y, double z, int octaves) {
        double sum = 0;
        double weights = 0;
        double weight = 1;
        for (int i = 0; i < octaves; i++) {
            sum += weight * at(x + 17 * i, y - 31 * i, z + 5 * i);
            weights += weight;
            weight *= 0.5;
            x *= 2;
            y *= 2;
            z *= 2;
        }
        return Math.clamp(0.5 + 1.4 * (sum / weights - 0.5), 0, 1);
    }

    /** The noise at a point, in [0, 1). */
    static double at(double x, double y, double z) {
        long i = (long) Math.floor(x);
        long j = (long) Math.floor(y);
        long k = (long) Math.floor(z);
        double u = smooth(x - i);
        double v = smooth(y - j);
        double w = smooth(z - k);
        return mix(w, face(i, j, k, u, v), face(i, j, k + 1, u, v));
    }

    /** The random number of a lattice point, in [0, 1). */
    static double cell(long i, long j, long k) {
        long h = i * 0x9E3779B97F4A7C15L ^ j * 0xC2B2AE3D27D4EB4FL ^ k * 0x165667B19E3779F9L;
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return ((h ^ (h >>> 31)) >>> 11) * 0x1p-53;
    }

    private static double face(long i, long j, long k, double u, double v) {
        return mix(v, mix(u, cell(i, j, k), cell(i + 1, j, k)), mix(u, cell(i, j + 1, k), cell(i + 1, j + 1, k)));
    }

    private static double mix(double share, double a, double b) {
        return a + share * (b - a);
    }

    private static double smooth(double t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }
}
