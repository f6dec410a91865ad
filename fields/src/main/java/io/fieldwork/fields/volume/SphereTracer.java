package io.fieldwork.fields.volume;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.DistanceFunction;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The surface of a signed distance as rays meet it: they go on by the distance (sphere tracing; Hart 1996) until it is negative, and the place between
 * the last two is found by false position. So a distance that was learned may be too small or too large by something, and a ray that grazes a surface goes on.
 *
 * @param distance whose zeros are the surface
 * @param box in which it is looked for
 * @param near least length of a ray; one that begins inside has met the surface there
 * @param least length of a step, by which what is thinner may be missed
 * @param caution what distances are divided by: 1 for an exact one, more for one that may change faster
 */
public record SphereTracer(DistanceFunction distance, Box box, double near, double least, double caution)
        implements RaySurface {
    private static final int ROUNDS = 5;
    /** The usual shortest step, as a share of the box. */
    private static final double FINE = 2e-4;

    /** Rejects lengths that lead nowhere. */
    public SphereTracer {
        if (!(near >= 0 && least > 0 && caution >= 1)) {
            throw new IllegalArgumentException("near " + near + " must not be negative, least " + least
                    + " positive, caution " + caution + " 1 or more");
        }
    }

    /** {@return the surface of an exact distance in a box} */
    public static SphereTracer exact(DistanceFunction distance, Box box) {
        return new SphereTracer(distance, box, 0, FINE * box.longest(), 1);
    }

    /** {@return the surface of a distance that was learned from a known one in a box} */
    public static SphereTracer learned(DistanceFunction distance, Box box) {
        return new SphereTracer(distance, box, 0, FINE * box.longest(), 1.2);
    }

    @Override
    public float[] lengths(float[] origins, float[] directions) {
        Bundle bundle = new Bundle(origins, directions);
        bundle.clip();
        bundle.march();
        bundle.close();
        float[] lengths = new float[bundle.inside.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (float) bundle.inside[i];
        }
        return lengths;
    }

    @Override
    public float[] normals(float[] points) {
        int count = points.length / 3;
        double[] places = new double[points.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = points[i];
        }
        double[] slopes = new double[points.length];
        distance.at(places, count, new double[count], slopes);
        float[] normals = new float[points.length];
        for (int i = 0; i < points.length; i += 3) {
            double length = Math.hypot(Math.hypot(slopes[i], slopes[i + 1]), slopes[i + 2]);
            for (int c = i; c < i + 3 && length > 0; c++) {
                normals[c] = (float) (slopes[c] / length);
            }
        }
        return normals;
    }

    /** Rays, and what is known of each: lengths to the last place outside and to the first inside, with the distances there. */
    private final class Bundle {
        private final float[] origins;
        private final float[] directions;
        private final double[] outside;
        private final double[] inside;
        private final double[] above;
        private final double[] below;
        private final double[] end;
        private final double[] points;
        private final double[] values;

        Bundle(float[] origins, float[] directions) {
            int rays = origins.length / 3;
            this.origins = origins;
            this.directions = directions;
            this.outside = new double[rays];
            this.inside = new double[rays];
            this.above = new double[rays];
            this.below = new double[rays];
            this.end = new double[rays];
            this.points = new double[3 * rays];
            this.values = new double[rays];
            Arrays.fill(inside, Double.POSITIVE_INFINITY);
        }

        void clip() {
            float[] low = box.min();
            float[] size = box.size();
            for (int i = 0; i < end.length; i++) {
                double enter = near;
                double leave = Double.POSITIVE_INFINITY;
                for (int c = 0; c < 3; c++) {
                    double a = ((double) low[c] - origins[3 * i + c]) / directions[3 * i + c];
                    double b = ((double) low[c] + size[c] - origins[3 * i + c]) / directions[3 * i + c];
                    enter = Math.max(enter, Math.min(a, b));
                    leave = Math.min(leave, Math.max(a, b));
                }
                outside[i] = enter;
                end[i] = leave;
            }
        }

        void march() {
            double[] at = outside.clone();
            int[] open = IntStream.range(0, end.length)
                    .filter(ray -> end[ray] > outside[ray])
                    .toArray();
            while (open.length > 0) {
                ask(open, at);
                int left = 0;
                for (int i = 0; i < open.length; i++) {
                    int ray = open[i];
                    if (values[i] < 0) {
                        inside[ray] = at[ray];
                        below[ray] = values[i];
                    } else {
                        outside[ray] = at[ray];
                        above[ray] = values[i];
                        if (at[ray] < end[ray]) {
                            at[ray] = Math.min(at[ray] + Math.max(least, values[i] / caution), end[ray]);
                            open[left++] = ray;
                        }
                    }
                }
                open = Arrays.copyOf(open, left);
            }
        }

        void close() {
            int[] hits = IntStream.range(0, end.length)
                    .filter(ray -> inside[ray] < Double.POSITIVE_INFINITY && inside[ray] > outside[ray])
                    .toArray();
            double[] at = new double[end.length];
            for (int k = 0; k < ROUNDS && hits.length > 0; k++) {
                for (int ray : hits) {
                    double share = above[ray] / (above[ray] - below[ray]);
                    at[ray] = outside[ray] + share * (inside[ray] - outside[ray]);
                }
                ask(hits, at);
                for (int i = 0; i < hits.length; i++) {
                    boolean in = values[i] < 0;
                    (in ? inside : outside)[hits[i]] = at[hits[i]];
                    (in ? below : above)[hits[i]] = values[i];
                }
            }
            for (int ray : hits) {
                inside[ray] = above[ray] < -below[ray] ? outside[ray] : inside[ray];
            }
        }

        /** Finds the distances of some rays at their lengths, in the order in which they are named. */
        private void ask(int[] rays, double[] at) {
            for (int i = 0; i < 3 * rays.length; i++) {
                int from = 3 * rays[i / 3] + i % 3;
                points[i] = origins[from] + at[rays[i / 3]] * directions[from];
            }
            distance.at(points, rays.length, values);
        }
    }
}
