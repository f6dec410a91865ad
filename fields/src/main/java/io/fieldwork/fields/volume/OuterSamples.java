package io.fieldwork.fields.volume;

import io.fieldwork.fields.field.Box;
import java.util.Arrays;

/**
 * Samples of rays outside of the ball in a box, even in s, the radius over the distance from the middle, down to 0 at infinity (NeRF++; Zhang,
 * Riegler, Snavely, Koltun 2020). The pieces for which they stand have their lengths in s. The last piece is so long that nothing is seen behind it.
 */
final class OuterSamples {
    /** Length of the last piece; the authors' is 1e10. */
    private static final float LAST = 1e4f;

    /** The s of the nearest sample, which rounding does not bring into the ball. */
    private static final double NEAREST = 1 - 1e-4;

    private final double[] middle = new double[3];
    private final double radius;
    private final int count;

    /** So many samples a ray around a box, the half of whose longest side is the radius. */
    OuterSamples(Box box, int count) {
        float[] low = box.min();
        float[] size = box.size();
        Arrays.setAll(middle, c -> low[c] + 0.5 * size[c]);
        this.radius = 0.5 * box.longest();
        this.count = count;
    }

    /**
     * {@return the way along a ray on which it leaves the ball of radius 1 / s} It leaves it behind the place where it is nearest to the middle.
     *
     * @param along component of its origin along it, from the middle
     * @param square of its origin's distance from the middle
     */
    static double leaving(double along, double square, double s) {
        return Math.sqrt(Math.max(0, along * along - square + 1 / (s * s))) - along;
    }

    /**
     * The samples of a ray, behind others.
     *
     * @param inner samples in the ball
     * @param begin way to where the outside begins
     * @param shift random number in [0, 1) that moves the samples in their parts
     * @param ray its origin and its unit direction are at 3 {@code ray}
     */
    SeenPieces.Found behind(
            SeenPieces.Found inner, double begin, double shift, float[] origins, float[] directions, int ray) {
        double along = 0;
        double square = 0;
        for (int c = 0; c < 3; c++) {
            double o = (origins[3 * ray + c] - middle[c]) / radius;
            along += o * directions[3 * ray + c];
            square += o * o;
        }
        double t = begin / radius;
        double first = Math.min(NEAREST, 1 / Math.sqrt(square + t * (2 * along + t)));
        int own = inner.t().length;
        float[] places = Arrays.copyOf(inner.t(), own + count);
        float[] lengths = Arrays.copyOf(inner.delta(), own + count);
        for (int i = 0; i < count; i++) {
            places[own + i] = (float) (radius * leaving(along, square, first * (count - i - shift) / count));
            lengths[own + i] = i + 1 < count ? (float) (first / count) : LAST;
        }
        return new SeenPieces.Found(places, lengths);
    }
}
