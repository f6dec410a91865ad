package io.fieldwork.fields.volume;

import java.util.Arrays;

/**
 * A ray that is cut into intervals at ascending places, with the signed distance of a surface at each; one that is cut ever finer where
 * that is worthwhile. Used by one thread at a time.
 */
final class DistanceRay {
    /** Optical thickness of a ray up to which it shows so little that a quarter of the fine samples have to do. */
    private static final double CLEAR = 0.01;

    /** Shares of the total below which an interval counts as having none. */
    private static final double NOTHING = 1e-5;

    /** Change of a distance along the way that counts at most. */
    private static final double STEEPEST = 1000;

    private final float enter;
    private final float leave;
    private final float shift;
    private float[] t = {};
    private float[] d = {};
    private double[] gaps = {};
    private float[] fresh;
    private double beta;

    /**
     * A ray cut into even intervals, whose places are moved within their parts of it.
     *
     * @param enter where it begins
     * @param leave where it ends
     * @param shift random number in [0, 1) of this ray; 0.5 leaves the places even
     * @param places to be cut at
     */
    DistanceRay(float enter, float leave, float shift, int places) {
        this.enter = enter;
        this.leave = leave;
        this.shift = shift;
        this.fresh = new float[places];
        double apart = (leave - enter) / (double) Math.max(1, places - 1);
        for (int i = 0; i < places; i++) {
            double moved = enter + apart * (i + shift - 0.5);
            fresh[i] = (float) Math.clamp(i == 0 ? enter : i == places - 1 ? leave : moved, enter, leave);
        }
    }

    /** The places [n], ascending, whose distances are wanted. */
    float[] wanted() {
        return fresh;
    }

    /** Takes the distances at the wanted places, the first of which is at an index. */
    void found(float[] distances, int from) {
        int n = t.length;
        float[] places = new float[n + fresh.length];
        float[] values = new float[places.length];
        int i = 0;
        int k = 0;
        for (int at = 0; at < places.length; at++) {
            boolean old = k == fresh.length || i < n && t[i] <= fresh[k];
            places[at] = old ? t[i] : fresh[k];
            values[at] = old ? d[i++] : distances[from + k++];
        }
        t = places;
        d = values;
        fresh = new float[0];
    }

    /** The places at which the ray is cut. */
    float[] places() {
        return t;
    }

    /** The distances at them. */
    float[] distances() {
        return d;
    }

    /** Where it ends. */
    float leave() {
        return leave;
    }

    /** Its random number. */
    float shift() {
        return shift;
    }

    /** The width of the density for which the opacity is known well enough. */
    double beta() {
        return beta;
    }

    /** Finds the least distances in the intervals, whether by triangles, which holds for exact distances alone. */
    void measure(boolean exact) {
        gaps = new double[Math.max(0, t.length - 1)];
        for (int i = 0; i < gaps.length; i++) {
            double length = t[i + 1] - (double) t[i];
            gaps[i] = exact ? OpacityBound.gap(length, d[i], d[i + 1]) : OpacityBound.safeGap(length, d[i], d[i + 1]);
        }
    }

    /** Whether the bound is at most epsilon. An error of the thickness whose exponential is at most 1 + epsilon is no question. */
    private boolean within(double width, double epsilon) {
        double easy = Math.log1p(epsilon);
        double error = 0;
        double thickness = 0;
        for (int i = 0; i < gaps.length && thickness < OpacityBound.OPAQUE; i++) {
            double length = t[i + 1] - (double) t[i];
            error += OpacityBound.error(length, gaps[i], width);
            if (error > easy && OpacityBound.opacity(thickness, error) > epsilon) {
                return false;
            }
            thickness += length * OpacityBound.density(d[i], width);
        }
        return true;
    }

    /** Begins with the width that suffices for any distances (VolSDF, lemma 2). */
    void begin(double epsilon) {
        double squares = 0;
        for (int i = 0; i + 1 < t.length; i++) {
            squares += ((double) t[i + 1] - t[i]) * (t[i + 1] - t[i]);
        }
        beta = OpacityBound.sufficient(squares, epsilon);
    }

    /** Takes the least width above {@code least} that the bound allows, by bisections (VolSDF, algorithm 1). */
    void tighten(double least, double epsilon, int bisections) {
        if (beta <= least || within(least, epsilon)) {
            beta = least;
            return;
        }
        double low = least;
        for (int i = 0; i < bisections; i++) {
            double middle = 0.5 * (low + beta);
            if (within(middle, epsilon)) {
                beta = middle;
            } else {
                low = middle;
            }
        }
    }

    /** Wants places where the bound of the error is large, and light has not ended before. */
    void refine(int count) {
        double[] shares = new double[gaps.length];
        double error = 0;
        double thickness = 0;
        for (int i = 0; i < shares.length; i++) {
            double length = t[i + 1] - (double) t[i];
            error += OpacityBound.error(length, gaps[i], beta);
            shares[i] = OpacityBound.opacity(thickness, error);
            thickness += length * OpacityBound.density(d[i], beta);
        }
        fresh = inverse(shares, 0, count, false);
    }

    /** Wants places where NeuS would see the surface at a sharpness (Wang et al. 2021, section 3.4; slopes as in its code). */
    void refineVisible(double sharpness, int count) {
        double[] shares = new double[Math.max(0, t.length - 1)];
        double transmittance = 1;
        double slopeBefore = 0;
        for (int i = 0; i < shares.length; i++) {
            double slope = slope(i);
            double alpha = opacity(i, Math.clamp(Math.min(slopeBefore, slope), -STEEPEST, 0), sharpness);
            slopeBefore = slope;
            shares[i] = transmittance * alpha;
            transmittance *= 1 - alpha;
        }
        fresh = inverse(shares, NOTHING, count, false);
    }

    /** Change of the distance in an interval a unit of way. */
    private double slope(int i) {
        double length = t[i + 1] - (double) t[i];
        return length > 0 ? (d[i + 1] - (double) d[i]) / length : 0;
    }

    /** NeuS' opacity of an interval in which the distance changes by a slope around its mean. */
    private double opacity(int i, double slope, double sharpness) {
        double half = 0.5 * slope * (t[i + 1] - (double) t[i]);
        double middle = 0.5 * ((double) d[i] + d[i + 1]);
        double before = logistic(sharpness * (middle - half));
        double behind = logistic(sharpness * (middle + half));
        return Math.clamp((before - behind + NOTHING) / (before + NOTHING), 0, 1);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /**
     * Samples in the middle of the intervals that show at a sharpness, or would if the ray went straight towards the surface in them.
     *
     * @param least weight in the pixel
     */
    SeenPieces.Found middles(double sharpness, double least) {
        int count = Math.max(0, t.length - 1);
        SeenPieces seen = new SeenPieces(count, least);
        for (int i = 0; i < count; i++) {
            double length = t[i + 1] - (double) t[i];
            double slope = Math.clamp(slope(i), -STEEPEST, 0);
            double most = opacity(i, Math.min(slope, -1), sharpness);
            seen.add(t[i] + 0.5 * length, length, opacity(i, slope, sharpness), most);
        }
        return seen.found();
    }

    /**
     * The samples of the ray that show: its begin, places by the weights of the density of the present width, and others evenly among the
     * places that are known. Each stands for what lies between it and the next.
     *
     * @param least weight in the pixel
     */
    SeenPieces.Found chosen(int most, int extra, double least) {
        float[] cuts = cuts(most, extra);
        SeenPieces seen = new SeenPieces(cuts.length, least);
        int k = 0;
        for (int i = 0; i < cuts.length; i++) {
            while (k + 2 < t.length && t[k + 1] <= cuts[i]) {
                k++;
            }
            double part = t[k + 1] > t[k] ? ((double) cuts[i] - t[k]) / (t[k + 1] - t[k]) : 0;
            double distance = d[k] + part * (d[k + 1] - d[k]);
            double length = (i + 1 < cuts.length ? cuts[i + 1] : leave) - (double) cuts[i];
            double opacity = 1 - Math.exp(-length * OpacityBound.density(distance, beta));
            seen.add(cuts[i], length, opacity, opacity);
        }
        return seen.found();
    }

    private float[] cuts(int most, int extra) {
        double[] shares = new double[t.length - 1];
        double thickness = 0;
        double transmittance = 1;
        for (int i = 0; i < shares.length; i++) {
            double own = (t[i + 1] - (double) t[i]) * OpacityBound.density(d[i], beta);
            double left = Math.exp(-thickness - own);
            shares[i] = transmittance - left;
            transmittance = left;
            thickness += own;
        }
        int fine = thickness < CLEAR ? Math.ceilDiv(most, 4) : most;
        float[] all = Arrays.copyOf(inverse(shares, NOTHING, fine, true), fine + extra + 1);
        for (int i = 0; i < extra; i++) {
            all[fine + i] = t[Math.min(t.length - 1, (int) ((i + shift) * t.length / extra))];
        }
        all[fine + extra] = enter;
        Arrays.sort(all);
        return all;
    }

    /**
     * The places below which even shares of the weight of intervals lie.
     *
     * @param weights of the intervals
     * @param base that is added to each
     * @param moved whether the shares are moved by the ray's random number, or go from 0 to 1
     */
    private float[] inverse(double[] weights, double base, int count, boolean moved) {
        double total = base * weights.length;
        for (double weight : weights) {
            total += weight;
        }
        float[] places = new float[count];
        double before = 0;
        int k = 0;
        for (int i = 0; i < count; i++) {
            double share = moved ? (i + shift) / count : i / (double) Math.max(1, count - 1);
            while (k + 1 < weights.length && before + share(weights[k], base, total) <= share) {
                before += share(weights[k], base, total);
                k++;
            }
            double own = share(weights[k], base, total);
            double part = Math.clamp((share - before) / (own < NOTHING ? 1 : own), 0, 1);
            places[i] = (float) (t[k] + part * ((double) t[k + 1] - t[k]));
        }
        return places;
    }

    /** The share of an interval; the same for all where none has any. */
    private double share(double weight, double base, double total) {
        return total > 0 ? (weight + base) / total : 1.0 / (t.length - 1);
    }
}
